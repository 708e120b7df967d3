"""Whose account may be changed, and by whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, FIRST_DAY, PASSWORD, WEST, County

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions
from huitoukan.core.accounts.actions import NewSeat, WrongAccount, second_factor
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.models import Entry

Change = Callable[[User, User], object]


def change(by: User, user: User) -> object:
    return actions.change(by=by, user=user, name="新名字", unit="", phone=None)


def close(by: User, user: User) -> object:
    return actions.close(by=by, user=user)


def reset(by: User, user: User) -> object:
    return actions.reset_password(by=by, user=user)


def reopen(by: User, user: User) -> object:
    return actions.reopen(by=by, user=user)


def unlock(by: User, user: User) -> object:
    return actions.unlock(by=by, user=user)


def reset_second_factor(by: User, user: User) -> object:
    return second_factor.reset(by=by, user=user)


CHANGES = pytest.mark.parametrize("act", [change, close, reset, reopen, unlock, reset_second_factor])


@CHANGES
def test_the_administrator_of_the_next_township_may_not(county: County, act: Change) -> None:
    neighbour = county.add_person(Role.ADMINISTRATOR, WEST)
    person = county.add_person(Role.HELPER, EAST_VILLAGES[0])
    with pytest.raises(Refused):
        act(neighbour, person)


@CHANGES
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_may(county: County, act: Change, role: Role) -> None:
    officer = county.add_person(role, COUNTY, name="officer")
    person = county.add_person(Role.HELPER, EAST, name="person")
    with pytest.raises(Refused):
        act(officer, person)


@CHANGES
def test_a_township_has_no_say_over_somebody_who_also_sits_above(county: County, act: Change) -> None:
    township = county.add_person(Role.ADMINISTRATOR, EAST)
    person = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    above = NewSeat(role=Role.COUNTY_OFFICER, area=county.areas[COUNTY], starts_on=FIRST_DAY)
    actions.grant(by=county.administrator, user=person, seat=above)
    with pytest.raises(Refused, match="管理范围以外还有岗位"):
        act(township, person)


@pytest.mark.parametrize("act", [close, reset, reopen, unlock, reset_second_factor])
def test_nobody_does_it_to_themselves(county: County, act: Change) -> None:
    with pytest.raises(Refused, match="自己的账号"):
        act(county.administrator, county.administrator)


def test_a_township_keeps_its_own_people(county: County) -> None:
    township = county.add_person(Role.ADMINISTRATOR, EAST)
    person = county.add_person(Role.HELPER, EAST_VILLAGES[1])
    actions.close(by=township, user=person)
    assert not User.objects.get(pk=person.pk).is_active
    actions.reopen(by=township, user=person)
    assert User.objects.get(pk=person.pk).is_active


def test_seats_that_are_past_do_not_count_while_there_is_one_now(county: County) -> None:
    person = county.add_person(Role.HELPER, WEST)
    here = NewSeat(role=Role.HELPER, area=county.areas[EAST], starts_on=FIRST_DAY)
    actions.grant(by=county.administrator, user=person, seat=here)
    actions.end(by=county.administrator, seat=person.seats.get(area__code=WEST), on=FIRST_DAY)
    township = county.add_person(Role.ADMINISTRATOR, EAST)
    actions.reset_password(by=township, user=person)
    assert not User.objects.get(pk=person.pk).check_password(PASSWORD)


def test_without_any_seat_now_all_past_ones_count(county: County) -> None:
    person = county.add_person(Role.COUNTY_OFFICER, COUNTY)
    here = NewSeat(role=Role.HELPER, area=county.areas[EAST], starts_on=FIRST_DAY, ends_on=FIRST_DAY)
    actions.grant(by=county.administrator, user=person, seat=here)
    actions.end(by=county.administrator, seat=person.seats.get(area__code=COUNTY), on=FIRST_DAY)
    with pytest.raises(Refused):
        actions.reset_password(by=county.add_person(Role.ADMINISTRATOR, EAST), user=person)


def test_a_reset_password_is_random_and_for_the_first_time_only(county: County) -> None:
    person = county.add_person(Role.HELPER, EAST)
    first = actions.reset_password(by=county.administrator, user=person)
    second = actions.reset_password(by=county.administrator, user=person)
    person.refresh_from_db()
    assert first != second
    assert person.check_password(second)
    assert person.must_change_password


def test_no_password_and_no_phone_number_is_in_the_trail(county: County) -> None:
    person = county.add_person(Role.HELPER, EAST)
    actions.change(by=county.administrator, user=person, name="王强", unit="东河镇", phone="13800001234")
    password = actions.reset_password(by=county.administrator, user=person)
    text = "\n".join(Entry.objects.values_list("details", flat=True))
    assert "13800001234" not in text
    assert password not in text
    assert '"after":{"name":"王强","unit":"东河镇"}' in text
    assert '"phone_changed":true' in text


def test_a_phone_number_stays_unless_another_is_given(county: County) -> None:
    person = county.add_person(Role.HELPER, EAST)
    by = county.administrator
    actions.change(by=by, user=person, name="王强", unit="", phone="13800001234")
    actions.change(by=by, user=person, name="王强强", unit="", phone=None)
    assert User.objects.get(pk=person.pk).phone == "13800001234"
    actions.change(by=by, user=person, name="王强强", unit="", phone="")
    assert User.objects.get(pk=person.pk).phone == ""


@pytest.mark.parametrize("phone", ["abc", "1", "138-0000-1234-5678-9999", "<1380000>", "１３８000"])
def test_what_is_no_phone_number(county: County, phone: str) -> None:
    person = county.add_person(Role.HELPER, EAST)
    with pytest.raises(WrongAccount, match="电话号码不对"):
        actions.change(by=county.administrator, user=person, name="王强", unit="", phone=phone)


def test_nothing_changed_is_said_and_not_recorded(county: County) -> None:
    person = county.add_person(Role.HELPER, EAST, name="helper")
    before = Entry.objects.count()
    with pytest.raises(WrongAccount, match="没有改动"):
        actions.change(by=county.administrator, user=person, name="helper", unit="", phone=None)
    assert Entry.objects.count() == before


def test_the_last_who_administers_the_office_cannot_be_closed(county: County) -> None:
    helper = county.add_person(Role.ADMINISTRATOR, COUNTY, name="second")
    actions.end(by=county.administrator, seat=helper.seats.get(), on=FIRST_DAY.replace(year=2099))
    with pytest.raises(Refused, match="最后一位"):
        actions.close(by=helper, user=county.administrator)


def test_two_administrators_are_one_more_than_the_last(county: County) -> None:
    second = county.add_person(Role.ADMINISTRATOR, COUNTY, name="second")
    actions.close(by=second, user=county.administrator)
    assert not User.objects.get(pk=county.administrator.pk).is_active


def test_an_administrator_whose_account_is_closed_keeps_no_office(county: County) -> None:
    second = county.add_person(Role.ADMINISTRATOR, COUNTY, name="second")
    third = county.add_person(Role.ADMINISTRATOR, COUNTY, name="third")
    actions.close(by=third, user=second)
    actions.close(by=third, user=county.administrator)
    fourth = county.add_person(Role.ADMINISTRATOR, EAST, name="fourth")
    with pytest.raises(Refused):
        actions.close(by=fourth, user=third)
