"""Accounts, seats and the door, as people use them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import NARROW
from tests.browser.test_accessibility import LANGUAGES, walk
from tests.conftest import COUNTY, EAST, PASSWORD, County
from tests.core.accounts.codes import code_of, set_up

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions, second_factor
from huitoukan.core.accounts.actions import second_factor as second_factor_actions
from huitoukan.core.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., BrowserContext]


def give_password(page: Page, user: User, password: str = PASSWORD) -> None:
    page.goto("/sign-in/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", password)
    page.click("main .btn-primary")


def test_an_account_with_all_its_details_can_be_used_by_everybody(county: County, site: str, visit: Visit) -> None:
    """The other pages of accounts are the same without them; ``test_every_page`` looks at those."""
    person = county.add_person(Role.HELPER, EAST, name="person")
    actions.change(by=county.administrator, user=person, name="王强", unit="东河镇", phone="13800001234")
    one = f"/accounts/{person.pk}/"
    pages = (one, f"{one}full/", f"{one}change/", "/accounts/?area=柳树村")
    assert walk(visit(county.administrator, bypass_csp=True), site, pages, LANGUAGES) == []


def test_the_pages_of_a_second_factor_can_be_used_by_everybody(county: County, site: str, visit: Visit) -> None:
    auditor = county.add_person(Role.AUDITOR, COUNTY, name="auditor")
    context = visit(auditor, bypass_csp=True)
    second_factor_actions.begin(by=auditor)
    assert walk(context, site, ("/own/second-factor/confirm/",), LANGUAGES) == []
    set_up(auditor)
    on = ("/own/second-factor/", "/own/second-factor/codes/", "/own/second-factor/off/")
    assert walk(context, site, on, LANGUAGES) == []
    door = visit(bypass_csp=True)
    give_password(door.new_page(), auditor)
    assert walk(door, site, ("/sign-in/code/",), LANGUAGES) == []


def test_adding_somebody_who_then_signs_in_for_the_first_time(county: County, visit: Visit) -> None:
    page = visit(county.administrator).new_page()
    page.goto("/accounts/add/")
    page.fill("#id_username", "Zhao.Li")
    page.fill("#id_name", "赵丽")
    page.select_option("#id_role", "helper")
    page.locator("#id_area").press_sequentially("柳树")
    expect(page.locator("datalist option")).to_have_count(2)
    offered = page.locator("datalist option").first.get_attribute("value")
    assert offered == "990101001001 柳树村 · 东河镇"
    page.fill("#id_area", offered)
    page.click("main .btn-primary")
    first = page.locator("output").inner_text()

    own = visit(size=NARROW).new_page()
    give_password(own, User.objects.get(username="zhao.li"), first)
    own.wait_for_url("**/own/password/")
    own.fill("#id_old", first)
    own.fill("#id_new", PASSWORD)
    own.fill("#id_again", PASSWORD)
    own.click("main .btn-primary")
    expect(own.get_by_role("status").first).to_contain_text("密码已修改")
    own.goto("/own/")
    expect(own.locator("main")).to_contain_text("柳树村 · 帮扶责任人")


def test_giving_and_ending_a_seat(county: County, visit: Visit) -> None:
    person = county.add_person(Role.LEADER, COUNTY, name="person")
    page = visit(county.administrator).new_page()
    page.goto(f"/accounts/{person.pk}/")
    page.click("text=授予岗位")
    page.select_option("#id_role", "department_officer")
    page.fill("#id_area", "东河镇")
    page.check("text=饮水")
    page.click("main .btn-primary")
    seat = page.locator(".timeline li", has_text="东河镇")
    expect(seat).to_contain_text("饮水")
    seat.get_by_role("link", name="结束岗位").click()
    page.click("main .btn-primary")
    expect(page.locator(".alert-bad")).to_contain_text("结束日期不能早于开始日期")
    page.fill("#id_on", "2099-12-31")
    page.click("main .btn-primary")
    expect(page.locator(".timeline li", has_text="东河镇")).to_contain_text("2099-12-31")


def test_a_lock_says_how_long_it_lasts(county: County, visit: Visit) -> None:
    person = county.add_person(Role.HELPER, EAST, name="person")
    page = visit().new_page()
    for _ in range(5):
        give_password(page, person, "wrong-Password-1")
    expect(page.locator("h1")).to_contain_text("锁定 15 分钟")
    give_password(page, person)
    expect(page.locator("h1")).to_contain_text("锁定 15 分钟")

    administrator = visit(county.administrator).new_page()
    administrator.goto(f"/accounts/{person.pk}/")
    administrator.click("main >> text=解除锁定")
    administrator.click("main .btn-primary")
    give_password(page, person)
    page.wait_for_url(lambda address: "/sign-in/" not in address)


def test_setting_up_a_second_factor_and_signing_in_with_it(county: County, visit: Visit) -> None:
    person = county.add_person(Role.AUDITOR, COUNTY, name="person")
    page = visit(person).new_page()
    page.goto("/own/second-factor/")
    page.click("main .btn-primary")
    page.wait_for_selector("#id_code")
    assert page.locator("main img").evaluate("image => image.naturalWidth") > 100
    device = second_factor.unconfirmed(person)
    page.fill("#id_code", code_of(device, steps=-1))
    page.click("main .btn-primary")
    expect(page.locator(".codes code")).to_have_count(second_factor.BACKUP_CODES)
    codes = page.locator(".codes code").all_inner_texts()

    for code in (code_of(device), codes[0]):
        other = visit(size=NARROW).new_page()
        give_password(other, person)
        other.wait_for_url("**/sign-in/code/**")
        other.fill("#id_code", code)
        other.click("main .btn-primary")
        other.wait_for_url(re.compile(r"/$"))


def test_a_session_about_to_end_is_told_and_can_be_kept(county: County, visit: Visit) -> None:
    page = visit(county.administrator).new_page()
    page.clock.install()
    page.goto("/accounts/")
    warning = page.locator("[data-idle]")
    page.clock.fast_forward("27:30")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("01:00")
    expect(warning).to_be_visible()
    with page.expect_response("**/own/stay/") as answer:
        warning.get_by_role("button").click()
    assert answer.value.status == 204
    expect(warning).to_be_hidden()


def test_when_time_is_up_the_page_is_left(county: County, visit: Visit) -> None:
    context = visit(county.administrator)
    page = context.new_page()
    page.clock.install()
    page.goto("/accounts/")
    context.clear_cookies(name="huitoukan_session")  # as if the server had ended the session
    with page.expect_navigation():
        page.clock.fast_forward("31:30")
    assert "/sign-in/?next=/accounts/" in page.url


def test_the_field_for_areas_works_inside_filters_and_without_a_script(county: County, visit: Visit) -> None:
    county.add_person(Role.HELPER, EAST, name="person")
    page = visit(county.administrator).new_page()
    page.goto("/accounts/")
    page.locator("#id_area").press_sequentially("东河")
    expect(page.locator("datalist option")).to_have_count(1)
    assert "choices" not in page.url
    plain = visit(county.administrator, java_script_enabled=False).new_page()
    plain.goto("/accounts/")
    plain.fill("#id_area", "东河镇")
    plain.click(".filters .btn-primary")
    expect(plain.locator("#rows tbody tr")).to_have_count(1)
