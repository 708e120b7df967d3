from __future__ import annotations

import datetime as dt

import pytest

from huitoukan.cli.session import WrongUsage
from huitoukan.cli.values import read_day, read_memory, read_settings


@pytest.mark.parametrize("text", ["2026-10-05", "20261005", "2026/10/5", "2026.10.5", "2026年10月5日", " 2026-10-5 "])
def test_a_day_may_be_written_as_offices_do(text: str) -> None:
    assert read_day(text) == dt.date(2026, 10, 5)


@pytest.mark.parametrize("text", ["", "today", "2026-13-01", "2026-02-30", "26-10-05", "2026-10", "2026-10-05-01"])
def test_what_is_no_day_is_wrong_usage(text: str) -> None:
    with pytest.raises(WrongUsage):
        read_day(text)


def test_settings_are_names_and_values() -> None:
    assert read_settings(["income_line=9000", " a = b=c ", "income_line=9500"]) == {"income_line": "9500", "a": "b=c"}


@pytest.mark.parametrize("text", ["income_line", "=5", "income_line=", ""])
def test_a_setting_without_name_or_value_is_wrong_usage(text: str) -> None:
    with pytest.raises(WrongUsage):
        read_settings([text])


@pytest.mark.parametrize(
    ("text", "amount"), [(None, None), ("3GB", "3GB"), ("800 mb", "800MB"), ("1.5gib", "1.5GIB"), ("500MB", "500MB")]
)
def test_memory_is_an_amount(text: str | None, amount: str | None) -> None:
    assert read_memory(text) == amount


@pytest.mark.parametrize("text", ["much", "-3GB", "0GB", "3 bananas", "", "GB", "500", "3G", "1.5 k"])
def test_what_is_no_amount_is_wrong_usage(text: str) -> None:
    with pytest.raises(WrongUsage):
        read_memory(text)
