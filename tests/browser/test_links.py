"""Questions about links answered by keyboard, and what the pages look like to axe-core."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.conftest import NARROW
from tests.browser.test_accessibility import walk
from tests.conftest import COUNTY
from tests.link_questions import Review, first, fresh, judge, review

from huitoukan.core.access.roles import Role
from huitoukan.domain.linkage_review.enums import QuestionState

__all__ = ["first", "fresh", "judge", "review"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., BrowserContext]


@pytest.fixture
def page(review: Review, visit: Visit) -> Page:
    return visit(review.officer(COUNTY, role=Role.COUNTY_OFFICER)).new_page()


def test_a_queue_is_worked_off_by_keyboard(review: Review, page: Page) -> None:
    page.goto("/links/review/")
    box, heading = page.locator("#review"), page.locator("#question")
    expect(box).to_be_focused()
    page.evaluate("window.stayed = true")
    expect(heading).to_have_text("饮水安全排查第 3 行")
    page.keyboard.press("l")
    expect(heading).to_have_text("饮水安全排查第 2 行")
    expect(box).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator("[data-choice='2']")).to_be_checked()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-choice='1']")).to_be_checked()
    page.keyboard.press("y")
    expect(heading).to_have_text("死亡人员名单第 2 行")
    expect(page.locator("#told")).to_contain_text("等第二人核对一致后采用")
    page.keyboard.press("n")
    expect(heading).to_have_text("死亡人员名单第 3 行")
    assert page.evaluate("window.stayed")
    assert review.question("王芳").answers.get().chosen[0] == "P1"
    assert review.question("孙梅").state == QuestionState.ANSWERED
    page.click("#told button")
    expect(heading).to_have_text("死亡人员名单第 2 行")
    assert review.question("孙梅").state == QuestionState.OPEN


def test_keys_work_only_where_the_focus_is(review: Review, page: Page) -> None:
    page.goto("/links/review/")
    page.locator(".brand").focus()
    page.keyboard.press("n")
    page.keyboard.press("Control+l")
    expect(page.locator("#question")).to_have_text("饮水安全排查第 3 行")
    assert review.question("周强").state == QuestionState.OPEN


def test_on_a_phone_the_chosen_candidate_stands_beside_the_row(review: Review, visit: Visit) -> None:
    page = visit(review.officer(COUNTY, role=Role.COUNTY_OFFICER), size=NARROW).new_page()
    page.goto("/links/review/")
    for number, other in (("1", "2"), ("2", "1")):
        page.locator(f"[data-choice='{number}']").check()
        expect(page.locator(f"td[data-column='{number}']").first).to_be_visible()
        expect(page.locator(f"td[data-column='{other}']").first).to_be_hidden()


def test_without_a_script_the_buttons_do_the_same(review: Review, visit: Visit) -> None:
    page = visit(review.officer(), java_script_enabled=False).new_page()
    page.goto("/links/review/?kind=deaths")
    page.click(".review-end .btn-primary")
    expect(page.locator(".notices")).to_contain_text("已记为“是此人”")
    page.click("text=撤回刚才的结论")
    expect(page.locator("#question")).to_have_text("死亡人员名单第 2 行")


def test_nothing_stands_in_anybodys_way(review: Review, visit: Visit, site: str) -> None:
    for name in ("老甲", "老乙"):
        review.answer(review.officer(name=name), "孙梅", "P3" if name == "老甲" else None)
    pages = ["/links/", "/links/review/", "/links/review/?name=nobody"]
    pages += [f"/links/{review.question(name).pk}/" for name in ("孙梅", "周强")]
    pages += [f"/links/{review.question('孙梅').pk}/full/"]
    context = visit(review.officer(COUNTY, role=Role.COUNTY_OFFICER))
    assert walk(context, site, pages) == []
