"""Who gets a seat, and who must not."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.conftest import COUNTY, EAST, FIRST_DAY, WEST, County

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions
from huitoukan.core.accounts.actions import NewSeat, WrongSeat


def seat(county: County, role: Role, at: str = COUNTY, ends_on: dt.date | None = None) -> NewSeat:
    return NewSeat(role=role, area=county.areas[at], starts_on=FIRST_DAY, ends_on=ends_on)


APART = [
    (Role.TOWNSHIP_OFFICER, Role.INSPECTOR),
    (Role.HELPER, Role.INSPECTOR),
    (Role.INSPECTOR, Role.VILLAGE_WORKER),
    (Role.ADMINISTRATOR, Role.AUDITOR),
    (Role.AUDITOR, Role.ADMINISTRATOR),
]


@pytest.mark.parametrize(("held", "wanted"), APART)
def test_roles_that_must_not_meet_in_one_person(county: County, held: Role, wanted: Role) -> None:
    person = county.add_person(held, EAST)
    with pytest.raises(WrongSeat, match="必须是不同的人"):
        actions.grant(by=county.administrator, user=person, seat=seat(county, wanted, WEST))
    assert person.seats.count() == 1


def test_they_may_follow_one_another(county: County) -> None:
    person = county.add_person(Role.HELPER, EAST)
    actions.end(by=county.administrator, seat=person.seats.get(), on=dt.date(2026, 1, 31))
    later = NewSeat(role=Role.INSPECTOR, area=county.areas[WEST], starts_on=dt.date(2026, 2, 1))
    actions.grant(by=county.administrator, user=person, seat=later)
    assert [Role(s.role) for s in person.seats.order_by("starts_on")] == [Role.HELPER, Role.INSPECTOR]


def test_nobody_gives_themselves_a_seat(county: County) -> None:
    with pytest.raises(Refused):
        actions.grant(by=county.administrator, user=county.administrator, seat=seat(county, Role.LEADER))


def test_an_administrator_of_the_next_township_may_not(county: County) -> None:
    neighbour = county.add_person(Role.ADMINISTRATOR, WEST)
    person = county.add_person(Role.HELPER, EAST)
    with pytest.raises(Refused):
        actions.grant(by=neighbour, user=person, seat=seat(county, Role.VILLAGE_WORKER, EAST))
    with pytest.raises(Refused):
        actions.end(by=neighbour, seat=person.seats.get(), on=dt.date(2026, 1, 31))
