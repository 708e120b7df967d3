"""The first page shows what there is in the reader's own areas, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import COUNTY, EAST, FIRST_DAY, WEST, County

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions
from huitoukan.core.areas.boundaries.actions import set_boundaries
from huitoukan.web.home.figures import figures
from huitoukan.web.home.townships import townships


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


def test_townships_are_compared_by_who_sees_several_and_drawn_where_boundaries_are_known(county: County) -> None:
    leader, officer = county.add_person(Role.LEADER, COUNTY), county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    seen = townships(leader)
    assert seen
    assert [(bar.label, bar.shown) for bar in seen.bars] == [("东河镇", "2"), ("西岭乡", "2")]
    assert seen.map is None
    assert townships(officer) is None
    squares = [outline(EAST, 103.0), outline(WEST, 103.1)]
    content = json.dumps({"type": "FeatureCollection", "features": squares}).encode()
    set_boundaries(by=county.administrator, content=content)
    drawn = townships(leader)
    assert drawn
    assert drawn.map
    assert [(shape.name, shape.address) for shape in drawn.map.shapes] == [
        ("东河镇", f"/areas/{EAST}/"),
        ("西岭乡", f"/areas/{WEST}/"),
    ]
    assert townships(officer) is None


def outline(code: str, west: float) -> dict[str, object]:
    """A square that is ``code``'s."""
    corners = [(west, 26.0), (west + 0.1, 26.0), (west + 0.1, 26.1), (west, 26.1), (west, 26.0)]
    geometry = {"type": "Polygon", "coordinates": [corners]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


@pytest.mark.parametrize(("role", "queries"), [(Role.ADMINISTRATOR, 9), (Role.AUDITOR, 10), (Role.HELPER, 7)])
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
