"""The page of a household says all that is known of it on the day asked for, and nothing of it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import EAST, EAST_VILLAGES, WEST, WEST_VILLAGES
from tests.web.households.conftest import AUGUST, IDS, LONG, OCTOBER, SCRIPT, SEPTEMBER, WANG, WIFE, Office
from tests.web.walking import browser as browser_of

from huitoukan.core.access.roles import Role
from huitoukan.core.audit.models import Entry
from huitoukan.domain.registry.models import Import

SignIn = Callable[..., Client]
PAGE = "/households/9901/"


def page(browser: Client, address: str = PAGE, **query: str) -> str:
    response = browser.get(address, query)
    assert response.status_code == 200, address
    return response.content.decode()


def test_all_that_is_known_stands_on_one_page(office: Office, sign_in: SignIn) -> None:
    text = page(sign_in(office.officer))
    for part in (
        *("王和平户", "9901", "东河镇 柳树村", "脱贫户", "李山花", "王小花", "患有大病"),
        *("转移性收入", "3,000", "6,100", "时间线"),
    ):
        assert part in text, part
    assert "发现的问题" not in text


def test_what_runs_found_and_where_lists_disagree(checked: Office, sign_in: SignIn) -> None:
    browser = sign_in(checked.officer)
    text = page(browser)
    found, _, later = text.partition("各方数据不一致")
    assert "发现的问题" in found
    assert "死亡" in found
    clash = later.partition("</section>")[0]
    for part in ("李山花", "李三花", "2026-10-20", "2026-08-20", "死亡人员名单.csv", "第"):
        assert part in clash, part
    assert "13812345678" not in text
    assert "138****5678" in text
    assert text.index("新发现问题") < text.index("新增成员：王小花")
    assert "李三花" not in page(browser, day=SEPTEMBER.isoformat())
    assert "李三花" in page(browser, f"{PAGE}sheet/")
    neighbour = browser_of(checked.county.add_person(Role.TOWNSHIP_OFFICER, WEST))
    assert neighbour.get(PAGE).status_code == 404


def test_where_members_rows_differ_all_is_shown(office: Office, sign_in: SignIn) -> None:
    office.register(OCTOBER, WANG, {**WIFE, "人均纯收入（元）": "9100"})
    clash = page(sign_in(office.officer)).partition("各方数据不一致")[2].partition("</section>")[0]
    for part in ("人均纯收入", "7,500", "9,100", "同一名单中其他成员所在行", OCTOBER.isoformat()):
        assert part in clash, part


def test_numbers_are_masked_until_somebody_says_why(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.officer)
    for address in (PAGE, f"{PAGE}sheet/"):
        text = page(browser, address)
        assert IDS["王和平"] not in text
        assert "13800000001" not in text
    assert IDS["王和平"][:6] + "********" in page(browser)
    browser.post(f"{PAGE}full/", {"reason": "入户核查前核对身份"})
    text = page(browser)
    assert IDS["王和平"] in text
    assert "13800000001" in text
    assert page(browser, "/households/9903/").count(IDS["张有田"]) == 0


def test_it_is_shown_as_it_stood_on_the_day(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.officer)
    august = page(browser, day=AUGUST.isoformat()).partition("时间线")[0]
    assert "7,500" in august
    assert "王小花" not in august
    assert "发现的问题" not in august
    assert "6,100" in page(browser, day=SEPTEMBER.isoformat())
    before = page(browser, day="2026-08-19")
    assert "该户不在册" in before


def test_what_was_known_then_is_found_again(office: Office, sign_in: SignIn) -> None:
    """Everything landed today: yesterday nothing was known of any day."""
    browser = sign_in(office.officer)
    assert browser.get(PAGE, {"known": "2026-01-01"}).status_code == 404
    today = page(browser, day=SEPTEMBER.isoformat(), known="2999-01-01")
    assert "6,100" in today


@pytest.mark.parametrize("asked", ["2026-02-31", "x", "", "9999-99-99"])
def test_a_day_that_is_none_is_today(office: Office, sign_in: SignIn, asked: str) -> None:
    assert "6,100" in page(sign_in(office.officer), day=asked)


def test_the_timeline_says_what_changed_and_by_which_list(office: Office, sign_in: SignIn) -> None:
    text = page(sign_in(office.officer)).partition("时间线")[2]
    assert "健康 → 患有大病" in text
    assert "7,500 元 → 6,100 元" in text
    assert "新增成员：王小花" in text
    assert "纳入名单" in text
    assert f"第 {Import.objects.latest('pk').pk} 批导入" in text
    assert text.index("新增成员") < text.index("纳入名单")


def test_opening_it_is_an_event_that_names_nobody(office: Office, sign_in: SignIn) -> None:
    page(sign_in(office.officer))
    entry = Entry.objects.get(action="household.opened")
    assert (entry.subject_kind, entry.subject, entry.area_code) == ("household", "9901", EAST_VILLAGES[0])
    assert "王和平" not in repr(entry.__dict__)


@pytest.mark.parametrize(
    ("role", "at"),
    [
        (Role.TOWNSHIP_OFFICER, WEST),
        (Role.VILLAGE_WORKER, EAST_VILLAGES[1]),
        (Role.DEPARTMENT_OFFICER, WEST),
        (Role.VILLAGE_WORKER, WEST_VILLAGES[0]),
    ],
)
def test_elsewhere_there_is_no_such_household(office: Office, sign_in: SignIn, role: Role, at: str) -> None:
    browser = sign_in(office.county.add_person(role, at))
    for address in (PAGE, f"{PAGE}sheet/", f"{PAGE}full/"):
        for query in ({}, {"day": AUGUST.isoformat()}):
            assert browser.get(address, query).status_code in {403, 404}, address
    assert not Entry.objects.filter(action="household.opened").exists()


def test_its_own_township_opens_it(office: Office, sign_in: SignIn) -> None:
    assert "王和平" in page(sign_in(office.county.add_person(Role.TOWNSHIP_OFFICER, EAST)))


def test_a_number_with_a_slash_and_a_long_name(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.officer)
    assert LONG in page(browser, "/households/99/04/")
    assert LONG in page(browser, "/households/99/04/sheet/")
    listed = page(browser, "/households/")
    assert "/households/99/04/" in listed


def test_a_script_is_text(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.officer)
    for address in (
        "/households/9905/",
        "/households/9905/sheet/",
        f"/search/?q={SCRIPT}",
        f"/households/?text={SCRIPT}",
    ):
        text = browser.get(address).content.decode()
        assert SCRIPT not in text
        assert "&lt;script&gt;" in text, address


@pytest.mark.parametrize("number", ["0000", "9901x", "../areas", "%00", "x" * 300])
def test_there_is_no_such_household(office: Office, sign_in: SignIn, number: str) -> None:
    assert sign_in(office.officer).get(f"/households/{number}/").status_code == 404


def test_every_page_opens_in_english(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.officer)
    browser.cookies["huitoukan_language"] = "en"
    text = page(browser)
    for part in ("Household of 王和平", "Net income a head", "Health", "Timeline", "New member: 王小花"):
        assert part in text, part
    assert "Household checked on a visit" in page(browser, f"{PAGE}sheet/")


def test_it_asks_the_same_of_the_database_however_much_there_is(
    office: Office, sign_in: SignIn, django_assert_num_queries: Callable[[int], object]
) -> None:
    browser = sign_in(office.officer)
    page(browser)
    page(browser, "/households/9905/")
    with django_assert_num_queries(12):
        page(browser, day=OCTOBER.isoformat())


def test_with_findings_and_rows_it_asks_for_as_much_whoever_is_looked_at(
    checked: Office, sign_in: SignIn, django_assert_num_queries: Callable[[int], object]
) -> None:
    browser = sign_in(checked.officer)
    page(browser)
    with django_assert_num_queries(16):
        page(browser)


def test_a_finding_leads_to_its_own_page_in_every_run(checked: Office, sign_in: SignIn) -> None:
    checked.run(OCTOBER)  # the same findings are other rows now
    browser = sign_in(checked.officer)
    for key, sentence in re.findall(r'href="/findings/(\d+)/">([^<]+)<', page(browser)):
        assert sentence in page(browser, f"/findings/{key}/")
