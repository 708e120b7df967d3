"""The pages of the policy: what everybody who works by it can read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.conftest import EAST, County

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.domain.policies import actions
from huitoukan.domain.policies.models import PolicyVersion

DAY = dt.date(2026, 1, 1)
RULE = "/policy/rules/income.below_line/"
PAGES = ("/policy/", RULE, "/policy/parameters/", "/policy/versions/", "/policy/versions/0/")


@pytest.fixture
def officer(county: County) -> User:
    return county.add_person(Role.COUNTY_OFFICER)


@pytest.fixture
def desk(officer: User, sign_in) -> Client:
    return sign_in(officer)


def adopted(by: User, value: str = "9000", note: str = "按通知调整收入线") -> PolicyVersion:
    draft = actions.begin(by=by)
    actions.set_value(by=by, draft=draft, parameter="income_line", since=DAY, value=value, source="县发3号")
    return actions.adopt(by=by, draft=draft, note=note)


def text(desk: Client, address: str, **query: str) -> str:
    return desk.get(address, query).content.decode()


def test_the_rules_as_shipped_stand_there_before_anybody_has_decided(desk: Client) -> None:
    page = text(desk, "/policy/")
    assert "程序自带" in page
    assert "共 56 条" in page


def test_a_rule_is_found_by_what_it_says_and_by_its_family(desk: Client) -> None:
    assert "共 7 条" in text(desk, "/policy/", family="monitor")
    found = text(desk, "/policy/", text="低于监测线")
    assert "人均纯收入低于监测线且不在监测中" in found
    assert "共 1 条" in text(desk, "/policy/", text="INCOME.BELOW_LINE")
    assert "没有符合条件的记录" in text(desk, "/policy/", text="<script>")
    assert "<script>" not in text(desk, "/policy/", text="<script>")


def test_a_rule_tells_its_condition_with_the_value_in_force(officer: User, desk: Client) -> None:
    assert "8500元" in text(desk, RULE)
    adopted(officer)
    page = text(desk, RULE)
    assert "防止返贫监测收入线（每人每年）（9000元）" in page
    assert "县发3号" in page


def test_a_rule_that_is_not_there_has_no_page(desk: Client) -> None:
    assert desk.get("/policy/rules/no.such/").status_code == 404
    assert desk.get("/policy/versions/7/").status_code == 404


def test_parameters_tell_what_the_office_has_set_and_what_held_before(officer: User, desk: Client) -> None:
    adopted(officer)
    page = text(desk, "/policy/parameters/", own="on")
    assert "共 1 条" in page
    assert "9000元" in page
    assert "2021-01-01 起 8500" in page


def test_a_version_tells_who_when_why_and_what_changed(officer: User, desk: Client) -> None:
    version = adopted(officer)
    assert "按通知调整收入线" in text(desk, "/policy/versions/")
    page = text(desk, f"/policy/versions/{version.number}/")
    assert officer.name in page
    assert "2026-01-01 起 9000元（县发3号）" in page
    assert "与程序自带的规则相比" in page


def test_another_pack_is_told_by_its_rules(officer: User, desk: Client) -> None:
    draft = actions.choose_pack(by=officer, draft=actions.begin(by=officer), name="library")
    version = actions.adopt(by=officer, draft=draft, note="改用完整规则库")
    page = text(desk, f"/policy/versions/{version.number}/")
    assert "新增规则" in page


@pytest.mark.parametrize("address", PAGES)
def test_a_page_makes_as_many_queries_however_many_versions_there_are(
    officer: User, desk: Client, django_assert_num_queries, address: str
) -> None:
    adopted(officer)
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        desk.get(address)
    count = len(few)
    for value in range(9001, 9006):
        adopted(officer, str(value))
    desk.get(address)
    with django_assert_num_queries(count):
        desk.get(address)
    assert 0 < count <= 8


@pytest.mark.parametrize("address", PAGES)
def test_who_may_not_see_the_policy_is_not_led_there(county: County, sign_in, address: str) -> None:
    helper = sign_in(county.add_person(Role.HELPER, EAST))
    assert helper.get(address).status_code == 403
    assert "/policy/" not in text(helper, "/")
