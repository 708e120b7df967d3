"""Who gets a seat, and who must not."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.conftest import COUNTY, EAST, FIRST_DAY, WEST, County

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions
from huitoukan.core.accounts.actions import NewSeat, WrongSeat
from huitoukan.core.areas import actions as areas


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


def test_the_last_who_administers_the_office_keeps_the_seat(county: County) -> None:
    second = county.add_person(Role.ADMINISTRATOR, COUNTY, name="second")
    actions.end(by=county.administrator, seat=second.seats.get(), on=dt.date(2099, 1, 1))
    with pytest.raises(Refused, match="最后一位"):
        actions.end(by=second, seat=county.administrator.seats.get(), on=dt.date(2098, 1, 1))


def test_the_administrator_of_a_township_is_not_the_last_of_the_office(county: County) -> None:
    township = county.add_person(Role.ADMINISTRATOR, EAST)
    ended = actions.end(by=county.administrator, seat=township.seats.get(), on=dt.date(2026, 1, 31))
    assert ended.ends_on == dt.date(2026, 1, 31)


def test_a_township_gives_no_seat_above_itself(county: County) -> None:
    township = county.add_person(Role.ADMINISTRATOR, EAST)
    person = county.add_person(Role.HELPER, EAST)
    for at in (COUNTY, WEST):
        with pytest.raises(Refused):
            actions.grant(by=township, user=person, seat=seat(county, Role.LEADER, at))


def test_a_township_gives_no_seat_to_somebody_it_does_not_know(county: County) -> None:
    township = county.add_person(Role.ADMINISTRATOR, EAST)
    stranger = county.add_person(Role.HELPER, WEST)
    with pytest.raises(Refused):
        actions.grant(by=township, user=stranger, seat=seat(county, Role.HELPER, EAST))


def test_where_else_somebody_sits_is_not_told_to_a_township(county: County) -> None:
    person = county.add_person(Role.HELPER, WEST)
    actions.grant(by=county.administrator, user=person, seat=seat(county, Role.VILLAGE_WORKER, EAST))
    township = county.add_person(Role.ADMINISTRATOR, EAST)
    with pytest.raises(WrongSeat) as told:
        actions.grant(by=township, user=person, seat=seat(county, Role.INSPECTOR, EAST))
    assert "西岭乡" not in str(told.value)


def test_themes_are_for_departments_and_only_those_there_are(county: County) -> None:
    person = county.add_person(Role.LEADER, COUNTY)
    wanted = NewSeat(role=Role.DEPARTMENT_OFFICER, area=county.areas[COUNTY], starts_on=FIRST_DAY, themes=["moon"])
    with pytest.raises(WrongSeat, match="moon"):
        actions.grant(by=county.administrator, user=person, seat=wanted)
    wanted = NewSeat(role=Role.LEADER, area=county.areas[EAST], starts_on=FIRST_DAY, themes=["housing"])
    with pytest.raises(WrongSeat, match="才按专题"):
        actions.grant(by=county.administrator, user=person, seat=wanted)
    wanted = NewSeat(
        role=Role.DEPARTMENT_OFFICER, area=county.areas[COUNTY], starts_on=FIRST_DAY, themes=["water", "housing"]
    )
    assert actions.grant(by=county.administrator, user=person, seat=wanted).themes == ["housing", "water"]


def test_no_seat_in_an_area_that_is_no_more(county: County) -> None:
    areas.merge(
        by=county.administrator,
        area=county.areas["990101001001"],
        into=county.areas["990101001002"],
        since=dt.date(2024, 1, 1),
    )
    person = county.add_person(Role.LEADER, COUNTY)
    late = NewSeat(role=Role.HELPER, area=county.areas["990101001001"], starts_on=dt.date(2024, 1, 1))
    with pytest.raises(WrongSeat, match="撤销"):
        actions.grant(by=county.administrator, user=person, seat=late)
