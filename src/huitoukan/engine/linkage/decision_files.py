"""The files in which people wrote what they decided, as one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from huitoukan.engine.sheets.files.filled_in import read_filled_in
from huitoukan.engine.sheets.files.grid import Grid
from huitoukan.engine.sheets.mending.mended import DECISION, SOURCE_FILE, SOURCE_ROW, SOURCE_SHEET
from huitoukan.engine.sheets.typed.columns import NO, YES
from huitoukan.engine.workbook_columns import CANDIDATE, CANDIDATE_MARK, KIND, ROW_MARK
from huitoukan.messages import Mendable, say

_PLACE = (KIND, SOURCE_FILE, SOURCE_SHEET, SOURCE_ROW, CANDIDATE, DECISION)
_MARKS = (ROW_MARK, CANDIDATE_MARK)
_FIRST_ROW = 2  # the header is row 1


def read_decisions(paths: Sequence[Path]) -> pl.DataFrame:
    """The rows of all files in which something was decided.

    Columns: ``nth`` (dense), ``order`` (of the file among ``paths``), ``decided_in`` (name of the file), ``at`` (row
    in it), ``same`` (是: true, 否: false) and, as text, those of the review workbook.
    Raises :class:`Mendable` for a file that cannot be read, lacks a column, or has a decision that is neither.
    """
    parts = [_read(path).with_columns(order=pl.lit(order)) for order, path in enumerate(paths)]
    filled = pl.concat(parts).filter(pl.col(DECISION).is_not_null())
    wrong = filled.filter(~pl.col(DECISION).is_in([YES, NO]))
    if wrong.height:
        file, row, value = wrong.select("decided_in", "at", DECISION).row(0)
        raise Mendable(say("linkage.decisions_word", file=file, row=row, value=value, more=wrong.height - 1))
    return filled.with_columns(same=pl.col(DECISION) == YES).with_row_index("nth")


def _read(path: Path) -> pl.DataFrame:
    """All rows of a file; a long one of ours goes on over several sheets."""
    grids = read_filled_in(path)
    ours = [grid for grid in grids if DECISION in grid.cells.row(0)] or grids[:1]
    return pl.concat([_table(grid) for grid in ours])


def _table(grid: Grid) -> pl.DataFrame:
    titles = grid.cells.row(0)
    missing = [title for title in _PLACE if title not in titles]
    if missing:
        raise Mendable(say("linkage.decisions_columns", file=grid.file, columns=missing))
    if not set(_MARKS) <= set(titles):
        raise Mendable(say("linkage.decisions_old", file=grid.file, columns=_MARKS))
    named = [pl.col(f"c{titles.index(title)}").alias(title) for title in (*_PLACE, *_MARKS)]
    rows = grid.cells.slice(1).select(*named).with_row_index("at", offset=_FIRST_ROW)
    return rows.with_columns(decided_in=pl.lit(grid.file))
