"""Workbooks: xlsx, xlsm, xlsb, xls and ods, every cell as text.

The reader renders a number cell as text, so an ID number that was saved as a number would look like one that was
typed. Which cells hold such long numbers is seen in the XML of a sheet; of other formats it is asked of the reader for
the columns where it matters: read as yes/no, only number cells give a value.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import fastexcel
import polars as pl
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from huitoukan.engine.sheets.files.archive import ZIPPED
from huitoukan.engine.sheets.files.compound import COMPOUND, is_encrypted, is_sound
from huitoukan.engine.sheets.files.grid import Grid, LeftOut, NumberCells, tidy
from huitoukan.engine.sheets.files.limits import check_extent, check_package, check_sheets
from huitoukan.engine.sheets.files.probe import survives
from huitoukan.engine.sheets.files.untold import Merge, Package, Place, Untold
from huitoukan.messages import Mendable, Message, say

# The reader says on its log that an empty column has no type: every column is read as text, so it does not matter.
logging.getLogger("fastexcel").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class _Outline:
    """A sheet as the workbook lists it, before it is read."""

    name: str
    is_visible: bool
    has_cells: bool


@dataclass(frozen=True, slots=True)
class _Workbook:
    """An open workbook: opening one reads all its texts, so it is done once for all sheets."""

    file: str
    reader: fastexcel.ExcelReader
    package: Package | None
    """Of a workbook that is zipped XML."""
    calamine: CalamineWorkbook | None
    """Of any other."""

    def sheets(self) -> Iterator[_Outline]:
        """All sheets in their order."""
        if self.package:
            yield from (_Outline(part.name, part.is_visible, part.has_cells) for part in self.package.parts)
        elif self.calamine:
            for meta in self.calamine.sheets_metadata:
                visible, cells = meta.visible is SheetVisibleEnum.Visible, meta.typ is SheetTypeEnum.WorkSheet
                yield _Outline(meta.name, visible, cells)

    def untold(self, sheet: str) -> Untold:
        """What the reader does not tell of ``sheet``."""
        if self.package:
            return self.package.untold(sheet)
        ranges = (self.calamine and self.calamine.get_sheet_by_name(sheet).merged_cell_ranges) or ()
        return Untold(merges=tuple(Merge(*first, *last) for first, last in ranges))


def read_workbook(content: bytes, file: str) -> Iterator[Grid | LeftOut]:
    """The sheets of a workbook in their order; raises ``Mendable`` when it cannot be opened."""
    check_package(content, file)
    book = _open(content, file)
    sheets = list(book.sheets())
    check_sheets(len(sheets), file)
    for sheet in sheets:
        if not sheet.has_cells:
            yield LeftOut(file, sheet.name, say("sheets.no_worksheet"))
        elif not sheet.is_visible:
            yield LeftOut(file, sheet.name, say("sheets.hidden"))
        else:
            yield _read_sheet(book, sheet.name)


def _open(content: bytes, file: str) -> _Workbook:
    package = Package(content) if content.startswith(ZIPPED) else None
    broken = say("sheets.broken_workbook", file=file)
    if package and package.parts:
        with _told(broken):
            return _Workbook(file, fastexcel.read_excel(content), package, None)
    if (content.startswith(COMPOUND) and not is_sound(content)) or not survives(content):
        raise Mendable(broken)
    try:
        calamine = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return _Workbook(file, fastexcel.read_excel(content), None, calamine)
    except PasswordError as error:
        raise Mendable(say("sheets.encrypted", file=file)) from error
    except (CalamineError, fastexcel.FastExcelError, OSError, ValueError) as error:
        raise Mendable(say("sheets.encrypted", file=file) if is_encrypted(content) else broken) from error


@contextmanager
def _told(problem: Message) -> Iterator[None]:
    """Whatever the reader stumbles over is ``problem``; its panics are no ``Exception`` and cannot be named."""
    try:
        yield
    except (CalamineError, fastexcel.FastExcelError, OSError, ValueError) as error:
        raise Mendable(problem) from error
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise Mendable(problem) from error


def _read_sheet(book: _Workbook, sheet: str) -> Grid | LeftOut:
    with _told(say("sheets.broken_sheet", file=book.file, sheet=sheet)):
        if book.package:
            check_extent(*book.package.extent(sheet), book.file, sheet)
        loaded = book.reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        cells = loaded.to_polars()
    if not cells.width or not cells.height:
        return LeftOut(book.file, sheet, say("sheets.empty"))
    positions = [column.absolute_index for column in loaded.selected_columns]
    cells = tidy(cells)
    if all(count == cells.height for count in cells.null_count().row(0)):
        return LeftOut(book.file, sheet, say("sheets.empty"))
    with _told(say("sheets.broken_sheet", file=book.file, sheet=sheet)):
        more = book.untold(sheet)
    warnings = (say("sheets.error_cells", count=more.errors),) if more.errors else ()
    merges = tuple(m for m in more.merges if m.bottom > m.top)
    return Grid(book.file, sheet, cells, _number_cells(book, sheet, positions, more, cells.height), warnings, merges)


def _number_cells(
    book: _Workbook, sheet: str, positions: Sequence[int], more: Untold, height: int
) -> NumberCells | None:
    if more.long_numbers is None:
        return _asked(book.reader, sheet, positions)
    return _known(more.long_numbers, positions, height) if more.long_numbers else None


def _known(places: frozenset[Place], positions: Sequence[int], height: int) -> NumberCells:
    def look(name: str) -> pl.Series:
        here = positions[int(name[1:])]
        rows = sorted(row for row, at in places if at == here and row < height)
        return pl.repeat(False, height, dtype=pl.Boolean, eager=True).scatter(rows, True)

    return NumberCells(look, is_costly=False)


def _asked(reader: fastexcel.ExcelReader, sheet: str, positions: Sequence[int]) -> NumberCells:
    def ask(name: str) -> pl.Series:
        chosen = [positions[int(name[1:])]]
        loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="boolean", use_columns=chosen)
        return loaded.to_polars().to_series().is_not_null()

    return NumberCells(ask, is_costly=True)
