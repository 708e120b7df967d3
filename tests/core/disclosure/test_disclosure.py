"""Personal data in full: for a reason, for a while, for one reader; and openings that do not flood the trail."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext

import pytest
from django.utils import timezone
from tests.conftest import COUNTY, EAST, WEST, County

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.disclosure import actions
from huitoukan.core.disclosure.queries import is_open

SOMEBODY = Subject("person", "17", "张三", EAST)
SOMEBODY_ELSE = Subject("person", "18", "李四", EAST)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch):
    """Moves the clock."""

    def later(**distance: int) -> None:
        moment = timezone.now() + dt.timedelta(**distance)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return later


def test_for_one_reader_and_one_subject(county: County) -> None:
    reader = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    actions.disclose(by=reader, subject=SOMEBODY, reason="通知参加核查")
    assert is_open(reader=reader, subject=SOMEBODY)
    assert not is_open(reader=reader, subject=SOMEBODY_ELSE)
    assert not is_open(reader=county.administrator, subject=SOMEBODY)


def test_for_some_minutes(county: County, later) -> None:
    reader = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    actions.disclose(by=reader, subject=SOMEBODY, reason="通知参加核查")
    later(minutes=9)
    assert is_open(reader=reader, subject=SOMEBODY)
    later(minutes=2)
    assert not is_open(reader=reader, subject=SOMEBODY)


def test_as_long_as_they_have_the_seat_for_it(county: County) -> None:
    reader = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    actions.disclose(by=reader, subject=SOMEBODY, reason="通知参加核查")
    accounts.end(by=county.administrator, seat=reader.seats.get(), on=timezone.localdate() - dt.timedelta(days=1))
    assert not is_open(reader=User.objects.get(pk=reader.pk), subject=SOMEBODY)


def test_the_trail_has_the_reason(county: County) -> None:
    reader = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    actions.disclose(by=reader, subject=SOMEBODY, reason="通知  参加核查\n")
    entry = Entry.objects.get(action=Event.DISCLOSED)
    assert (entry.actor, entry.subject, entry.details) == (reader.pk, "17", '{"reason":"通知 参加核查"}')


@pytest.mark.parametrize(
    "typed", ["核实 990101199001011234 本人", "打电话 13800001234 核实", "990101 19900101 123X 核实"]
)
def test_numbers_in_a_reason_do_not_reach_the_trail(county: County, typed: str) -> None:
    actions.disclose(by=county.add_person(Role.COUNTY_OFFICER), subject=SOMEBODY, reason=typed)
    assert not any(map(str.isdigit, Entry.objects.get(action=Event.DISCLOSED).details))


@pytest.mark.parametrize("reason", ["", "   ", "看看", " 一 二 "])
def test_a_reason_is_more_than_a_word(county: County, reason: str) -> None:
    reader = county.add_person(Role.COUNTY_OFFICER)
    with pytest.raises(actions.NoReason):
        actions.disclose(by=reader, subject=SOMEBODY, reason=reason)
    assert not is_open(reader=reader, subject=SOMEBODY)


def test_not_for_the_next_township(county: County) -> None:
    neighbour = county.add_person(Role.TOWNSHIP_OFFICER, WEST)
    with pytest.raises(Refused):
        actions.disclose(by=neighbour, subject=SOMEBODY, reason="通知参加核查")


SEE_PERSONS = {Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER}
SEE_CONTACTS = {*SEE_PERSONS, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", Role)
def test_whoever_keeps_accounts_sees_numbers_of_colleagues_and_nothing_of_households(
    county: County, role: Role
) -> None:
    reader, colleague = county.add_person(role, COUNTY), Subject("account", "17", "张三", EAST)
    for subject, seen_by in ((SOMEBODY, SEE_PERSONS), (colleague, SEE_CONTACTS)):
        with nullcontext() if role in seen_by else pytest.raises(Refused):
            actions.disclose(by=reader, subject=subject, reason="通知参加核查")
        assert is_open(reader=reader, subject=subject) == (role in seen_by)


def openings() -> int:
    return Entry.objects.filter(action=Event.ACCOUNT_OPENED).count()


def test_reloading_is_one_opening(county: County, later) -> None:
    for _ in range(3):
        actions.note_opening(by=county.administrator, subject=SOMEBODY, event=Event.ACCOUNT_OPENED)
    assert openings() == 1
    actions.note_opening(by=county.administrator, subject=SOMEBODY_ELSE, event=Event.ACCOUNT_OPENED)
    actions.note_opening(by=county.add_person(Role.LEADER), subject=SOMEBODY, event=Event.ACCOUNT_OPENED)
    assert openings() == 3
    later(minutes=11)
    actions.note_opening(by=county.administrator, subject=SOMEBODY, event=Event.ACCOUNT_OPENED)
    assert openings() == 4
