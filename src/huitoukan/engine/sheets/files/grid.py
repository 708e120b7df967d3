"""A sheet as it stands in its file: cells as text, nothing interpreted yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from huitoukan.engine.sheets.files.untold import Merge
from huitoukan.messages import Message


@dataclass(frozen=True, slots=True)
class NumberCells:
    """Which cells of a sheet hold numbers."""

    ask: Callable[[str], pl.Series]
    """Asked for a column by name: Boolean, true where the cell holds a number, not text."""
    is_costly: bool
    """Whether the file is read once more to answer."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a visible sheet that has some."""

    file: str
    sheet: str
    cells: pl.DataFrame
    """``c0``, ``c1``, … String; the first row is row 1 of the spreadsheet program; blank cells are null."""
    number_cells: NumberCells | None = None
    """None: no cell holds a number that matters."""
    warnings: tuple[Message, ...] = ()
    merges: tuple[Merge, ...] = ()
    """Merged cells over several rows; only the first cell of each is filled."""

    def filled_down(self, below: int) -> pl.DataFrame:
        """``cells`` with what is merged over several rows under row index ``below`` said in each of them."""
        sources: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for merge in self.merges:
            if below < merge.top and merge.left < self.cells.width:
                last = min(merge.bottom, self.cells.height - 1)
                sources[merge.left] += [(row, merge.top) for row in range(merge.top + 1, last + 1)]
        columns = [
            self.cells[:, at].scatter([row for row, _ in pairs], self.cells[:, at].gather([top for _, top in pairs]))
            for at, pairs in sources.items()
        ]
        return self.cells.with_columns(columns)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sheet that is not read at all, and why."""

    file: str
    sheet: str
    note: Message


def tidy(cells: pl.DataFrame) -> pl.DataFrame:
    """``cells`` with columns named ``c0``, ``c1``, …, outer space gone and empty cells null."""
    stripped = (pl.col(name).cast(pl.String).str.strip_chars() for name in cells.columns)
    return cells.select(each.replace("", None).alias(f"c{i}") for i, each in enumerate(stripped))
