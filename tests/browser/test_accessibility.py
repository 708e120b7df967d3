"""How a page is looked at, in both languages and at both sizes: nothing that axe-core objects to, nothing that stands
out at the side, no name that two parts have, no message in the console. ``test_every_page`` looks at all of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from tests.browser.conftest import NARROW, ROOT, WIDE
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, County
from tools.pictures import pages

from huitoukan.core.access.roles import Role

AXE = (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS_OF_AXE = """rules => axe.run(document, {
    runOnly: rules, resultTypes: ['violations'], rules: {'target-size': {enabled: true}}, preload: false, selectors: false
})"""
"""Without what our pages have none of (sound that begins by itself) and what we do not read (where a fault is)."""
TWICE = """() => [...document.querySelectorAll('[id]')].map(part => part.id)
    .filter((id, at, every) => every.indexOf(id) !== at)"""
"""Names that two parts of the page have: what leads to one of them leads to the first."""
FEWEST = 6
"""Kinds of pages that links lead to, at the very least: the walk has not gone astray."""
MINIMUM = 10
"""Rules that find something to look at on the barest page."""
LANGUAGES = ("zh-hans", "en")
AREA = {
    Role.TOWNSHIP_OFFICER: EAST,
    Role.VILLAGE_WORKER: EAST_VILLAGES[0],
    Role.HELPER: EAST_VILLAGES[0],
}
UNLINKED = ("/gallery/", "/no-such-page/", "/areas/?name=nothing-is-called-so")

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Ears:
    """What the browser complains of while a page opens."""

    def __init__(self, page: Page) -> None:
        self.heard: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    def _console(self, message: ConsoleMessage) -> None:
        # A page that says 403 or 404 is meant to; the browser reports it as an error of the page itself.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.heard.append(message.text)


def complaints(page: Page, address: str, sizes: tuple[tuple[int, int], ...]) -> list[str]:
    """What is wrong with the page at ``address`` in the present language, at each of ``sizes``; axe-core is in it."""
    ears = Ears(page)
    response = page.goto(address)
    assert response
    assert response.status < 500, address
    wrong = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{address} {width} scrolls sideways")
        wrong += [f"{address} {width} {each}" for each in _violations(page)]
    wrong += [f"{address} has {each} twice" for each in page.evaluate(TWICE)]
    return wrong + ears.heard


def _violations(page: Page) -> list[str]:
    found = page.evaluate(OPTIONS_OF_AXE, RULES)
    assert len(found["passes"]) > MINIMUM, "axe-core has looked at next to nothing"
    return [
        f"{each['id']}: {each['help']} {json.dumps([node['html'][:160] for node in each['nodes'][:3]], ensure_ascii=False)}"
        for each in found["violations"]
    ]


def walk(
    context: BrowserContext, site: str, addresses: Sequence[str], languages: tuple[str, ...] = LANGUAGES
) -> list[str]:
    """All complaints about ``addresses`` in ``languages``, at both sizes."""
    page = context.new_page()
    page.add_init_script(AXE)
    wrong: list[str] = []
    for language in languages:
        context.add_cookies([{"name": "huitoukan_language", "value": language, "url": site}])
        for address in addresses:
            wrong += complaints(page, address, (WIDE, NARROW))
    return wrong


@pytest.mark.parametrize("role", Role)
def test_the_first_pages_of_every_role_can_be_used_by_everybody(
    county: County, site: str, visit: Callable[..., BrowserContext], role: Role
) -> None:
    assert walk(visit(county.add_person(role, AREA.get(role, COUNTY)), bypass_csp=True), site, ("/", "/areas/")) == []


def test_the_wrong_door_can_be_used_by_everybody(
    county: County, site: str, visit: Callable[..., BrowserContext]
) -> None:
    assert walk(visit(bypass_csp=True), site, ("/no-such-page/",)) == []


def test_the_policy_of_the_site_holds_on_every_page(
    county: County, site: str, visit: Callable[..., BrowserContext]
) -> None:
    """With the policy in force, which axe-core itself could not be put into a page under."""
    page = visit(county.administrator).new_page()
    ears = Ears(page)
    assert len(list(pages(page, site))) > FEWEST
    for address in UNLINKED:
        page.goto(address)
    assert ears.heard == []
