"""Counting right, wrong and missed links, with the interval that a count of that size deserves."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import polars as pl

_Z = 1.959964
"""Of a 95% interval."""


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95% interval of a share, after Wilson (1927): sound also for few cases and shares near 0 and 1."""
    if not whole:
        return 0.0, 1.0
    share, spread = part / whole, _Z * _Z / whole
    middle = share + spread / 2
    half = _Z * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def judge(truth: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """``truth`` (kind, row_id, person, …; null: from elsewhere) with ``linked``, ``right`` and ``wrong``.

    ``links`` has kind, row_id and who: one row for each person that a row was linked to.
    """
    rights = truth.join(links.rename({"who": "person"}).unique(), on=["kind", "row_id", "person"], how="semi")
    rows, key = links.select("kind", "row_id", "who").unique(), ["kind", "row_id"]
    wrongs = rows.join(truth.select(*key, "person"), left_on=[*key, "who"], right_on=[*key, "person"], how="anti")
    return truth.with_columns(
        _in(truth, rows).alias("linked"), _in(truth, rights).alias("right"), _in(truth, wrongs).alias("wrong")
    )


def _in(rows: pl.DataFrame, others: pl.DataFrame) -> pl.Series:
    key = ["kind", "row_id"]
    marked = rows.select(key).join(
        others.select(key).unique().with_columns(hit=True), on=key, how="left", maintain_order="left"
    )
    return marked["hit"].fill_null(value=False)


@dataclass(frozen=True, slots=True)
class Figures:
    """What linking made of some rows. Rows of strangers (nobody here) count for precision only."""

    rows: int
    right: int
    wrong: int
    strangers: int

    @property
    def recall(self) -> float:
        """The share of rows with somebody to find that found them."""
        return self.right / self.rows if self.rows else 0.0

    @property
    def precision(self) -> float:
        """The share of linked rows that are linked to the right people only."""
        return 1 - self.wrong / (self.right + self.wrong) if self.right + self.wrong else 1.0


def figure(judged: pl.DataFrame) -> Figures:
    """The figures of some rows that :func:`judge` has judged; a row linked to one wrong person is wrong."""
    rows = judged.group_by("kind", "row_id").agg(
        somebody=pl.col("person").is_not_null().any(), wrong=pl.col("wrong").any(), right=pl.col("right").any()
    )
    right = pl.col("right") & ~pl.col("wrong")
    counts = rows.select(
        rows=pl.col("somebody").sum(),
        right=right.sum(),
        wrong=pl.col("wrong").sum(),
        strangers=(pl.col("wrong") & ~pl.col("somebody")).sum(),
    )
    return Figures(**counts.row(0, named=True))
