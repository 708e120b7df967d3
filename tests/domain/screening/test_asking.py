"""Who may ask for a run, of which day and with which lists."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from tests.conftest import EAST, County
from tests.domain.screening.conftest import AUGUST, OCTOBER, SEPTEMBER, Office, deaths, register

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.audit.models import Entry
from huitoukan.domain.policies import actions as policy
from huitoukan.domain.registry.snapshots import NothingRegistered, lists_for, lists_landed
from huitoukan.domain.screening.actions.runs import WrongRun, ask_for_run, ask_for_trial, cancel
from huitoukan.domain.screening.claims import WrongMove
from huitoukan.domain.screening.models import Run
from huitoukan.domain.screening.queries.runs import latest_run, run_under_way


@pytest.mark.parametrize(
    ("role", "at", "may"),
    [
        (Role.COUNTY_OFFICER, None, True),
        (Role.COUNTY_OFFICER, EAST, False),
        (Role.TOWNSHIP_OFFICER, EAST, False),
        (Role.INSPECTOR, None, False),
        (Role.ADMINISTRATOR, None, False),
    ],
)
def test_a_run_is_for_the_whole_office(office: Office, role: Role, at: str | None, may: bool) -> None:
    by = office.county.add_person(role, **({"at": at} if at else {}), name="somebody")
    if may:
        assert ask_for_run(by=by, day=SEPTEMBER).state == "waiting"
    else:
        with pytest.raises(Refused):
            ask_for_run(by=by, day=SEPTEMBER)
        assert not Run.objects.exists()


def test_one_run_at_a_time(office: Office) -> None:
    run = ask_for_run(by=office.officer, day=SEPTEMBER)
    assert run_under_way() == run
    with pytest.raises(WrongRun, match="正在进行"):
        ask_for_run(by=office.officer, day=SEPTEMBER)
    cancelled = cancel(by=office.officer, run=run)
    assert cancelled.state == "cancelled" and run_under_way() is None
    with pytest.raises(WrongMove, match="已取消"):
        cancel(by=office.officer, run=run)
    ask_for_run(by=office.officer, day=SEPTEMBER)
    trail = Entry.objects.filter(subject_kind="run").order_by("number").values_list("action", flat=True)
    assert list(trail) == ["run.asked", "run.cancelled", "run.asked"]


def test_only_whoever_may_run_may_cancel(office: Office) -> None:
    run = ask_for_run(by=office.officer, day=SEPTEMBER)
    with pytest.raises(Refused):
        cancel(by=office.county.add_person(Role.TOWNSHIP_OFFICER, EAST), run=run)


def test_a_day_without_a_registry_or_still_to_come_is_refused(office: Office) -> None:
    with pytest.raises(NothingRegistered, match="2026-08-19"):
        ask_for_run(by=office.officer, day=AUGUST - dt.timedelta(days=1))
    with pytest.raises(WrongRun, match="还没有到"):
        ask_for_run(by=office.officer, day=timezone.localdate() + dt.timedelta(days=1))


def test_nothing_is_checked_before_there_is_a_registry(county: County) -> None:
    with pytest.raises(NothingRegistered):
        ask_for_run(by=county.add_person(Role.COUNTY_OFFICER), day=SEPTEMBER)


def test_lists_of_a_later_day_and_those_undone_are_not_taken(office: Office) -> None:
    brought = office.bring(OCTOBER, deaths=deaths("王和平"))
    (later,) = lists_landed(OCTOBER)
    with pytest.raises(WrongRun, match="不能用于这一天"):
        ask_for_run(by=office.officer, day=SEPTEMBER, lists=[later])
    office.undo(brought)
    with pytest.raises(WrongRun):
        ask_for_run(by=office.officer, day=OCTOBER, lists=[later])


def test_the_newest_list_of_the_widest_area_is_taken(office: Office) -> None:
    office.bring(SEPTEMBER, deaths=deaths("王和平"))
    office.bring(OCTOBER, deaths=deaths("李山花"))
    township = Office(office.county, office.county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    township.bring(OCTOBER, deaths=deaths("张有田"), register=register(leave_out=["张有田", "赵大河"]))
    assert [(each.kind, each.of.area_code, each.day) for each in lists_for(SEPTEMBER)] == [
        ("deaths", "990101000000", SEPTEMBER)
    ]
    assert [(each.kind, each.of.area_code, each.day) for each in lists_for(OCTOBER)] == [
        ("deaths", "990101000000", OCTOBER)
    ]


def test_a_draft_is_tried_on_the_last_run(office: Office) -> None:
    draft = policy.begin(by=office.officer)
    with pytest.raises(WrongRun, match="先"):
        ask_for_trial(by=office.officer, draft=draft)
    assert latest_run() is None
