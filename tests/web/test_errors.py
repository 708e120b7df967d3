"""A page that cannot be shown says why, in the reader's language, and leads on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client
from tests.conftest import EAST, WEST, County

from huitoukan.core.access.roles import Role
from huitoukan.web import errors

SENTENCES = {
    "/audit/": (403, "您的岗位不能在这里查看审计记录", "Your seats do not let you read the audit trail"),
    "/no-such-page/": (404, "没有这个页面", "There is no such page"),
    f"/areas/{WEST}/": (404, "没有这个页面", "There is no such page"),
}


@pytest.mark.parametrize("address", SENTENCES)
def test_the_sentence_is_in_the_readers_language(county: County, sign_in: Callable[..., Client], address: str) -> None:
    browser = sign_in(county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    status, *sentences = SENTENCES[address]
    for language, sentence in zip(("zh-hans", "en"), sentences, strict=True):
        browser.cookies["huitoukan_language"] = language
        page = browser.get(address)
        assert page.status_code == status
        assert sentence in page.content.decode()
        assert 'href="/"' in page.content.decode()


@pytest.mark.parametrize("address", ["/audit/verify/", "/imports/1/do/land/", "/sign-out/"])
def test_an_address_of_a_form_is_no_blank_page(county: County, sign_in: Callable[..., Client], address: str) -> None:
    who = county.add_person(Role.COUNTY_OFFICER if "imports" in address else Role.AUDITOR)
    page = sign_in(who).get(address)
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "no-store" in page["Cache-Control"]
    assert "不能直接打开" in page.content.decode()
    assert 'href="/"' in page.content.decode()


def test_nobody_is_led_to_the_door(db: None, client: Client) -> None:
    page = client.get("/no-such-page/")
    assert page.status_code == 404
    assert 'href="/sign-in/"' in page.content.decode()


def test_a_mistake_of_ours_is_told_even_without_a_database(rf, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", broken)
    page = errors.broken(rf.get("/"))
    assert page.status_code == 500
    assert "系统出错了" in page.content.decode()
    assert "Something went wrong" in page.content.decode()


@pytest.mark.parametrize(
    "ask",
    [
        lambda browser: browser.get("/areas/", headers={"host": "elsewhere.example"}),
        lambda browser: browser.get("/choices/areas/?area=%00"),
        lambda browser: browser.get("/areas/new/?in=9901%00"),
        lambda browser: browser.post("/areas/new/", {f"field{number}": "" for number in range(1001)}),
    ],
    ids=["another host", "a NUL in a search", "a NUL in a code", "too many fields"],
)
def test_what_no_page_of_ours_asks_is_answered_in_both_languages(
    county: County, sign_in: Callable[..., Client], ask: Callable[[Client], HttpResponse]
) -> None:
    page = ask(sign_in(county.administrator))
    assert page.status_code == 400
    assert "这个请求无法处理" in page.content.decode()
    assert "This request cannot be understood" in page.content.decode()
