"""The files in which offices list accepted exemptions, as one table.

They are workbooks or csv files with the columns of ``exemptions.xlsx``; further columns, and title rows above the
header, do no harm, so rows may be copied over from a township's workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from huitoukan.engine.sheets.cleaning.dates import parse_date
from huitoukan.engine.sheets.cleaning.texts import clean_text
from huitoukan.engine.sheets.files.filled_in import read_filled_in
from huitoukan.engine.sheets.files.grid import Grid
from huitoukan.engine.workbook_columns import (
    EVIDENCE,
    HOUSEHOLD_NO,
    NAME,
    PERSON_NO,
    PROBLEM,
    RULE,
    TOWNSHIP,
    UNTIL,
    VILLAGE,
)
from huitoukan.messages import Mendable, say

TITLES = {
    "rule": RULE,
    "problem": PROBLEM,
    "township": TOWNSHIP,
    "village": VILLAGE,
    "household_no": HOUSEHOLD_NO,
    "person_no": PERSON_NO,
    "name": NAME,
    "evidence": EVIDENCE,
    "until": UNTIL,
}
"""Column of the table → header in the file."""
_NEEDED = (HOUSEHOLD_NO, EVIDENCE, UNTIL)
_SAYS_RULE = (RULE, PROBLEM)
_HEADER_AMONG = 10
"""The header is one of so many first rows."""


def read_exemptions(paths: Sequence[Path]) -> pl.DataFrame:
    """The rows of all files that name a rule or a subject.

    Columns: ``nth`` (dense), ``filed_in`` (name of the file), ``at`` (row in it), those of ``TITLES`` as text,
    ``until`` as a date (null: blank or unreadable) beside ``until_text``.
    Raises :class:`Mendable` for a file that cannot be read or lacks a column.
    """
    rows = pl.concat([_table(grid) for path in paths for grid in _ours(path)])
    days = pl.Series([parse_date(text) if text else None for text in rows["until"]], dtype=pl.Date)
    dated = rows.with_columns(until_text=pl.col("until"), until=days)
    return dated.filter(pl.any_horizontal(pl.col("rule", "problem", "household_no").is_not_null())).with_row_index(
        "nth"
    )


def _ours(path: Path) -> list[Grid]:
    grids = read_filled_in(path)
    ours = [grid for grid in grids if _header_row(grid) is not None]
    if not ours:
        columns = [*_NEEDED, say("following.rule_or_problem", rule=RULE, problem=PROBLEM)]
        raise Mendable(say("following.columns", file=path.name, columns=columns))
    return ours


def _header_row(grid: Grid) -> int | None:
    for at, cells in enumerate(grid.cells.head(_HEADER_AMONG).iter_rows()):
        if set(_NEEDED) <= set(cells) and set(_SAYS_RULE) & set(cells):
            return at
    return None


def _table(grid: Grid) -> pl.DataFrame:
    header = _header_row(grid)
    assert header is not None  # _ours looked
    titles = grid.cells.row(header)
    columns = [
        clean_text(pl.col(f"c{titles.index(title)}")).alias(name)
        if title in titles
        else pl.lit(None, dtype=pl.String).alias(name)
        for name, title in TITLES.items()
    ]
    rows = grid.cells.slice(header + 1).select(*columns).with_row_index("at", offset=header + 2)
    return rows.with_columns(filed_in=pl.lit(grid.file))
