"""Choosing an area: what is offered to whom, and what is understood."""

from __future__ import annotations

import pytest
from tests.conftest import COUNTY, EAST, WEST, County

from huitoukan.core.access.roles import Role


@pytest.mark.parametrize("typed", ["西岭", "99010100200", "云台", WEST])
def test_areas_of_the_next_township_are_not_offered(county: County, sign_in, typed: str) -> None:
    client = sign_in(county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    assert "option" not in client.get("/choices/areas/", {"area": typed}).content.decode()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("柳树", 2), ("柳树村", 2), ("990101001", 3), ("", 7), ("990101001001 柳树村 · 东河镇", 1), ("<", 0), ("%", 0)],
)
def test_what_is_offered_for_what_is_typed(county: County, sign_in, typed: str, offered: int) -> None:
    page = sign_in(county.administrator).get("/choices/areas/", {"anything": typed}).content.decode()
    assert page.count("<option") == offered


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("东河镇", EAST),
        (EAST, EAST),
        (f"{EAST} 东河镇 · 云岭县", EAST),
        (" 东河镇 ", EAST),
        ("990101001001 柳树村 · 东河镇", "990101001001"),
    ],
)
def test_what_is_understood(county: County, sign_in, typed: str, found: str) -> None:
    person = county.add_person(Role.LEADER, COUNTY, name="person")
    client = sign_in(county.administrator)
    seat = {"role": "leader", "area": typed, "starts_on": "2026-01-01"}
    assert client.post(f"/accounts/{person.pk}/seats/add/", seat).status_code == 302
    assert person.seats.filter(area__code=found).exists()


def test_a_name_that_two_villages_have_asks_which(county: County, sign_in) -> None:
    person = county.add_person(Role.LEADER, COUNTY, name="person")
    seat = {"role": "leader", "area": "柳树村", "starts_on": "2026-01-01"}
    page = sign_in(county.administrator).post(f"/accounts/{person.pk}/seats/add/", seat).content.decode()
    assert "990101001001 柳树村 · 东河镇、990101002001 柳树村 · 西岭乡" in page
    assert person.seats.count() == 1


def test_offers_take_a_fixed_number_of_queries(county: County, sign_in, django_assert_num_queries) -> None:
    client = sign_in(county.administrator)
    client.get("/choices/areas/")
    with django_assert_num_queries(4):
        client.get("/choices/areas/", {"area": "9"})
