"""Mended cells put in the place of the original ones, where a row is still the one that was set aside.

Next month's list may have the same name and sheets, but other people in its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

MASKED = "****"
"""A cell that still has this was masked on its way out and not retyped: the original cell stands."""
ALIKE = 14
"""Characters at the start of an ID number that make two of them one person's: up to the day of birth."""
_NOISE = r"[\s'’‘`-]+"
_NEW = "#new "
"""No header begins so."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A column of the original and the mended one that belongs to it."""

    name: str
    title: str
    telling: bool
    """Whether it says who the row is about."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What mending did."""

    rows: pl.DataFrame
    applied: int
    strangers: tuple[int, ...]
    """Numbers of mended rows that are not in the list any more, or are about somebody else there."""


def apply_edits(rows: pl.DataFrame, edits: pl.DataFrame, columns: Sequence[Edited]) -> Applied:
    """``rows`` with the cells of ``edits`` (``row`` and titles) in place; masked ones keep the original."""
    new = edits.select("row", pl.lit(value=True).alias(_NEW), *(pl.col(c.title).alias(_NEW + c.name) for c in columns))
    joined = rows.join(new, on="row", how="left", maintain_order="left")
    same = joined.select((pl.col(_NEW).fill_null(value=False) & _same_row(columns)).alias("same")).to_series()
    cells = [
        pl.when(same & ~_is_masked(pl.col(_NEW + c.name))).then(pl.col(_NEW + c.name)).otherwise(c.name).alias(c.name)
        for c in columns
    ]
    used = joined.filter(same)["row"]
    strangers = edits.filter(~pl.col("row").is_in(used.implode()))["row"].sort().to_list()
    return Applied(joined.with_columns(cells).select(rows.columns), len(used), tuple(strangers))


def _same_row(columns: Sequence[Edited]) -> pl.Expr:
    """Whether a cell that says who the row is about, or where none does any cell, is as it was."""
    telling, every = [c for c in columns if c.telling], list(columns)
    return pl.when(_any(map(_filled, telling))).then(_any(map(_agrees, telling))).otherwise(
        _any(map(_agrees, every)) | ~_any(map(_filled, every))
    )  # fmt: skip


def _any(conditions: Iterable[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal(pl.lit(value=False), *conditions)


def _filled(column: Edited) -> pl.Expr:
    return pl.col(column.name).is_not_null() & pl.col(_NEW + column.name).is_not_null()


def _agrees(column: Edited) -> pl.Expr:
    old, new = _flat(pl.col(column.name)), _flat(pl.col(_NEW + column.name))
    masked = old.str.starts_with(new.str.extract(r"^([^*]*)")) & old.str.ends_with(new.str.extract(r"([^*]*)$"))
    begins = new.str.contains(r"^\d{14}") & (old.str.head(ALIKE) == new.str.head(ALIKE))
    return pl.when(_is_masked(new)).then(masked).otherwise((old == new) | begins).fill_null(value=False)


def _is_masked(cell: pl.Expr) -> pl.Expr:
    return cell.fill_null("").str.contains(MASKED, literal=True)


def _flat(cell: pl.Expr) -> pl.Expr:
    return cell.str.normalize("NFKC").str.replace_all(_NOISE, "").str.to_uppercase()
