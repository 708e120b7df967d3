"""The files in which people wrote what they decided, as one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from huitoukan.engine.linkage.decisions import DECISIONS
from huitoukan.engine.sheets.files.filled_in import read_filled_in
from huitoukan.engine.sheets.files.grid import Grid
from huitoukan.engine.sheets.mending.mended import DECISION, SOURCE_FILE, SOURCE_ROW, SOURCE_SHEET
from huitoukan.engine.sheets.typed.columns import NO, YES
from huitoukan.engine.workbook_columns import CANDIDATE, CANDIDATE_MARK, KIND, ROW_MARK
from huitoukan.messages import Mendable, say
from huitoukan.policy.models import Pack

_PLACE = (KIND, SOURCE_FILE, SOURCE_SHEET, SOURCE_ROW, CANDIDATE, DECISION)
_MARKS = (ROW_MARK, CANDIDATE_MARK)
_FIRST_ROW = 2  # the header is row 1


def read_decisions(paths: Sequence[Path], pack: Pack) -> pl.DataFrame:
    """The rows of all files in which something was decided, the earliest file first; columns ``DECISIONS``.

    Raises :class:`Mendable` for a file that cannot be read, lacks a column, or has a decision but 是 and 否.
    """
    parts = [_read(path).with_columns(order=pl.lit(order)) for order, path in enumerate(paths)]
    filled = pl.concat(parts).filter(pl.col(DECISION).is_not_null())
    wrong = filled.filter(~pl.col(DECISION).is_in([YES, NO]))
    if wrong.height:
        file, row, value = wrong.select("decided_in", "at", DECISION).row(0)
        raise Mendable(say("linkage.decisions_word", file=file, row=row, value=value, more=wrong.height - 1))
    titles = {kind.title: kind.id for kind in pack.kinds.values()}
    row = pl.col(SOURCE_ROW).cast(pl.Float64, strict=False).cast(pl.Int32, strict=False)
    return filled.select(
        "order",
        "decided_in",
        pl.col("at").cast(pl.Int64),
        kind=pl.col(KIND).replace_strict(titles, default=None, return_dtype=pl.String),
        file=SOURCE_FILE,
        sheet=SOURCE_SHEET,
        row=row,
        mark=ROW_MARK,
        candidate=CANDIDATE,
        candidate_mark=CANDIDATE_MARK,
        same=pl.col(DECISION) == YES,
    ).cast(DECISIONS)  # type: ignore[arg-type]  # a dict by column name is meant


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
