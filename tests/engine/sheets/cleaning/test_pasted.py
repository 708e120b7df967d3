"""Cells as they come out of chats, scans and hurried typing."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from huitoukan.engine.sheets.cleaning.dates import parse_date, parse_month, parse_year
from huitoukan.engine.sheets.cleaning.ids import clean_id
from huitoukan.engine.sheets.cleaning.names import clean_name
from huitoukan.engine.sheets.cleaning.numbers import parse_money
from huitoukan.engine.sheets.typed.columns import Cells, Typing
from huitoukan.policy import load_pack
from huitoukan.policy.models import FieldType, ListField

RIGHT = "99010119900101123X"


@pytest.mark.parametrize(
    "cell",
    [
        "\u202a99010119900101123X\u202c", "99010119900101123X。", "身份证号：99010119900101123x", "99010119900101123Χ",
        "990101 19900101 123Х", "\u206699010119900101123X\u2069,",
    ],
)  # fmt: skip
def test_an_id_pasted_from_elsewhere(cell: str) -> None:
    assert pl.DataFrame({"x": [cell]}).select(clean_id(pl.col("x"))).item() == RIGHT


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("李四*", "李四"),
        ("李四-户主", "李四"),
        ("3.李四", "李四"),
        ("12、李四（已故）", "李四"),
        ("阿依—古丽", "阿依—古丽"),
    ],
)
def test_a_name_with_marks(cell: str, name: str) -> None:
    assert clean_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("2026", 2026),
        ("2026.0", 2026),
        ("2026年参保", 2026),
        ("202601", 2026),
        ("2026-01-01", 2026),
        ("26", None),
        ("明年", None),
    ],
)
def test_a_year(cell: str, year: int | None) -> None:
    assert parse_year(cell) == year


def test_a_day_with_long_dashes_and_a_full_stop() -> None:
    assert parse_date("2026—10—05。") == dt.date(2026, 10, 5)
    assert parse_date("26年10月5日") == dt.date(2026, 10, 5)
    assert parse_month("26年9月") == 2026 * 12 + 8


@pytest.mark.parametrize("type_", [FieldType.NUMBER, FieldType.MONEY, FieldType.INTEGER])
def test_full_width_figures_are_figures(type_: FieldType) -> None:
    cells = Cells("x", ListField(title="数", type=type_), pl.Series(["４０００", "１0", "7"]))
    (typed,) = Typing(load_pack()).columns([cells])
    assert typed.columns[0].to_list() == [4000, 10, 7]
    assert typed.unreadable == 0


def test_a_day_with_an_hour_behind_it() -> None:
    assert parse_date("2026年10月05日10时") == dt.date(2026, 10, 5)


def test_money_with_its_unit_in_brackets() -> None:
    assert parse_money("6000（元）", "元", "元") == 6000
    assert parse_money("0.6(万元)", "元", "元") == 6000
