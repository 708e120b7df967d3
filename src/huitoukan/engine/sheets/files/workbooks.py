"""Workbooks: xlsx, xlsm, xlsb, xls and ods, every cell as text.

The reader renders a number cell as text, so an ID number that was saved as a number would look like one that was
typed. Whether a cell holds a number is asked separately, for the columns where it matters and only of sheets that hold
such long numbers at all: read as yes/no, only number cells give a value.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import fastexcel
import polars as pl
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from huitoukan.engine.sheets.files.compound import is_encrypted
from huitoukan.engine.sheets.files.grid import Grid, LeftOut, NumberCells, no_number_cells, tidy
from huitoukan.engine.sheets.files.untold import Merge, Package, Untold
from huitoukan.messages import Mendable, say

# The reader says on its log that an empty column has no type: every column is read as text, so it does not matter.
logging.getLogger("fastexcel").setLevel(logging.ERROR)

ZIPPED = b"PK\x03\x04"
"""An xlsx, xlsb or ods workbook begins so."""


@dataclass(frozen=True, slots=True)
class _Workbook:
    """An open workbook: opening one reads all its texts, so it is done once for all sheets."""

    file: str
    outline: CalamineWorkbook
    reader: fastexcel.ExcelReader
    package: Package | None
    """None: a workbook of the old kind."""

    def untold(self, sheet: str) -> Untold:
        """What the reader does not tell of ``sheet``."""
        if self.package:
            return self.package.untold(sheet)
        ranges = self.outline.get_sheet_by_name(sheet).merged_cell_ranges or ()
        return Untold(merges=tuple(Merge(*first, *last) for first, last in ranges))


def read_workbook(content: bytes, file: str) -> Iterator[Grid | LeftOut]:
    """The sheets of a workbook in their order; raises ``Mendable`` when it cannot be opened."""
    book = _open(content, file)
    for meta in book.outline.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet:
            yield LeftOut(file, meta.name, say("sheets.no_worksheet"))
        elif meta.visible is not SheetVisibleEnum.Visible:
            yield LeftOut(file, meta.name, say("sheets.hidden"))
        else:
            yield _read_sheet(book, meta.name)


def _open(content: bytes, file: str) -> _Workbook:
    try:
        outline = CalamineWorkbook.from_filelike(io.BytesIO(content))
        reader = fastexcel.read_excel(content)
    except PasswordError as error:
        raise Mendable(say("sheets.encrypted", file=file)) from error
    except (CalamineError, fastexcel.FastExcelError, OSError, ValueError) as error:
        name = "sheets.encrypted" if is_encrypted(content) else "sheets.broken_workbook"
        raise Mendable(say(name, file=file)) from error
    return _Workbook(file, outline, reader, Package(content) if content.startswith(ZIPPED) else None)


def _read_sheet(book: _Workbook, sheet: str) -> Grid | LeftOut:
    try:
        loaded = book.reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        cells = loaded.to_polars()
    except fastexcel.FastExcelError as error:
        raise Mendable(say("sheets.broken_sheet", file=book.file, sheet=sheet)) from error
    if not cells.width or not cells.height:
        return LeftOut(book.file, sheet, say("sheets.empty"))
    positions = [column.absolute_index for column in loaded.selected_columns]
    cells = tidy(cells)
    if cells.select(pl.all_horizontal(pl.all().is_null().all())).item():
        return LeftOut(book.file, sheet, say("sheets.empty"))
    more = book.untold(sheet)
    warnings = (say("sheets.error_cells", count=more.errors),) if more.errors else ()
    merges = tuple(m for m in more.merges if m.bottom > m.top)
    numbers = _number_cells(book.reader, sheet, positions) if more.long_numbers else no_number_cells(cells.height)
    return Grid(book.file, sheet, cells, numbers, warnings, merges)


def _number_cells(reader: fastexcel.ExcelReader, sheet: str, positions: Sequence[int]) -> NumberCells:
    def ask(names: Sequence[str]) -> pl.DataFrame:
        chosen = sorted(positions[int(name[1:])] for name in names)
        loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="boolean", use_columns=chosen)
        ordered = sorted(names, key=lambda name: int(name[1:]))
        answers = loaded.to_polars()
        return answers.rename(dict(zip(answers.columns, ordered, strict=True))).select(pl.col(names).is_not_null())

    return ask
