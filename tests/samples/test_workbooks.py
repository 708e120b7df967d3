"""Files keep text as text and damage as damage."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from huitoukan.samples.sheets import Sheet
from huitoukan.samples.workbooks import ENCODINGS, write_csv, write_workbook

ROWS: list[list[str | int | float | date | None]] = [
    ["题", None],
    ["姓名", "号码"],
    ["赵", 990101198706150000.0],
    ["钱", date(2026, 10, 5)],
    ["孙", "002"],
]


def test_a_workbook_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [Sheet("甲", ROWS, [(0, 0, 0, 1)]), Sheet("乙"), Sheet("丙", ROWS, hidden=True)])
    book = CalamineWorkbook.from_path(path)
    assert [s.visible == SheetVisibleEnum.Visible for s in book.sheets_metadata] == [True, True, False]
    rows = book.get_sheet_by_name("甲").to_python()
    assert rows[0] == ["题", ""]
    assert rows[2] == ["赵", 9.9010119870615e17]
    assert rows[3:] == [["钱", date(2026, 10, 5)], ["孙", "002"]]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_csv_shows_the_fifteen_digits_that_survived(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, Sheet("甲", ROWS), encoding)
    lines = path.read_text(encoding).splitlines()
    assert lines == ["题,", "姓名,号码", "赵,990101198706150000", "钱,2026-10-05", "孙,002"]
