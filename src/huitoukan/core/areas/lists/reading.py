"""From a file to lines. Whatever is wrong with a file is a sentence; what is wrong with a line is told later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from huitoukan.core.areas.lists import words
from huitoukan.core.areas.lists.columns import Columns, find_columns
from huitoukan.core.areas.lists.lines import Line
from huitoukan.engine.sheets.files.archive import ZIPPED
from huitoukan.engine.sheets.files.contents import InputFile, read_sheets
from huitoukan.engine.sheets.files.grid import Grid
from huitoukan.engine.sheets.files.untold import Package
from huitoukan.engine.sheets.recognition.header_rows import top_rows
from huitoukan.messages import Mendable, say

LARGEST_LIST = 10 << 20
"""Bytes. A province with all its groups has some 5 MB."""
MOST_LINES = 50_000
_MOST_CELLS = 3_000_000
_WIDEST = 300
_SEPARATORS = (b",", b"\t", b";", b"|")
_LONGEST_CELL = 200
_FOOT = ("合计", "总计", "小计", "填表", "制表", "审核", "备注", "说明", "注:", "注：", "数据来源")


class WrongList(Mendable):
    """A file that is no list of areas."""


def read_list(file: InputFile) -> list[Line]:
    """The lines of all sheets that have a code and a name. Raises ``Mendable``."""
    check_size(len(file.content), file.name)
    _check_extent(file)
    lines: list[Line] = []
    is_list = False
    for grid in read_sheets(file):
        if isinstance(grid, Grid) and (columns := find_columns(top_rows(grid.cells))):
            is_list = True
            lines += _lines(grid, columns)
    if not is_list:
        code, name = (words.columns()[what][:3] for what in ("code", "name"))
        raise WrongList(say("area_list.no_header", file=file.name, code=code, name=name))
    if not lines:
        raise WrongList(say("area_list.no_line", file=file.name))
    if len(lines) > MOST_LINES:
        raise WrongList(say("area_list.many_lines", file=file.name, count=len(lines), limit=MOST_LINES))
    return lines


def check_size(size: int, name: str) -> None:
    """Asked before a file is taken into memory. Raises :class:`WrongList`."""
    if size > LARGEST_LIST:
        raise WrongList(say("area_list.too_large", file=name, limit=LARGEST_LIST >> 20))


def _check_extent(file: InputFile) -> None:
    """A small file can say that it has a hundred million cells; a list of areas has not."""
    if not file.content.startswith(ZIPPED):
        lines = file.content.splitlines()
        width = max((line.count(mark) for line in lines for mark in _SEPARATORS), default=0)
        if width > _WIDEST:
            raise WrongList(say("area_list.too_wide", file=file.name))
        return
    package = Package(file.content)
    if not package.parts:
        raise WrongList(say("area_list.other_format", file=file.name))
    try:
        extents = [package.extent(part.name) for part in package.parts if part.has_cells]
    except OSError as error:
        raise WrongList(say("sheets.broken_workbook", file=file.name)) from error
    if sum(rows * columns for rows, columns in extents) > _MOST_CELLS:
        raise WrongList(say("area_list.too_wide", file=file.name))


def _lines(grid: Grid, columns: Columns) -> Iterator[Line]:
    for index, row in enumerate(grid.filled_down(columns.row).iter_rows()):
        if index > columns.row and _says_something(row, columns):
            cells = {what: (row[at] or "")[:_LONGEST_CELL] for what, at in columns.places.items()}
            yield Line(sheet=grid.sheet, row=index + 1, **cells)


def _says_something(row: Sequence[str | None], columns: Columns) -> bool:
    """Not a blank row, not the header said again on the next printed page, and no total or signature at the foot."""
    code, name = (row[columns.places[what]] for what in ("code", "name"))
    if not code and not name:
        return False
    first = next(cell for cell in row if cell)
    return not first.startswith(_FOOT) and find_columns([[cell or "" for cell in row]]) is None
