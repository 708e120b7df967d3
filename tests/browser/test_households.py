"""Finding a household by the keyboard alone, going through its days, and printing; and that others find nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_accessibility import AXE, walk
from tests.conftest import WEST
from tests.web.households.conftest import IDS, OCTOBER, Office, checked, office  # noqa: F401

from huitoukan.core.access.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., BrowserContext]
BOX = "header.masthead [data-search] input"
OFFERS = "header.masthead [data-search] [role=option]"


@pytest.fixture
def desk(office: Office, visit: Visit) -> Page:  # noqa: F811
    return visit(office.officer).new_page()


@pytest.mark.parametrize("typed", ["王和", "whp", "9901", IDS["王和平"][-5:], "1380000000", "P1", "柳树村 王和"])
def test_each_way_of_finding_from_the_keyboard(desk: Page, typed: str) -> None:
    desk.goto("/areas/")
    desk.focus(BOX)
    desk.keyboard.type(typed)
    first = desk.locator(OFFERS).first
    expect(first).to_have_attribute("href", "/households/9901/")  # not yet while only half of it was typed
    expect(desk.locator(BOX)).to_have_attribute("aria-expanded", "true")
    desk.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    assert desk.get_attribute(BOX, "aria-activedescendant") == first.get_attribute("id")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/households/9901/")
    expect(desk.locator("h1")).to_have_text("王和平户")


def test_enter_without_a_choice_opens_the_only_one_and_escape_closes(desk: Page) -> None:
    desk.goto("/areas/")
    desk.focus(BOX)
    desk.keyboard.type("王")
    expect(desk.locator(OFFERS)).to_have_count(2)
    desk.keyboard.press("ArrowUp")
    expect(desk.locator(OFFERS).last).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Escape")
    expect(desk.locator(OFFERS).first).to_be_hidden()
    expect(desk.locator(BOX)).to_be_focused()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/households/9901/")


def test_a_village_leads_to_its_households(desk: Page) -> None:
    desk.goto("/areas/")
    desk.focus(BOX)
    desk.keyboard.type("石桥")
    expect(desk.locator(OFFERS)).to_have_count(1)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/households/?area=*")
    expect(desk.locator("#rows tbody tr")).to_have_count(2)


def test_the_slider_goes_to_the_days_of_changes(desk: Page) -> None:
    desk.goto("/households/9901/")
    slider = desk.locator("[data-days] input")
    expect(desk.locator("main")).to_contain_text("6,100")
    slider.focus()
    desk.keyboard.press("ArrowLeft")
    desk.wait_for_url("**/?day=2026-09-20")
    expect(slider).to_be_focused()
    desk.keyboard.press("ArrowLeft")
    desk.wait_for_url("**/?day=2026-08-20")
    expect(desk.locator("main")).to_contain_text("7,500")
    desk.click("#days-after")
    desk.wait_for_url("**/?day=2026-09-20")


def test_without_a_script_days_and_searches_are_forms(office: Office, visit: Visit) -> None:  # noqa: F811
    page = visit(office.officer, size=NARROW, java_script_enabled=False).new_page()
    page.goto("/areas/")
    page.click(".search-link")
    page.fill("#search-page", "李山花")
    page.press("#search-page", "Enter")
    page.wait_for_url("**/households/9901/")
    expect(page.locator("[data-days]")).to_be_hidden()
    page.fill("#days-day", "2026-08-20")
    page.click(".days .btn-primary")
    expect(page.locator("main")).to_contain_text("7,500")
    page.click("#days-after")
    expect(page.locator("main")).to_contain_text("6,100")


def test_the_neighbour_finds_nothing(office: Office, visit: Visit) -> None:  # noqa: F811
    page = visit(office.county.add_person(Role.TOWNSHIP_OFFICER, WEST)).new_page()
    for typed in ("王和平", IDS["王和平"], "9901", "东河"):
        page.goto("/areas/")
        page.focus(BOX)
        page.keyboard.type(typed)
        expect(page.locator(OFFERS)).to_contain_text("没有找到")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=*")
        assert "/households/9901/" not in page.content()
    answer = page.goto("/households/9901/")
    assert answer
    assert answer.status == 404


def test_what_months_and_runs_show_can_be_used_by_everybody(checked: Office, site: str, visit: Visit) -> None:  # noqa: F811
    addresses = [
        f"{site}{each}"
        for each in (
            "/", "/search/?q=nobody", "/households/9901/", f"/households/9901/?day={OCTOBER.isoformat()}", "/households/9901/?day=2020-01-01",
            "/households/99/04/", "/households/9901/sheet/", "/households/9901/full/",
        )
    ]  # fmt: skip
    found = walk(visit(checked.officer, bypass_csp=True), site, addresses)
    assert found == [], "\n".join(found)


def test_what_is_typed_can_be_used_by_everybody(office: Office, site: str, visit: Visit) -> None:  # noqa: F811
    context = visit(office.officer, bypass_csp=True, size=WIDE)
    page = context.new_page()
    page.goto("/areas/")
    page.evaluate(AXE)
    page.focus(BOX)
    page.keyboard.type("9")
    page.keyboard.type("9")
    page.keyboard.type("0")
    expect(page.locator(OFFERS).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    found = page.evaluate("() => axe.run('header', {resultTypes: ['violations']})")
    assert [each["id"] for each in found["violations"]] == []
