"""What pages do with a script, and that they do it without one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import NARROW
from tests.conftest import COUNTY, EAST, County

from huitoukan.core.access.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., BrowserContext]


@pytest.fixture
def officer(county: County, visit: Visit) -> Page:
    return visit(county.add_person(Role.COUNTY_OFFICER, COUNTY)).new_page()


def rows(page: Page) -> list[str]:
    return page.locator("#rows tbody tr td:nth-child(1)").all_inner_texts()


def test_a_filter_changes_the_rows_and_the_address_without_a_new_page(officer: Page) -> None:
    officer.goto("/areas/")
    officer.evaluate("window.stayed = true")
    officer.select_option("#id_level", "township")
    expect(officer.locator("#rows tbody tr")).to_have_count(2)
    assert officer.evaluate("window.stayed")
    assert "level=township" in officer.url
    officer.reload()
    assert rows(officer) == ["东河镇", "西岭乡"]


def test_sorting_keeps_the_filter_and_the_focus(officer: Page) -> None:
    officer.goto("/areas/?level=township")
    officer.locator("#sort-name").focus()
    officer.keyboard.press("Enter")
    expect(officer.locator("th[aria-sort=ascending] #sort-name")).to_be_focused()
    officer.keyboard.press("Enter")
    expect(officer.locator("th[aria-sort=descending] #sort-name")).to_be_focused()
    assert len(rows(officer)) == 2
    officer.fill("#id_name", "岭")
    officer.click(".filters .btn-primary")
    expect(officer.locator("#rows tbody tr")).to_have_count(1)
    assert "sort=-name" in officer.url


def test_the_way_back_from_a_row_shows_the_whole_page_as_it_was(officer: Page) -> None:
    officer.goto("/areas/")
    officer.select_option("#id_level", "township")
    expect(officer.locator("#rows tbody tr")).to_have_count(2)
    officer.click("#rows >> text=东河镇")
    officer.wait_for_url(f"**/areas/{EAST}/")
    officer.go_back()
    expect(officer.locator("header.masthead")).to_be_visible()
    expect(officer.locator("#rows tbody tr")).to_have_count(2)
    assert "东河镇" not in officer.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")


def test_an_export_is_of_what_is_filtered(officer: Page) -> None:
    officer.goto("/areas/")
    officer.select_option("#id_level", "township")
    expect(officer.locator("#rows tbody tr")).to_have_count(2)
    with officer.expect_download() as download:
        officer.click("text=导出 Excel")
    assert download.value.suggested_filename == "areas.xlsx"
    assert "level=township" in download.value.url


def test_menus_close_by_escape_and_by_a_click_elsewhere(officer: Page) -> None:
    officer.goto("/")
    menu = officer.locator("details.menu.only-wide")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    officer.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").click()
    officer.click("h1")
    expect(menu).not_to_have_attribute("open", "")


def test_a_question_is_asked_in_front_of_the_page_and_can_be_left(officer: Page) -> None:
    officer.goto("/gallery/")
    question = officer.locator("dialog")
    officer.click("details[data-dialog] > summary")
    expect(question).to_have_attribute("open", "")
    assert question.evaluate("dialog => dialog.contains(document.activeElement)")
    officer.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(officer.locator("details[data-dialog] > summary")).to_be_focused()


def test_a_password_is_shown_on_request_only_and_never_sent_as_text(county: County, visit: Visit) -> None:
    page = visit().new_page()
    page.goto("/sign-in/")
    password = page.locator("#id_password")
    expect(password).to_have_attribute("type", "password")
    page.click("[data-reveal]")
    expect(password).to_have_attribute("type", "text")
    page.evaluate("document.querySelector('main form').addEventListener('submit', event => event.preventDefault())")
    page.click("main .btn-primary")
    expect(password).to_have_attribute("type", "password")


def test_the_keyboard_reaches_the_page_past_the_navigation(officer: Page) -> None:
    officer.goto("/areas/")
    officer.keyboard.press("Tab")
    expect(officer.locator(".skip")).to_be_focused()
    officer.keyboard.press("Enter")
    expect(officer.locator("#main")).to_be_focused()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_everything_can_be_done_on_a_phone_without_a_script(county: County, visit: Visit, language: str) -> None:
    person = county.add_person(Role.COUNTY_OFFICER, COUNTY)
    context = visit(person, size=NARROW, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    if language == "en":
        page.click("details.menu-wide > summary")
        page.click("details.menu-wide [name=language]")
        expect(page.locator("html")).to_have_attribute("lang", "en")
    page.click("details.menu-wide > summary")
    page.click(".menu-wide a[href='/areas/']")
    page.click("label.filters-fold")
    page.select_option("#id_level", "township")
    page.click(".filters .btn-primary")
    assert re.search("level=township", page.url)
    expect(page.locator("#rows tbody tr")).to_have_count(2)
    page.click("details.menu-wide > summary")
    page.click("form[action='/sign-out/'] button >> visible=true")
    expect(page.locator("#id_password")).to_be_visible()
    expect(page.locator("[data-reveal]")).to_be_hidden()


def test_targets_are_large_enough_for_a_thumb(county: County, visit: Visit) -> None:
    page = visit(county.administrator, size=NARROW).new_page()
    small = """() => [...document.querySelectorAll('a, button, summary, select, .choice > label, input')]
        .filter(part => !['hidden', 'checkbox', 'radio'].includes(part.type))  // their labels are what is touched
        .filter(part => part.offsetParent && !part.closest('.crumbs, p, .skip, .table, .card-header'))
        .map(part => [part.outerHTML.slice(0, 90), Math.round(part.getBoundingClientRect().height)])
        .filter(([_, height]) => height < 44 && height > 2)"""
    for address in ("/", "/areas/", "/accounts/", "/own/password/", "/settings/"):
        page.goto(address)
        assert page.evaluate(small) == [], address
