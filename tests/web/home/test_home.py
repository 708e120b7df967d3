"""The first page shows what there is in the reader's own areas, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import COUNTY, EAST, FIRST_DAY, WEST, County

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions
from huitoukan.web.home.figures import figures


def numbers(user: object) -> dict[str, int]:
    return {figure.label.name: figure.value for figure in figures(user)}  # type: ignore[arg-type]


def test_an_administrator_counts_the_whole_county(county: County) -> None:
    assert numbers(county.administrator) == {
        "home.township": 2,
        "home.village": 4,
        "home.accounts": 1,
        "home.seats_ending": 0,
    }


def test_a_township_counts_its_own_villages_and_people_only(county: County) -> None:
    officer = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    county.add_person(Role.HELPER, WEST)
    assert numbers(officer) == {"home.village": 2, "home.accounts": 1}


def test_only_auditors_count_events(county: County) -> None:
    auditor = county.add_person(Role.AUDITOR, COUNTY)
    assert numbers(auditor)["home.events"] > 5
    assert "home.seats_ending" not in numbers(auditor)


def test_seats_that_end_soon_are_named_to_who_can_give_new_ones(county: County, sign_in: Callable[..., Client]) -> None:
    soon = timezone.localdate() + dt.timedelta(days=10)
    for at, name in ((EAST, "将到期甲"), (WEST, "将到期乙")):
        seat = actions.NewSeat(role=Role.HELPER, area=county.areas[at], starts_on=FIRST_DAY, ends_on=soon)
        actions.add(by=county.administrator, username=name, name=name, password="first-Ladder-52", seat=seat)
    neighbour = county.add_person(Role.ADMINISTRATOR, EAST)
    page = sign_in(neighbour).get("/").content.decode()
    assert "将到期甲" in page
    assert "将到期乙" not in page


def test_a_township_is_not_told_of_the_next(county: County, sign_in: Callable[..., Client]) -> None:
    officer = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    page = sign_in(officer).get("/").content.decode()
    assert "东河镇" in page
    assert "西岭乡" not in page


@pytest.mark.parametrize(("role", "queries"), [(Role.ADMINISTRATOR, 8), (Role.AUDITOR, 8), (Role.HELPER, 5)])
def test_it_asks_the_database_the_same_however_much_there_is(
    county: County,
    sign_in: Callable[..., Client],
    django_assert_num_queries: Callable[[int], object],
    role: Role,
    queries: int,
) -> None:
    browser = sign_in(county.add_person(role, COUNTY))
    browser.get("/")
    for number in range(3, 9):
        county.add_area(f"99010100{number}000", f"{number}号乡")
    with django_assert_num_queries(queries):
        assert browser.get("/").status_code == 200
