"""Pages of a table, whatever the address asks for."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.conftest import County

from huitoukan.web import paging


@pytest.fixture
def browser(county: County, sign_in, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(paging, "PER_PAGE", 3)  # of seven areas
    return sign_in(county.administrator)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("1", 1),
        ("2", 2),
        ("3", 3),
        ("4", 3),
        ("0", 3),
        ("-1", 3),
        ("9" * 400, 3),
        ("x", 1),
        ("", 1),
        ("1.5", 1),
        ("٢", 2),
    ],
)
def test_there_is_always_a_page(browser: Client, asked: str, shown: int) -> None:
    response = browser.get("/areas/", {"page": asked})
    assert response.status_code == 200
    assert response.context["table"].page.number == shown


@pytest.mark.parametrize("asked", ["-1", "0", "1000000", "9" * 30])
def test_the_address_does_not_say_how_long_a_page_is(browser: Client, asked: str) -> None:
    assert len(browser.get("/areas/", {"per_page": asked}).context["table"].page) == 3


@pytest.mark.parametrize(
    "asked", ["nonsense", "-nonsense", "phone", "parent__parent__code", "-", "--name", "name,-code"]
)
def test_what_is_no_column_orders_nothing(browser: Client, asked: str) -> None:
    codes = [row.record.code for row in browser.get("/areas/", {"sort": asked}).context["table"].page]
    assert codes == sorted(codes)


def test_the_first_column_asked_for_counts(browser: Client) -> None:
    page = browser.get("/areas/", {"sort": ["-code", "name"]}).context["table"].page
    assert [row.record.code for row in page] == ["990101002002", "990101002001", "990101002000"]
