"""XML spreadsheets of 2003 (SpreadsheetML), which many systems export under the name of an xls workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import polars as pl

from huitoukan.engine.sheets.files.grid import Grid, LeftOut, NumberCells
from huitoukan.engine.sheets.files.limits import WIDEST
from huitoukan.engine.sheets.files.untold import Merge
from huitoukan.engine.sheets.files.web_pages import TALLEST, Rows, frame_of
from huitoukan.messages import Mendable, say

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
LONG = 15
"""Digits from which a number cell is an ID number that was stored as a number."""


def read_old_xml(content: bytes, file: str) -> Iterator[Grid | LeftOut]:
    """The sheets of an XML workbook; raises ``Mendable`` for XML that is none."""
    try:
        # expat, which reads this, refuses entities that grow (2.4.1 and later); no other file is ever fetched
        for _, element in ET.iterparse(io.BytesIO(content)):  # noqa: S314
            if element.tag == f"{_SS}Worksheet":
                yield _sheet(element, file)
                element.clear()
    except (ET.ParseError, LookupError, ValueError) as error:
        raise Mendable(say("sheets.xml", file=file)) from error


def _sheet(element: ET.Element, file: str) -> Grid | LeftOut:
    name = element.get(f"{_SS}Name", "")
    if element.findtext(f"{_X}WorksheetOptions/{_X}Visible", "SheetVisible") != "SheetVisible":
        return LeftOut(file, name, say("sheets.hidden"))
    sheet = _Cells()
    for row in element.iterfind(f"{_SS}Table/{_SS}Row"):
        sheet.add(row)
    cells = frame_of(sheet.rows)
    if cells.is_empty() or cells.select(pl.all_horizontal(pl.all().is_null().all())).item():
        return LeftOut(file, name, say("sheets.empty"))
    warnings = (say("sheets.error_cells", count=sheet.errors),) if sheet.errors else ()
    return Grid(file, name, cells, sheet.number_cells(), warnings, tuple(sheet.merges))


class _Cells:
    """The cells of a sheet as they are met; a row or cell may say that it stands further on."""

    def __init__(self) -> None:
        self.rows: Rows = []
        self.merges: list[Merge] = []
        self.errors = 0
        self._numbers: set[tuple[int, int]] = set()

    def add(self, row: ET.Element) -> None:
        at = _whole(row, "Index", len(self.rows) + 1) - 1
        if at > TALLEST:
            raise ValueError(at)
        self.rows += [[] for _ in range(at + 1 - len(self.rows))]
        for cell in row.iterfind(f"{_SS}Cell"):
            self._add(cell, len(self.rows) - 1)

    def number_cells(self) -> NumberCells | None:
        """Which cells hold long numbers; None: none does."""
        if not self._numbers:
            return None
        height, numbers = len(self.rows), frozenset(self._numbers)

        def look(name: str) -> pl.Series:
            return pl.Series([(row, int(name[1:])) in numbers for row in range(height)])

        return NumberCells(look, is_costly=False)

    def _add(self, cell: ET.Element, at: int) -> None:
        row, data = self.rows[at], cell.find(f"{_SS}Data")
        column = _whole(cell, "Index", len(row) + 1) - 1
        if column >= WIDEST:
            return
        text = "" if data is None else "".join(data.itertext())
        sort = "" if data is None else data.get(f"{_SS}Type", "")
        self.errors += sort == "Error"
        row += [""] * (column + 1 - len(row))
        row[column] = "" if sort == "Error" else text.removesuffix("T00:00:00.000") if sort == "DateTime" else text
        if sort == "Number" and len(text) >= LONG:
            self._numbers.add((at, column))
        down, across = _whole(cell, "MergeDown", 0), _whole(cell, "MergeAcross", 0)
        row += [""] * min(across, WIDEST)
        if down:
            self.merges.append(Merge(at, column, at + min(down, TALLEST), column + across))


def _whole(element: ET.Element, name: str, otherwise: int) -> int:
    number = int(element.get(_SS + name, otherwise))
    if number < 0:
        raise ValueError(number)
    return number
