"""Writes laid-out sheets as xlsx (xlsxwriter) or csv (UTF-8, UTF-8 with BOM, GB18030)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from huitoukan.samples.handwriting import Cell
from huitoukan.samples.sheets import Sheet

ENCODINGS = ("gb18030", "utf-8-sig", "utf-8")
# A fixed creation time: the same seed writes the same bytes.
_PROPERTIES = {"created": datetime(2026, 1, 1)}
_FLOAT_DIGITS = 1e15


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """One xlsx workbook; numbers stay numbers, text stays text."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties(_PROPERTIES)
        as_date = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for number, row in enumerate(sheet.rows):
                _write_row(page, number, row, as_date)
            for merge in sheet.merges:
                _merge(page, merge, sheet)
            if sheet.hidden:
                page.hide()


def write_csv(path: Path, sheet: Sheet, encoding: str) -> None:
    """One csv file; csv knows no cells, so a damaged number is its plain digits."""
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file).writerows([_as_text(cell) for cell in row] for row in sheet.rows)


def _write_row(page: Any, number: int, row: Sequence[Cell], as_date: Any) -> None:
    for at, cell in enumerate(row):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            page.write_string(number, at, cell)
        elif isinstance(cell, date):
            page.write_datetime(number, at, cell, as_date)
        else:
            page.write_number(number, at, cell)


def _merge(page: Any, merge: tuple[int, int, int, int], sheet: Sheet) -> None:
    if merge[:2] != merge[2:]:
        page.merge_range(*merge, sheet.rows[merge[0]][merge[1]])


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell >= _FLOAT_DIGITS:
        # Fifteen digits survive, as in the spreadsheet the file was saved from.
        return f"{Decimal(f'{cell:.14e}'):f}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
