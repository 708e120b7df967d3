"""A draft is tried out on the newest run before anybody works by it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from tests.conftest import EAST
from tests.domain.screening.conftest import DEAD, OCTOBER, Office

from huitoukan.core.access.roles import Role
from huitoukan.domain.policies import actions, queries
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.domain.screening.models import Run, Sighting
from huitoukan.domain.screening.performing.judging import perform


@pytest.fixture
def desk(office: Office, sign_in) -> Client:
    return sign_in(office.officer)


@pytest.fixture
def draft(office: Office) -> PolicyVersion:
    return actions.begin(by=office.officer)


def text(desk: Client, draft: PolicyVersion, part: str = "") -> str:
    return desk.get(f"/policy/drafts/{draft.number}/{part}").content.decode()


def tried(desk: Client, draft: PolicyVersion) -> Run:
    desk.post(f"/policy/drafts/{draft.number}/try/")
    trial = Run.objects.get(is_trial=True)
    perform(trial.pk)
    trial.refresh_from_db()
    return trial


def test_without_a_run_there_is_nothing_to_try_on(desk: Client, draft: PolicyVersion) -> None:
    assert "try/" not in text(desk, draft)
    desk.post(f"/policy/drafts/{draft.number}/try/")
    assert not Run.objects.exists()


def test_what_would_come_and_go_by_township_and_rule(office: Office, desk: Client, draft: PolicyVersion) -> None:
    run = office.month(OCTOBER, "王和平", "张有田")
    before = Sighting.objects.count()
    actions.choose_pack(by=office.officer, draft=draft, name="library")
    desk.post(f"/policy/drafts/{draft.number}/try/")
    waiting = text(desk, draft)
    assert "every 1s" in waiting
    assert "停止试算" in waiting
    trial = Run.objects.get(is_trial=True)
    perform(trial.pk)
    part = text(desk, draft, "trial/")
    assert "every 1s" not in part
    assert "新增问题" in part
    assert "东河镇" in part
    assert "与 2026-10-20 的核查相比" in part
    assert Sighting.objects.count() == before
    assert queries.number_in_force() == PolicyVersion.AS_SHIPPED
    assert Run.objects.filter(is_trial=False).get() == run
    rules = {line.name for line in desk.get(f"/policy/drafts/{draft.number}/trial/").context["by_rule"]}
    assert rules
    assert not rules & {rule.title for rule in queries.pack_in_force().rules.values() if rule.id == DEAD}


def test_a_draft_that_says_the_same_moves_nothing(office: Office, desk: Client, draft: PolicyVersion) -> None:
    office.month(OCTOBER, "王和平")
    tried(desk, draft)
    page = text(desk, draft)
    assert "问题没有增减" in page
    assert "重新试算" in page


def test_a_trial_of_what_the_draft_said_before_is_told_to_be_old(
    office: Office, desk: Client, draft: PolicyVersion
) -> None:
    office.month(OCTOBER, "王和平")
    tried(desk, draft)
    assert "草稿又有改动" not in text(desk, draft)
    actions.choose_pack(by=office.officer, draft=draft, name="library")
    assert "草稿又有改动" in text(desk, draft)


def test_a_trial_is_stopped(office: Office, desk: Client, draft: PolicyVersion) -> None:
    office.month(OCTOBER, "王和平")
    desk.post(f"/policy/drafts/{draft.number}/try/")
    desk.post(f"/policy/drafts/{draft.number}/trial/cancel/")
    assert Run.objects.get(is_trial=True).state == "cancelled"
    assert "停止试算" not in text(desk, draft)


def test_nobody_tries_out_from_below(office: Office, sign_in, draft: PolicyVersion) -> None:
    office.month(OCTOBER, "王和平")
    other = sign_in(office.county.add_person(Role.COUNTY_OFFICER, EAST, name="other"))
    for part in ("try/", "trial/cancel/"):
        assert other.post(f"/policy/drafts/{draft.number}/{part}").status_code == 403
    assert other.get(f"/policy/drafts/{draft.number}/trial/").status_code == 403
    assert not Run.objects.filter(is_trial=True).exists()


def test_the_rules_tell_what_they_found_and_what_they_lacked(office: Office, desk: Client) -> None:
    office.month(OCTOBER, "王和平", "张有田")
    page = desk.get("/policy/", {"outcome": "hit", "text": DEAD}).content.decode()
    assert "共 1 条" in page
    assert "未判断，缺" in desk.get("/policy/", {"outcome": "lacking"}).content.decode()
    rule = desk.get(f"/policy/rules/{DEAD}/").content.decode()
    assert "东河镇" in rule
    assert "西岭乡" in rule


def test_they_tell_a_township_of_its_own_only(office: Office, sign_in) -> None:
    office.month(OCTOBER, "张有田")
    east = sign_in(office.county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    assert "没有符合条件的记录" in east.get("/policy/", {"outcome": "hit", "text": DEAD}).content.decode()
    rule = east.get(f"/policy/rules/{DEAD}/").content.decode()
    assert "没有命中" in rule
    assert "西岭乡" not in rule


def test_a_value_that_holds_later_is_told_to_be_out_of_sight(
    office: Office, desk: Client, draft: PolicyVersion
) -> None:
    run = office.month(OCTOBER, "王和平")
    for since, is_told in ((run.day, False), (run.day + dt.timedelta(days=1), True)):
        actions.set_value(
            by=office.officer, draft=draft, parameter="income_line", since=since, value="9000", source="县发3号"
        )
        desk.post(f"/policy/drafts/{draft.number}/try/")
        perform(Run.objects.filter(is_trial=True).latest("pk").pk)
        assert (f"从 {since} 起才生效" in text(desk, draft, "trial/")) is is_told
