"""Rows that were set aside, mended in our workbook and put back into the folder.

Such a workbook has three columns that say where each row came from. Its rows replace those of the original file and
are not counted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl

from huitoukan.engine.sheets.grid import LeftOut
from huitoukan.engine.sheets.header_rows import HeaderRows
from huitoukan.engine.sheets.understanding import Understood, Unknown
from huitoukan.messages import Message, say

SOURCE_FILE = "来源文件"
SOURCE_SHEET = "来源表"
SOURCE_ROW = "来源行"
SOURCE_COLUMNS = (SOURCE_FILE, SOURCE_SHEET, SOURCE_ROW)
DECISION = "决定"
"""A column of the review workbook: that one is read as decisions, never as a list."""
MASKED = "****"
"""A cell that still has this was masked on its way out and not retyped: the original cell stands."""

Sheet = Understood | Unknown | LeftOut
Place = tuple[str, str]


class Mended:
    """The mended rows by the sheet they came from."""

    def __init__(self, edits: Mapping[Place, pl.DataFrame]) -> None:
        self._edits = edits

    def apply(self, sheet: Understood) -> tuple[pl.DataFrame, tuple[Message, ...]]:
        """The data rows of ``sheet`` with mended cells in place, and what is to be said about it."""
        rows = sheet.rows.frame
        edits = self._edits.get((sheet.grid.file, sheet.grid.sheet))
        if edits is None:
            return rows, ()
        titles = _numbered([header.title for header in sheet.header.headers])
        known = [(f"c{at}", title) for at, title in enumerate(titles) if title in edits.columns]
        marked = edits.select("row", pl.lit(value=True).alias("mended"), *(title for _, title in known))
        joined = rows.join(marked, on="row", how="left", maintain_order="left")
        cells = [
            pl.when(pl.col("mended") & ~pl.col(title).fill_null("").str.contains(MASKED, literal=True))
            .then(pl.col(title))
            .otherwise(pl.col(name))
            .alias(name)
            for name, title in known
        ]
        count = joined["mended"].sum()
        return joined.with_columns(cells).select(rows.columns), (say("sheets.rows_mended", count=count),)


def split_mended(sheets: Sequence[Sheet]) -> tuple[list[Sheet], Mended]:
    """``sheets`` with our own workbooks left out, and the mended rows they held."""
    places = {(s.grid.file, s.grid.sheet) for s in sheets if isinstance(s, Understood)}
    kept: list[Sheet] = []
    edits: dict[Place, list[pl.DataFrame]] = {}
    for sheet in sheets:
        titles = _titles(sheet)
        if isinstance(sheet, LeftOut) or not set(SOURCE_COLUMNS) <= set(titles):
            kept.append(sheet)
        elif DECISION in titles:
            kept.append(LeftOut(sheet.grid.file, sheet.grid.sheet, say("sheets.review_workbook")))
        else:
            rows = _rows(sheet, titles)
            kept.append(LeftOut(sheet.grid.file, sheet.grid.sheet, _note(rows, places)))
            for key, part in rows.partition_by(SOURCE_FILE, SOURCE_SHEET, as_dict=True, include_key=False).items():
                edits.setdefault((str(key[0]), str(key[1])), []).append(part)
    whole = {
        place: pl.concat(parts, how="diagonal").unique("row", keep="last", maintain_order=True)
        for place, parts in edits.items()
    }
    return kept, Mended(whole)


def _rows(sheet: Understood | Unknown, titles: Sequence[str]) -> pl.DataFrame:
    header = sheet.header
    below = header.last + 1 if header else 0
    cells = sheet.grid.cells.slice(below)
    named = cells.rename(dict(zip(cells.columns, _numbered(titles), strict=True)))
    row = pl.col(SOURCE_ROW).cast(pl.Float64, strict=False).cast(pl.Int32, strict=False).alias("row")
    return named.with_columns(row, pl.col(SOURCE_SHEET).fill_null("")).filter(pl.col("row").is_not_null())


def _note(rows: pl.DataFrame, places: set[Place]) -> Message:
    from_here = [(f, s) in places for f, s in rows.select(SOURCE_FILE, SOURCE_SHEET).unique().iter_rows()]
    name = "sheets.mended_workbook" if all(from_here) else "sheets.mended_orphans"
    return say(name, count=rows.height)


def _titles(sheet: Sheet) -> list[str]:
    header: HeaderRows | None = None if isinstance(sheet, LeftOut) else sheet.header
    return [h.title for h in header.headers] if header else []


def _numbered(titles: Sequence[str]) -> list[str]:
    """Titles made different: the second 备注 becomes 备注 2, so that columns can be named by them."""
    seen: Counter[str] = Counter()
    named = []
    for title in titles:
        seen[title] += 1
        named.append(title if seen[title] == 1 else f"{title} {seen[title]}")
    return named
