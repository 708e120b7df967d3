"""Every role in a day: in at the door, own area, own places, own rows, the other language, out, locked out, in the trail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.test_accounts import give_password
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, NAMES, WEST, WEST_VILLAGES, County

from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., BrowserContext]

SEATS = {
    Role.ADMINISTRATOR: COUNTY,
    Role.COUNTY_OFFICER: COUNTY,
    Role.DEPARTMENT_OFFICER: COUNTY,
    Role.TOWNSHIP_OFFICER: EAST,
    Role.VILLAGE_WORKER: EAST_VILLAGES[0],
    Role.HELPER: WEST_VILLAGES[1],
    Role.INSPECTOR: WEST,
    Role.LEADER: COUNTY,
    Role.AUDITOR: COUNTY,
}
PLACES = {
    "/": None,
    "/areas/": Permission.SEE_AREAS,
    "/accounts/": Permission.SEE_ACCOUNTS,
    "/audit/": Permission.SEE_AUDIT,
    "/settings/": Permission.EDIT_SETTINGS,
}
"""What opens each; whatever else the navigation leads to must open, too."""
WRONG = 5


@pytest.mark.parametrize("role", Role)
def test_a_day_of_every_role(county: County, visit: Visit, tmp_path: Path, role: Role) -> None:
    walker = _people(county, role)
    page = visit().new_page()
    give_password(page, walker)
    _see_own_area(page, walker)
    _find_own_places_only(page, role)
    exported = _export_own_rows_only(page, walker, role, tmp_path)
    _switch_to_english(page)
    _go_and_be_locked_out(page, walker)
    _read_it_in_the_trail(visit(User.objects.get(username="second")).new_page(), walker, exported)


def _people(county: County, role: Role) -> User:
    """Whoever walks, an auditor to look at it, and somebody in each village."""
    for code in (*EAST_VILLAGES, *WEST_VILLAGES):
        county.add_person(Role.HELPER, code, f"of-{code}")
    county.add_person(Role.AUDITOR, COUNTY, "second")
    return county.add_person(role, SEATS[role], "walker")


def _see_own_area(page: Page, walker: User) -> None:
    (held,) = walker.holdings
    expect(page.locator("h1")).to_contain_text("walker")
    for address in ("/", "/own/"):
        page.goto(address)
        expect(page.locator("main")).to_contain_text(held.area_name)
        expect(page.locator("main")).to_contain_text(str(held.role.label))


def _find_own_places_only(page: Page, role: Role) -> None:
    offered = page.locator("nav.side a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    allowed = {place for place, needs in PLACES.items() if needs is None or needs in role.permissions}
    assert set(offered) & PLACES.keys() == allowed
    for place in offered:
        assert page.goto(place).status == 200, place
        expect(page.locator("nav.side [aria-current=page]")).to_have_attribute("href", place)
    for place in PLACES.keys() - allowed:
        assert page.goto(place).status == 403, place
        assert page.goto(f"{place}?export=xlsx").status == 403, place


def _export_own_rows_only(page: Page, walker: User, role: Role, folder: Path) -> int:
    """Takes home all that there is to take, and says how many workbooks that were."""
    (held,) = walker.holdings
    people = {user.username: seat.area.code for user in User.objects.all() for seat in user.seats.all()}
    rows = {
        "/areas/": {code for code in (COUNTY, *NAMES) if held.covers(code)},
        "/accounts/": {name for name, code in people.items() if held.covers(code)},
    }
    lists = [place for place, needs in PLACES.items() if place in {*rows, "/audit/"} and needs in role.permissions]
    for place in lists:
        page.goto(place)
        count = page.locator(".rows-head [role=status]").inner_text()
        with page.expect_download() as download:
            page.click("text=导出 Excel")
        download.value.save_as(path := folder / download.value.suggested_filename)
        cells = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))[1:]
        assert count == f"共 {len(cells)} 条"
        if place in rows:
            assert {cell for row in cells for cell in row} & {*NAMES, COUNTY, *people} == rows[place]
            assert len(cells) == len(rows[place])
    return len(lists)


def _switch_to_english(page: Page) -> None:
    page.goto("/areas/")
    page.click("header.masthead [name=language] >> visible=true")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Areas")
    page.click("header.masthead [name=language] >> visible=true")
    expect(page.locator("h1")).to_have_text("区域")


def _go_and_be_locked_out(page: Page, walker: User) -> None:
    page.locator("details.menu.only-wide summary").click()
    page.click("form[action='/sign-out/'] button >> visible=true")
    for _ in range(WRONG):
        give_password(page, walker, "wrong-Password-1")
    expect(page.locator("h1")).to_contain_text("锁定 15 分钟")
    give_password(page, walker)
    expect(page.locator("h1")).to_contain_text("锁定 15 分钟")
    assert page.goto("/areas/").url.endswith("/sign-in/?next=/areas/")


def _read_it_in_the_trail(page: Page, walker: User, exported: int) -> None:
    page.goto(f"/audit/?subject_name={walker.name}")
    told = Counter(page.locator("#rows td[data-label=操作]").all_inner_texts())
    words = {"登录": 1, "导出表格": exported, "退出": 1, "登录失败": WRONG - 1, "登录锁定": 1}
    assert {word: told[word] for word in words} == words
    exports = Entry.objects.filter(action=Event.EXPORTED, actor=walker.pk)
    assert exports.count() == exported
