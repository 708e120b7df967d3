"""Values are written in many ways and mean the same."""

from __future__ import annotations

from datetime import date
from random import Random

from huitoukan.samples.columns import Month, Value
from huitoukan.samples.handwriting import Cell, Handwriting

DAY = date(2026, 10, 5)


def written(field: str, value: Value, *, cells: bool = True, factor: float = 1) -> set[Cell]:
    hands = [Handwriting(Random(n), cells=cells, national=False) for n in range(150)]
    return {hand.write(field, value, factor) for hand in hands}


def national(field: str, value: Value) -> Cell:
    return Handwriting(Random(1), cells=True, national=True).write(field, value)


def test_dates_take_every_form_an_office_uses() -> None:
    assert written("died_on", DAY) == {
        "2026-10-05", "2026.10.5", "2026/10/5", "20261005", "2026年10月5日", "2026/10/05", "2026.10.05", DAY, 46300,
    }  # fmt: skip


def test_csv_has_no_date_cells() -> None:
    assert all(isinstance(cell, str) for cell in written("died_on", DAY, cells=False))


def test_months() -> None:
    assert written("month", Month(date(2026, 8, 1))) == {"202608", "2026年8月", "2026-08", "2026.08", "2026/08"}


def test_yes_and_no_come_in_pairs() -> None:
    for seed in range(60):
        hand = Handwriting(Random(seed), cells=True, national=False)
        pair = (hand.write("solved", True), hand.write("solved", False))
        assert pair in {("是", "否"), ("1", "0"), ("√", "×"), ("Y", "N"), (1, 0)}


def test_grades() -> None:
    assert written("grade", 2) == {2, "2", "二级", "贰级", "2级"}


def test_money_with_commas_or_a_unit() -> None:
    assert written("self_paid", 12345.6) == {12345.6, "12,345.60", "12345.60元"}
    assert written("amount", 400.0) == {400.0, "400", "400元"}


def test_ten_thousands_are_plain_numbers() -> None:
    assert written("balance", 9999.0, factor=0.0001) == {0.9999}


def test_villages_lose_their_ending_or_gain_an_old_name() -> None:
    names = {str(name) for name in written("village", "砚漪坪村") if name}
    assert {"砚漪坪村", "砚漪坪", "砚漪坪村委会"} <= names
    assert any("（原" in name for name in names)
    assert written("township", "竹砚镇") == {"竹砚镇", "竹砚"}


def test_the_national_system_exports_text() -> None:
    assert national("working", True) == "是"
    assert national("identified_on", Month(date(2026, 8, 1))) == "202608"
    assert national("birth_date", DAY) == "20261005"
    assert national("started_on", DAY) == "2026-10-05"
    assert national("income_wage", 1200) == "1200"
    assert national("risk_removed", None) is None
