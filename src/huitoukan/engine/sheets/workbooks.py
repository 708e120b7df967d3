"""Workbooks: xlsx, xlsm, xlsb, xls and ods, every cell as text.

The reader renders a number cell as text, so an ID number that was saved as a number would look like one that was
typed. Whether a cell holds a number is asked separately, for the columns where it matters: read as yes/no, only
number cells give a value.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence

import fastexcel
import polars as pl
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from huitoukan.engine.sheets.grid import Grid, LeftOut, NumberCells, tidy
from huitoukan.engine.sheets.untold import Merge, Untold, untold
from huitoukan.messages import Mendable, say

# The reader says on its log that an empty column has no type: every column is read as text, so it does not matter.
logging.getLogger("fastexcel").setLevel(logging.ERROR)

_ZIP = b"PK"


def read_workbook(content: bytes, file: str) -> Iterator[Grid | LeftOut]:
    """The sheets of a workbook in their order; raises ``Mendable`` when it cannot be opened."""
    for meta in sheet_list(content, file):
        if meta.typ is not SheetTypeEnum.WorkSheet:
            yield LeftOut(file, meta.name, say("sheets.no_worksheet"))
        elif meta.visible is not SheetVisibleEnum.Visible:
            yield LeftOut(file, meta.name, say("sheets.hidden"))
        else:
            yield _read_sheet(content, file, meta.name)


def sheet_list(content: bytes, file: str) -> list[SheetMetadata]:
    """Name, type and visibility of each sheet."""
    try:
        return list(CalamineWorkbook.from_filelike(io.BytesIO(content)).sheets_metadata)
    except PasswordError as error:
        raise Mendable(say("sheets.encrypted", file=file)) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Mendable(say("sheets.broken_workbook", file=file)) from error


def _read_sheet(content: bytes, file: str, sheet: str) -> Grid | LeftOut:
    try:
        loaded = fastexcel.read_excel(content).load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        cells = loaded.to_polars()
    except fastexcel.FastExcelError as error:
        raise Mendable(say("sheets.broken_sheet", file=file, sheet=sheet)) from error
    if not cells.width or not cells.height:
        return LeftOut(file, sheet, say("sheets.empty"))
    positions = [column.absolute_index for column in loaded.selected_columns]
    cells = tidy(cells)
    if cells.select(pl.all_horizontal(pl.all().is_null().all())).item():
        return LeftOut(file, sheet, say("sheets.empty"))
    more = _untold(content, sheet)
    warnings = (say("sheets.error_cells", count=more.errors),) if more.errors else ()
    merges = tuple(m for m in more.merges if m.bottom > m.top)
    return Grid(file, sheet, cells, _number_cells(content, sheet, positions), warnings, merges)


def _untold(content: bytes, sheet: str) -> Untold:
    if content.startswith(_ZIP):
        return untold(content, sheet)
    # old workbooks are small: asking the reader once more costs little
    ranges = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).merged_cell_ranges or ()
    return Untold(merges=tuple(Merge(*first, *last) for first, last in ranges))


def _number_cells(content: bytes, sheet: str, positions: Sequence[int]) -> NumberCells:
    def ask(names: Sequence[str]) -> pl.DataFrame:
        reader = fastexcel.read_excel(content)
        chosen = sorted(positions[int(name[1:])] for name in names)
        loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="boolean", use_columns=chosen)
        ordered = sorted(names, key=lambda name: int(name[1:]))
        answers = loaded.to_polars()
        return answers.rename(dict(zip(answers.columns, ordered, strict=True))).select(pl.col(names).is_not_null())

    return ask
