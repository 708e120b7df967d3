"""Workbooks as offices expect them: title, frozen header, filter, prints on A4, nothing that runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import Any

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""One day for all, so that equal contents make equal files (workbooks know no zone)."""
A4 = 9
ROWS_A_SHEET = 1_048_576
"""What Excel and WPS open; a longer list goes on on another sheet."""
LARGE = 20_000
"""From so many rows on a workbook is written row by row, without keeping it in memory."""
LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767
LINE = 15
LOWEST = 18
HIGHEST = 405
"""Points that a line of text takes, and the least and the most that a row has."""

_OPTIONS = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_FONT = {"font_name": "宋体", "font_size": 10.5, "font_scheme": "none"}
_CELL = {"border": 1, "border_color": "#C9D3E0", "valign": "vcenter", "num_format": "@", "text_wrap": True}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#17468F", "valign": "vcenter"},
    "subtitle": {"font_color": "#5B6778", "valign": "vcenter"},
    "header": {
        **_CELL,
        **{"bold": True, "bg_color": "#1F5FAE", "font_color": "#FFFFFF", "align": "center", "valign": "vcenter"},
    },
    "text": _CELL,
    "centre": {**_CELL, "align": "center"},
    "number": {**_CELL, "align": "center", "num_format": "0"},
    "decimal": {**_CELL, "align": "center", "num_format": "0.0"},
    "reason": {**_CELL, "bg_color": "#FDF0D5", "font_color": "#8A5300"},
    "input": {**_CELL, "align": "center", "bg_color": "#FFF7D6", "locked": False},
    "grave": {**_CELL, "align": "center", "bold": True, "bg_color": "#FBE3E1", "font_color": "#A61B1B"},
    "warm": {**_CELL, "align": "center", "bg_color": "#FDF0D5", "font_color": "#8A5300"},
    "calm": {**_CELL, "align": "center", "bg_color": "#E6F1FB", "font_color": "#17468F"},
    "good": {**_CELL, "align": "center", "bg_color": "#E4F5E9", "font_color": "#1E6B36"},
    "other": {**_CELL, "bg_color": "#FCE4C8", "font_color": "#7A3E00"},
    "plain": {"text_wrap": True, "valign": "top"},
    "strong": {"bold": True, "valign": "top", "text_wrap": True},
}

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: what it shows, under which header, how wide, and how its cells look."""

    source: str
    """The column of the table that is shown; ``""`` shows an empty one to be filled in."""
    title: str
    width: float
    style: str = "text"
    marks: Mapping[str, str] = field(default_factory=dict)
    """Value → style, for cells that should stand out."""
    alert: str = ""
    """A yes/no column of the table: its cells are coloured where it says yes."""


class Book:
    """A workbook being written, with its styles made once."""

    def __init__(self, workbook: Workbook, rows_a_sheet: int = ROWS_A_SHEET) -> None:
        self.workbook = workbook
        self.rows_a_sheet = rows_a_sheet
        self._formats: dict[str, Format] = {}
        self._names: set[str] = set()

    def style(self, name: str) -> Format:
        """The format called ``name`` in ``STYLES``."""
        if name not in self._formats:
            self._formats[name] = self.workbook.add_format(dict(STYLES[name]))
        return self._formats[name]

    def add_sheet(self, name: str) -> Worksheet:
        """A new sheet; its name is made to fit what workbooks allow, and to be alone."""
        clean = name.translate(dict.fromkeys(map(ord, "[]:*?/\\'"), " ")).strip() or "1"
        chosen, number = clean[:LONGEST_SHEET_NAME], 1
        while chosen.casefold() in self._names:
            number += 1
            ending = f" {number}"
            chosen = clean[: LONGEST_SHEET_NAME - len(ending)] + ending
        self._names.add(chosen.casefold())
        return self.workbook.add_worksheet(chosen)


@contextmanager
def open_book(path: Path, *, rows: int, rows_a_sheet: int = ROWS_A_SHEET) -> Iterator[Book]:
    """A workbook at ``path``; ``rows`` (about how many there will be) decides how it is written."""
    # A copy of the font for each: xlsxwriter writes into what it is given.
    options = {**_OPTIONS, "default_format_properties": dict(_FONT), "constant_memory": rows >= LARGE}
    with Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": CREATED, "author": "huitoukan"})
        yield Book(workbook, rows_a_sheet)


def write_cell(sheet: Worksheet, row: int, column: int, value: Cell, style: Format) -> None:
    """Text stays text whatever it begins with; only numbers are numbers."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value[:LONGEST_CELL], style)
    else:
        sheet.write_number(row, column, value, style)


def write_list(
    book: Book, name: str, columns: Sequence[Column], table: pl.DataFrame, heading: tuple[str, str] | None = None
) -> list[tuple[Worksheet, int]]:
    """``table`` on a sheet called ``name``, and on further ones where it is too long; gives each with its rows.

    ``heading`` is the title and subtitle above the header.
    """
    top = 2 if heading else 0
    room = book.rows_a_sheet - top - 1
    written = []
    for start in range(0, max(table.height, 1), room):
        part, sheet = table.slice(start, room), book.add_sheet(name)
        if heading:
            write_heading(book, sheet, *heading)
        write_table(book, sheet, top, columns, part)
        written.append((sheet, part.height))
    return written


def write_heading(book: Book, sheet: Worksheet, title: str, subtitle: str) -> None:
    """The title and what is to be known about the sheet, in its first two rows."""
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, title, book.style("title"))
    sheet.set_row(1, 20)
    sheet.write_string(1, 0, subtitle, book.style("subtitle"))


def write_table(book: Book, sheet: Worksheet, top: int, columns: Sequence[Column], table: pl.DataFrame) -> None:
    """Header in row ``top``, ``table`` under it, frozen and filtered and ready to print."""
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(top, at, column.title, book.style("header"))
    styles = [book.style(column.style) for column in columns]
    marks = [{value: book.style(name) for value, name in column.marks.items()} for column in columns]
    alert = book.style("other")
    sheet.set_default_row(LOWEST)
    heights = measure_heights(columns, table).to_list()
    parts = zip(heights, _cells(columns, table), _alerts(columns, table), strict=True)
    for row, (height, cells, alerts) in enumerate(parts, start=top + 1):
        if height > LOWEST:
            sheet.set_row(row, height)
        for at, value in enumerate(cells):
            marked = marks[at].get(str(value), styles[at]) if marks[at] else styles[at]
            write_cell(sheet, row, at, value, alert if alerts[at] else marked)
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, top + table.height, len(columns) - 1)
    prepare_print(sheet, top)


def measure_heights(columns: Sequence[Column], table: pl.DataFrame) -> pl.Series:
    """The height of each row in points: not every program finds it out for wrapped text by itself."""
    lines = [
        (measure_width(pl.col(column.source)) / (column.width - 1)).ceil().fill_null(1)
        for column in columns
        if table.schema.get(column.source) == pl.String
    ]
    height = pl.max_horizontal(pl.lit(1.0), *lines) * LINE + LOWEST - LINE
    return table.with_columns(height=height.clip(LOWEST, HIGHEST)).get_column("height")


def measure_width(text: pl.Expr) -> pl.Expr:
    """How wide a text is in characters of the Latin kind; Chinese ones are twice as wide."""
    return (text.str.len_bytes() + text.str.len_chars()) / 2


def _cells(columns: Sequence[Column], table: pl.DataFrame) -> Iterator[tuple[Cell, ...]]:
    shown = [
        (pl.col(column.source) if column.source else pl.lit(None)).alias(str(at)) for at, column in enumerate(columns)
    ]
    return table.select(shown).iter_rows()


def _alerts(columns: Sequence[Column], table: pl.DataFrame) -> Iterator[tuple[bool, ...]]:
    """Which cells are to be coloured."""
    if not any(column.alert for column in columns):
        return repeat((False,) * len(columns), table.height)
    flags = [
        (pl.col(column.alert) if column.alert else pl.lit(False)).alias(str(at)) for at, column in enumerate(columns)
    ]
    return table.select(flags).iter_rows()


def prepare_print(sheet: Worksheet, top: int) -> None:
    """A4 across, one page wide, rows up to the header on every page, page numbers below."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&C&P / &N")
