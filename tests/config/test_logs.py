"""Log lines say what happened, and never what somebody typed or is called."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests.conftest import County

from huitoukan.config.logs import Lines

NUMBER, NAME = "990123198706150016", "张三丰"


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """What is logged during the test, read when it is asked for."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)

    class Read(list[dict[str, Any]]):
        def __iter__(self) -> Iterator[dict[str, Any]]:
            return iter([json.loads(line) for line in told.getvalue().splitlines()])

        @property
        def text(self) -> str:
            return told.getvalue()

    yield Read()
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_request_is_a_line_with_its_view_and_no_address(county: County, sign_in: Any, lines: Any) -> None:
    browser = sign_in(county.administrator)
    answer = browser.get("/settings/", {"name": NAME, "unit": NUMBER})
    (line,) = [line for line in lines if line.get("view") == "settings"]
    assert (line["method"], line["status"], line["message"]) == ("GET", 200, "request")
    assert line["request"] == answer["X-Request-ID"]
    assert line["ms"] > 0


@pytest.mark.parametrize(
    ("method", "address", "data"),
    [
        ("get", f"/nowhere/{NUMBER}/", {"q": NAME}),
        ("get", f"/areas/{NUMBER}/", {}),
        ("post", "/sign-in/", {"username": NAME, "password": NUMBER}),
        ("post", "/settings/", {"name": NAME * 30, "session_minutes": NUMBER}),
        ("post", "/language/", {"next": f"https://x/{NUMBER}", "language": NAME}),
    ],
)
def test_what_was_typed_is_in_no_line(
    county: County, sign_in: Any, lines: Any, method: str, address: str, data: dict[str, str]
) -> None:
    browser = sign_in(county.administrator)
    getattr(browser, method)(address, data)
    getattr(Client(), method)(address, data)
    getattr(Client(), method)(address, data, headers={"host": f"{NUMBER}.example"})
    assert lines.text
    for typed in (NUMBER, NAME, "admin", "nowhere", "%E5", "\\u5f20"):
        assert typed not in lines.text


def test_a_mistake_of_ours_is_told_without_its_text(
    county: County, sign_in: Any, lines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in(county.administrator)
    browser.raise_request_exception = False

    def fail(*_: object, **__: object) -> None:
        try:
            raise LookupError(NUMBER)
        except LookupError as problem:
            raise ValueError(NAME) from problem

    monkeypatch.setattr("huitoukan.web.office.views.office", fail)
    answer = browser.get("/settings/", {"name": NAME})
    assert answer.status_code == 500
    (line,) = [line for line in lines if line["level"] == "ERROR"]
    assert [each["type"] for each in line["exception"]] == ["builtins.ValueError", "builtins.LookupError"]
    assert any(frame.endswith(" fail") for frame in line["exception"][0]["at"])
    assert line["request"] == answer["X-Request-ID"]
    assert NUMBER not in lines.text
    assert NAME not in lines.text


def test_of_others_only_the_words_in_their_code_are_kept(lines: Any) -> None:
    logging.getLogger("somebody.else").warning("cannot find %s", NAME)
    logging.getLogger("somebody.else").warning(NAME, extra={"user": NAME})
    told = list(lines)
    assert told[0]["message"].startswith("cannot find %s (test_logs:")
    assert told[1]["message"].startswith("(test_logs:")
    assert NAME not in lines.text
