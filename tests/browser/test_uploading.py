"""The upload as people meet it: what is too much is told before it is sent, what is cut off can be sent again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.conftest import County
from tests.domain.registry.desk import OCTOBER, person, registered

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.domain.registry import actions, tasks
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.reading.uploads import MOST_FILES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = {"name": "监测对象信息.csv", "mimeType": "text/csv", "buffer": registered(person(1)).read()}


@pytest.fixture
def page(county: County, visit: Callable[..., BrowserContext]) -> Page:
    page = visit(county.add_person(Role.COUNTY_OFFICER)).new_page()
    page.goto("/imports/new/")
    return page


def upload(page: Page, *chosen: object) -> None:
    page.get_by_label("文件").set_input_files(list(chosen))  # type: ignore[arg-type]
    page.get_by_role("button", name="上传").click()


def test_a_connection_that_is_lost_is_told_and_the_same_button_sends_again(page: Page) -> None:
    page.route("**/imports/new/", lambda route: route.abort("connectionreset"))
    upload(page, LIST)
    expect(page.get_by_role("status")).to_contain_text("上传中断")
    assert not Import.objects.exists()
    page.unroute("**/imports/new/")
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("批名单")
    assert Import.objects.get().files[0]["name"] == LIST["name"]


def test_more_files_are_sent_likewise_and_what_is_wrong_is_told_there(page: Page) -> None:
    officer = User.objects.get(username__startswith="county_officer")
    brought = actions.bring(by=officer, files=[registered(person(1))], day=OCTOBER, is_complete=True)
    tasks.read.call(brought.pk)
    page.goto(f"/imports/{brought.pk}/")
    page.route("**/do/add/", lambda route: route.abort("connectionreset"))
    upload(page, {**LIST, "name": "更多.csv"})
    expect(page.locator(".upload-told")).to_contain_text("上传中断")
    page.unroute("**/do/add/")
    upload(page, {**LIST, "name": "说明.docx"})
    expect(page.locator(".upload-told")).to_contain_text("不是表格文件")
    upload(page, {**LIST, "name": "更多.csv"})
    expect(page.locator("[data-upload]")).to_have_count(0)  # everything is read again
    assert {each["name"] for each in Import.objects.get().files} == {LIST["name"], "更多.csv"}


def test_who_was_signed_out_meanwhile_is_told_that_nothing_was_sent(page: Page) -> None:
    page.context.clear_cookies(name="huitoukan_session")
    upload(page, LIST)
    expect(page.get_by_text("刚才的操作没有提交")).to_be_visible()
    assert not Import.objects.exists()


def test_too_many_files_are_told_and_none_is_sent(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    upload(page, *({**LIST, "name": f"{number}.csv"} for number in range(MOST_FILES + 1)))
    expect(page.get_by_role("status")).to_contain_text(f"一批最多 {MOST_FILES} 个文件")
    assert "POST" not in sent


def test_what_is_wrong_with_a_file_stands_on_the_form_with_the_files_still_chosen(page: Page) -> None:
    upload(page, LIST, {**LIST, "name": "<b>说明</b>.docx"})
    expect(page.get_by_role("status")).to_contain_text("不是表格文件")
    expect(page.locator("main b")).to_have_count(0)
    assert page.get_by_label("文件").evaluate("input => input.files.length") == 2
