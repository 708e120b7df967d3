"""What is offered about a mark is what the actions let somebody do, and what waits for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import transaction
from django.utils import timezone
from tests.conftest import COUNTY, EAST, FIRST_DAY, WEST
from tests.domain.screening.conftest import AUGUST, DEAD, Office

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.models import User
from huitoukan.domain.screening.actions import marks
from huitoukan.domain.screening.deciding import WrongMark
from huitoukan.domain.screening.decisions import Decision, decisions_open_to
from huitoukan.domain.screening.models import Mark, Sighting
from huitoukan.domain.screening.queries.marks import marks_waiting_for

UNTIL = timezone.localdate() + dt.timedelta(days=30)
WHY = "家庭医生证明，见村委会公示"
ACTIONS: dict[Decision, Callable[..., Mark]] = {
    Decision.AGREE: marks.agree,
    Decision.CONFIRM: marks.confirm_wrong,
    Decision.REFUSE: marks.refuse,
    Decision.WITHDRAW: marks.withdraw,
}


class _UndoneError(Exception):
    """Takes a try back."""


@pytest.fixture
def people(office: Office) -> list[User]:
    """Everybody who may have a say, the neighbours, and one with two seats."""
    county = office.county
    both = county.add_person(Role.TOWNSHIP_OFFICER, WEST, name="两个岗位")
    seat = accounts.NewSeat(role=Role.COUNTY_OFFICER, area=county.areas[COUNTY], starts_on=FIRST_DAY)
    accounts.grant(by=county.administrator, user=both, seat=seat)
    worker = county.add_person(Role.VILLAGE_WORKER, "990101001001")
    others = [
        *(county.add_person(Role.TOWNSHIP_OFFICER, at) for at in (EAST, WEST)),
        county.add_person(Role.COUNTY_OFFICER, name="另一位"),
        *(county.add_person(role) for role in (Role.INSPECTOR, Role.LEADER, Role.AUDITOR)),
    ]
    return [User.objects.get(pk=each.pk) for each in (worker, *others, both, office.officer)]


def made_by(people: list[User], sighting: Sighting) -> list[Callable[[], Mark]]:
    """Marks of every kind, at each point of their ways."""
    worker, east, *_ = people
    officer = people[-1]

    def asked() -> Mark:
        return marks.ask_exemption(by=worker, sighting=sighting, reason=WHY, until=UNTIL)

    def wrong() -> Mark:
        return marks.call_wrong(by=worker, sighting=sighting, reason=WHY, checked=WHY)

    return [
        lambda: marks.mark_for_case(by=worker, sighting=sighting, reason=WHY),
        asked,
        lambda: marks.ask_exemption(by=east, sighting=sighting, reason=WHY, until=UNTIL),
        lambda: marks.agree(by=east, mark=asked()),
        lambda: marks.agree(by=officer, mark=marks.agree(by=east, mark=asked())),
        lambda: marks.refuse(by=east, mark=asked(), note=WHY),
        wrong,
        lambda: marks.confirm_wrong(by=officer, mark=wrong()),
        lambda: marks.withdraw(by=worker, mark=wrong()),
    ]


def succeeds(by: User, mark: Mark, decision: Decision) -> bool:
    with suppress(_UndoneError), transaction.atomic():
        try:
            ACTIONS[decision](by=by, mark=mark, note=WHY)
        except (Refused, WrongMark):
            return False
        raise _UndoneError
    return True


def test_what_is_offered_is_what_can_be_done_and_what_waits(office: Office, people: list[User]) -> None:
    run = office.month(AUGUST, "王和平")
    sighting = Sighting.objects.get(run=run, name="王和平", rule_id=DEAD)
    offered = 0
    for make in made_by(people, sighting):
        with suppress(_UndoneError), transaction.atomic():
            mark = make()
            for person in people:
                can = {each for each in Decision if succeeds(person, mark, each)}
                assert set(decisions_open_to(person, mark)) == can, (person, mark.kind, mark.state)
                waits = mark in marks_waiting_for(person)
                assert waits == bool(can & {Decision.AGREE, Decision.CONFIRM}), (person, mark.kind, mark.state)
                offered += len(can)
            raise _UndoneError
    assert offered > 20
