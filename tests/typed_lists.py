"""Typed lists as reading spreadsheets leaves them, made of rows of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from huitoukan.engine.results import ROW_COLUMNS, Sheets
from huitoukan.engine.sheets.typed.columns import Cells, Typing
from huitoukan.policy import Pack

Row = Mapping[str, str | int | None]
Lists = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class TypedCounty:
    """Typed lists on disk."""

    paths: Mapping[str, Path]
    present: Mapping[str, frozenset[str]]

    @property
    def sheets(self) -> Sheets:
        """As reading a folder would give it."""
        lists = {kind: (path,) for kind, path in self.paths.items()}
        return Sheets(lists, {}, {}, self.present, Path(), (), (), ())


def type_lists(pack: Pack, lists: Lists, folder: Path) -> TypedCounty:
    """Typed Parquet in ``folder``; a cell that is a whole number is a number cell."""
    typing = Typing(pack)
    paths, present = {}, {}
    for kind, rows in lists.items():
        frame = _typed(pack, typing, kind, rows)
        paths[kind] = folder / f"{kind}.parquet"
        frame.write_parquet(paths[kind])
        present[kind] = frozenset(column for row in rows for column in row)
    return TypedCounty(paths, present)


def _typed(pack: Pack, typing: Typing, kind: str, rows: Sequence[Row]) -> pl.DataFrame:
    place = pl.DataFrame(
        [(at, f"{kind}.xlsx", "Sheet1", at + 2) for at in range(len(rows))], schema=ROW_COLUMNS, orient="row"
    )
    frames = [place]
    for field in dict.fromkeys(column for row in rows for column in row):
        cells = [row.get(field) for row in rows]
        text = pl.Series([None if cell is None else str(cell) for cell in cells], dtype=pl.String)
        number = pl.Series([isinstance(cell, int) for cell in cells])
        (typed,) = typing.columns([Cells(field, pack.kinds[kind].fields[field], text, is_number=number)])
        frames.append(pl.DataFrame(typed.columns))
    return pl.concat(frames, how="horizontal")
