"""The policy and the API, as people use them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect
from tests.browser.test_accessibility import LANGUAGES, walk
from tests.conftest import PASSWORD, County
from tests.domain.screening.conftest import OCTOBER, Office, office

from huitoukan.core.access.roles import Role
from huitoukan.core.tokens.actions import make
from huitoukan.domain.policies import actions
from huitoukan.domain.screening.actions.runs import ask_for_trial
from huitoukan.domain.screening.performing.judging import perform

__all__ = ["office"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., BrowserContext]


def test_what_runs_trials_and_tokens_show_can_be_used_by_everybody(office: Office, site: str, visit: Visit) -> None:
    """Where none are, ``test_every_page`` looks."""
    officer = office.officer
    office.month(OCTOBER, "王和平", "张有田")
    draft = actions.choose_pack(by=officer, draft=actions.begin(by=officer), name="library")
    adopted = actions.adopt(by=officer, draft=actions.begin(by=officer), note="没有改动的一版")
    perform(ask_for_trial(by=officer, draft=draft).pk)
    make(by=officer, password=PASSWORD, name="看板", ends_on=timezone.localdate() + dt.timedelta(days=30))
    pages = (
        *("/policy/", "/policy/?outcome=lacking", "/policy/rules/death.still_listed/"),
        *("/policy/versions/", f"/policy/versions/{adopted.number}/"),
        *("/policy/drafts/", f"/policy/drafts/{draft.number}/", "/own/tokens/"),
    )
    assert walk(visit(officer, bypass_csp=True), site, pages, LANGUAGES) == []


def test_from_a_notice_to_a_version_in_force(county: County, visit: Visit) -> None:
    page = visit(county.add_person(Role.COUNTY_OFFICER)).new_page()
    page.goto("/policy/")
    page.get_by_role("link", name="修改与试算").click()
    page.get_by_role("button", name="新建草稿").click()
    page.select_option("#id_parameter", "income_line")
    page.fill("#id_since", "2026-01-01")
    page.fill("#id_value", "很多")
    page.fill("#id_source", "县农组发〔2026〕3号")
    page.get_by_role("button", name="写入草稿").click()
    expect(page.locator(".alert-bad")).to_contain_text("很多")
    expect(page.locator("#id_source")).to_have_value("县农组发〔2026〕3号")
    page.fill("#id_value", "9000")
    page.get_by_role("button", name="写入草稿").click()
    expect(page.locator("main")).to_contain_text("2026-01-01 起 9000元（县农组发〔2026〕3号）")
    page.locator("summary", has_text="启用").click()
    page.fill("#id_note", "按2026年通知调整收入线")
    page.locator("dialog").get_by_role("button", name="启用").click()
    expect(page.get_by_role("status").first).to_contain_text("已启用")
    page.goto("/policy/rules/income.below_line/")
    expect(page.locator("main")).to_contain_text("（9000元）")
