"""Web pages that systems export under the name of a workbook: each table of the page is a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import polars as pl

from huitoukan.engine.sheets.files.encodings import decode
from huitoukan.engine.sheets.files.grid import Grid, tidy
from huitoukan.engine.sheets.files.limits import WIDEST
from huitoukan.engine.sheets.files.untold import Merge
from huitoukan.messages import Mendable, say

STARTS = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<div", b"<style", b"<script")
LEAST_ROWS = 2
"""Tables with fewer rows are made for looks."""
TALLEST = 1 << 20
_BREAKS = frozenset({"br", "p", "div"})
_SILENT = frozenset({"style", "script", "title"})

Rows = list[list[str]]


def read_web_page(content: bytes, file: str) -> Iterator[Grid]:
    """The tables of a page; cells that span several say so in the first, as merged cells do. Raises ``Mendable``."""
    page = _Page()
    page.feed(decode(content, file).utf8.decode())
    page.close()
    tables = [table for table in page.tables if len(table.rows) >= LEAST_ROWS]
    if not tables:
        raise Mendable(say("sheets.html", file=file))
    for number, table in enumerate(tables, start=1):
        name = f"表{number}" if len(tables) > 1 else "表"
        yield Grid(file, name, frame_of(table.rows), merges=tuple(table.merges))


def frame_of(rows: Rows) -> pl.DataFrame:
    """Rows of different length as cells of text."""
    width = min(WIDEST, max((len(row) for row in rows), default=0))
    whole = [row[:width] + [""] * (width - len(row)) for row in rows]
    return tidy(pl.DataFrame(whole, schema=dict.fromkeys((f"c{at}" for at in range(width)), pl.String), orient="row"))


class _Page(HTMLParser):
    """Collects the cells of all tables; one within another is a table of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag in _SILENT:
            self._silent += 1
        elif self._open and tag == "tr":
            self._open[-1].next_row()
        elif self._open and tag in ("td", "th"):
            said = dict(attrs)
            self._open[-1].next_cell(_span(said.get("colspan")), _span(said.get("rowspan")))
        elif self._open and tag in _BREAKS:
            self._open[-1].add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._open:
            self._open.pop()
        elif tag in _SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self._open[-1].add(data)


class _Table:
    """A table as it is filled; cells taken by one above are stepped over."""

    def __init__(self) -> None:
        self.rows: Rows = []
        self.merges: list[Merge] = []
        self._taken: dict[int, int] = {}
        """Column → in how many rows from here it belongs to a cell further up."""
        self._at: int | None = None

    def next_row(self) -> None:
        self.rows.append([])
        self._taken = {at: left - 1 for at, left in self._taken.items() if left > 1}
        self._at = None

    def next_cell(self, across: int, down: int) -> None:
        if not self.rows:
            self.next_row()
        row = self.rows[-1]
        while len(row) in self._taken and len(row) < WIDEST:
            row.append("")
        self._at = len(row)
        row.extend([""] * min(across, WIDEST))
        if down > 1:
            top = len(self.rows) - 1
            self.merges.append(Merge(top, self._at, top + down - 1, len(row) - 1))
            self._taken.update(dict.fromkeys(range(self._at, len(row)), down))

    def add(self, text: str) -> None:
        if self._at is not None:
            self.rows[-1][self._at] += text


def _span(text: str | None) -> int:
    return min(int(text), TALLEST) if text and text.isascii() and text.isdigit() and int(text) else 1
