"""Numbers of policy by date, and as given on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from huitoukan.messages import Mendable
from huitoukan.policy import load_pack, parameters_on

LINE = "\n".join(
    f'[[income_line.values]]\nsince = {since}\nvalue = {value}\nsource = "示例"\n'
    for since, value in (("2025-07-01", 9000), ("2024-01-01", 8000), ("2026-01-01", 10000))
)


@pytest.mark.parametrize(
    ("day", "line"),
    [("2024-01-01", 8000), ("2025-06-30", 8000), ("2025-07-01", 9000), ("2025-12-31", 9000), ("2030-01-01", 10000)],
)
def test_the_newest_that_has_begun_is_in_force(day: str, line: float, county: Callable[..., Path]) -> None:
    pack = load_pack(county({"parameters.toml": LINE}))
    assert parameters_on(pack, dt.date.fromisoformat(day))["income_line"] == line


def test_before_the_first_value_there_is_none(county: Callable[..., Path]) -> None:
    pack = load_pack(county({"parameters.toml": LINE}))
    with pytest.raises(Mendable, match=r"income_line 从 2024-01-01 才生效"):
        parameters_on(pack, dt.date(2023, 12, 31))


def test_the_year_follows_the_day_of_the_run() -> None:
    assert parameters_on(load_pack(), dt.date(2027, 1, 1))["year"] == 2027


def test_a_value_given_replaces_the_packs() -> None:
    values = parameters_on(load_pack(), dt.date(2026, 10, 31), {"income_line": "9500.5", "helper_load": "3"})
    assert (values["income_line"], values["helper_load"]) == (9500.5, 3)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"incom_line": "1"}, "是不是“income_line”"),
        ({"xyzzy": "1"}, "没有叫“xyzzy”的参数"),
        ({"income_line": "很多"}, "需要数字"),
        ({"helper_load": "1.5"}, "需要整数"),
        ({"helper_load": "99999999999999999999"}, "需要整数"),
        ({"income_line": "nan"}, "需要数字"),
        ({"income_line": "1e400"}, "需要数字"),
    ],
)
def test_a_wrong_value_is_said(given: dict[str, str], said: str) -> None:
    with pytest.raises(Mendable) as caught:
        parameters_on(load_pack(), dt.date(2026, 10, 31), given)
    assert said in str(caught.value)
