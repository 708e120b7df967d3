"""What may be said of a finding, by whom, and who decides: level by level, and never oneself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from django.utils import timezone
from tests.conftest import COUNTY, EAST, WEST
from tests.domain.screening.conftest import AUGUST, DEAD, OCTOBER, SEPTEMBER, Office, standings

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.models import Entry
from huitoukan.domain.screening import marking
from huitoukan.domain.screening.actions.marks import (
    agree,
    ask_exemption,
    call_wrong,
    confirm_wrong,
    mark_for_case,
    refuse,
    withdraw,
)
from huitoukan.domain.screening.deciding import WrongMark
from huitoukan.domain.screening.marking import LIVE, MarkKind, MarkState
from huitoukan.domain.screening.models import Mark, Run, Sighting
from huitoukan.domain.screening.queries.findings import findings_seen_by, tally, to_do
from huitoukan.domain.screening.queries.histories import history

UNTIL = timezone.localdate() + dt.timedelta(days=30)
WHY = "家庭医生证明，见村委会公示"
CHECKED = "入户查看户口簿"


@pytest.fixture
def run(office: Office) -> Run:
    """王和平 lives in the east, 张有田 in the west; both are said to be dead."""
    return office.month(AUGUST, "王和平", "张有田")


def found(run: Run, name: str) -> Sighting:
    return Sighting.objects.get(run=run, name=name, rule_id=DEAD)


def test_the_way_of_an_exemption(office: Office, run: Run) -> None:
    worker = office.county.add_person(Role.VILLAGE_WORKER, "990101001001")
    east, west = (office.county.add_person(Role.TOWNSHIP_OFFICER, at) for at in (EAST, WEST))
    mark = ask_exemption(by=worker, sighting=found(run, "王和平"), reason=WHY, until=UNTIL)
    assert (mark.state, found(run, "王和平").status) == ("asked", "exempt_asked")
    for nobody in (worker, west):
        with pytest.raises(Refused):
            agree(by=nobody, mark=mark)
    with pytest.raises(Refused, match="先由乡镇"):
        agree(by=office.officer, mark=mark)
    mark = agree(by=east, mark=mark)
    assert mark.state == "passed"
    with pytest.raises(Refused):
        agree(by=east, mark=mark)
    mark = agree(by=office.officer, mark=mark, note="同意")
    assert (mark.state, found(run, "王和平").status) == ("agreed", "exempt")
    assert [(step.state, step.by) for step in mark.steps.all()] == [
        ("asked", worker),
        ("passed", east),
        ("agreed", office.officer),
    ]
    trail = Entry.objects.filter(subject_kind="finding").order_by("number")
    assert [entry.action for entry in trail] == ["exemption.asked", "exemption.passed", "exemption.agreed"]
    assert all("王和平" not in f"{entry.subject_name}{entry.details}" for entry in trail)
    rows = findings_seen_by(office.officer, run)
    counted = tally(rows)
    assert counted.exempt == 1 and counted.to_do == to_do(rows).count() == rows.count() - 1, "it stays in the list"


def test_whoever_could_decide_has_given_the_word_of_their_level(office: Office, run: Run) -> None:
    east = office.county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    mark = ask_exemption(by=east, sighting=found(run, "王和平"), reason=WHY, until=UNTIL)
    assert mark.state == "passed"
    own = ask_exemption(by=office.officer, sighting=found(run, "张有田"), reason=WHY, until=UNTIL)
    with pytest.raises(Refused, match="不同的人"):
        agree(by=office.officer, mark=own)
    other = office.county.add_person(Role.COUNTY_OFFICER, COUNTY, name="second")
    assert agree(by=other, mark=own).state == "agreed"


def test_one_person_with_two_seats_is_one_person(office: Office, run: Run) -> None:
    east = office.county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    seat = accounts.NewSeat(role=Role.COUNTY_OFFICER, area=office.county.areas[COUNTY], starts_on=dt.date(2020, 1, 1))
    accounts.grant(by=office.county.administrator, user=east, seat=seat)
    both = User.objects.get(pk=east.pk)
    worker = office.county.add_person(Role.VILLAGE_WORKER, "990101001001")
    mark = agree(by=both, mark=ask_exemption(by=worker, sighting=found(run, "王和平"), reason=WHY, until=UNTIL))
    with pytest.raises(Refused, match="不同的人"):
        agree(by=both, mark=mark)


SEATS = [
    (Role.VILLAGE_WORKER, "990101001001", (), True),
    (Role.VILLAGE_WORKER, "990101001002", (), False),
    (Role.TOWNSHIP_OFFICER, WEST, (), False),
    (Role.DEPARTMENT_OFFICER, COUNTY, ("civil_affairs",), True),
    (Role.DEPARTMENT_OFFICER, COUNTY, ("housing",), False),
    (Role.DEPARTMENT_OFFICER, COUNTY, (), True),
    (Role.INSPECTOR, COUNTY, (), False),
    (Role.LEADER, COUNTY, (), False),
]


def test_who_may_say_something_of_a_finding_and_who_sees_it(office: Office, run: Run) -> None:
    sighting = found(run, "王和平")
    for number, (role, at, themes, may) in enumerate(SEATS):
        seat = accounts.NewSeat(role=role, area=office.county.areas[at], starts_on=dt.date(2020, 1, 1), themes=themes)
        name = f"somebody-{number}"
        by = accounts.add(
            by=office.county.administrator, username=name, name="某人", password="first-Ladder-52", seat=seat
        )
        sees = findings_seen_by(by, run).filter(pk=sighting.pk).exists()
        assert sees == (may or role in (Role.INSPECTOR, Role.LEADER)), (role, at, themes)
        actions: list[Callable[[], Mark]] = [
            partial(mark_for_case, by=by, sighting=sighting, reason=WHY),
            partial(ask_exemption, by=by, sighting=sighting, reason=WHY, until=UNTIL),
            partial(call_wrong, by=by, sighting=sighting, reason=WHY, checked=CHECKED),
        ]
        for action in actions:
            if may:
                withdraw(by=by, mark=action())
            else:
                with pytest.raises(Refused):
                    action()


def test_a_finding_has_one_mark_at_a_time(office: Office, run: Run) -> None:
    sighting = found(run, "王和平")
    mark = mark_for_case(by=office.officer, sighting=sighting, reason=WHY)
    assert found(run, "王和平").status == "for_case"
    with pytest.raises(WrongMark, match="已有一条标记"):
        call_wrong(by=office.officer, sighting=sighting, reason=WHY, checked=CHECKED)
    withdraw(by=office.officer, mark=mark)
    assert found(run, "王和平").status == "open"
    with pytest.raises(WrongMark, match="已撤回"):
        withdraw(by=office.officer, mark=mark)


def test_what_is_said_needs_its_reason_and_its_day(office: Office, run: Run) -> None:
    sighting = found(run, "王和平")
    with pytest.raises(WrongMark, match="至少"):
        mark_for_case(by=office.officer, sighting=sighting, reason=" 是 ")
    with pytest.raises(WrongMark, match="至少"):
        call_wrong(by=office.officer, sighting=sighting, reason=WHY, checked="")
    with pytest.raises(WrongMark, match="最多"):
        mark_for_case(by=office.officer, sighting=sighting, reason="长" * 501)
    with pytest.raises(WrongMark, match="已经过去"):
        ask_exemption(
            by=office.officer, sighting=sighting, reason=WHY, until=timezone.localdate() - dt.timedelta(days=1)
        )
    assert not Mark.objects.exists()


def test_another_person_confirms_that_a_finding_is_wrong(office: Office, run: Run) -> None:
    east = office.county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    mark = call_wrong(by=east, sighting=found(run, "王和平"), reason=WHY, checked="入户见到本人")
    assert found(run, "王和平").status == "wrong_asked"
    west = office.county.add_person(Role.TOWNSHIP_OFFICER, WEST)
    for nobody in (east, west):
        with pytest.raises(Refused):
            confirm_wrong(by=nobody, mark=mark)
    with pytest.raises(WrongMark):
        agree(by=office.officer, mark=mark)
    assert confirm_wrong(by=office.officer, mark=mark).state == "agreed"
    assert found(run, "王和平").status == "wrong"
    with pytest.raises(WrongMark, match="至少"):
        withdraw(by=office.officer, mark=mark)
    assert withdraw(by=office.officer, mark=mark, note="本人确已去世").state == "withdrawn"


def test_what_is_refused_or_taken_back_leaves_the_finding_open(office: Office, run: Run) -> None:
    east = office.county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    mark = ask_exemption(by=east, sighting=found(run, "王和平"), reason=WHY, until=UNTIL)
    with pytest.raises(WrongMark, match="提出人"):
        withdraw(by=office.officer, mark=mark)
    refused = refuse(by=office.officer, mark=mark, note="证明已过期")
    assert (refused.state, found(run, "王和平").status) == ("refused", "open")
    again = ask_exemption(by=east, sighting=found(run, "王和平"), reason=WHY, until=UNTIL)
    withdraw(by=east, mark=again)
    told = history(office.officer, found(run, "王和平").finding)
    assert [mark.state for mark in told.marks] == ["withdrawn", "refused"] and told.live is None


def test_marks_hold_from_run_to_run_until_they_end(office: Office, run: Run) -> None:
    second = office.county.add_person(Role.COUNTY_OFFICER, COUNTY, name="second")
    exempt = ask_exemption(by=office.officer, sighting=found(run, "王和平"), reason=WHY, until=UNTIL)
    agree(by=second, mark=exempt)
    wrong = call_wrong(by=office.officer, sighting=found(run, "张有田"), reason=WHY, checked=CHECKED)
    confirm_wrong(by=second, mark=wrong)
    later = office.month(SEPTEMBER, "王和平")
    assert standings(later) == {"王和平": "still", "张有田": "gone"}
    assert found(later, "王和平").status == "exempt"
    with pytest.raises(WrongMark, match="已没有这个问题"):
        mark_for_case(by=office.officer, sighting=found(run, "张有田"), reason=WHY)
    back = office.month(OCTOBER, "王和平", "张有田")
    assert (found(back, "张有田").standing, found(back, "张有田").status) == ("back", "open")
    wrong.refresh_from_db()
    assert wrong.state == "ended" and wrong.steps.last().by is None  # type: ignore[union-attr]


def test_every_state_has_its_owner_its_event_and_its_status() -> None:
    moves = marking.MARK_MOVES
    assert set(moves) == set(marking.MARK_OWNERS) == set(marking.STATUSES)
    assert {state for _, state in moves} == set(LIVE)
    reached = {(kind, to) for (kind, _), targets in moves.items() for to in targets}
    first = {
        (MarkKind.FOR_CASE, MarkState.AGREED),
        (MarkKind.EXEMPT, MarkState.ASKED),
        (MarkKind.WRONG, MarkState.ASKED),
    }
    assert reached | first == set(marking.MARK_EVENTS)
    assert set(marking.MARK_OWNERS.values()) <= {Permission.MARK_FINDINGS, Permission.DECIDE_EXEMPTIONS}
