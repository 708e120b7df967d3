"""Plain functions on cells, asked once for each different value and joined back: a set goes in, a set comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

Schema = Mapping[str, type[pl.DataType]]


def per_value(cells: pl.DataFrame, schema: Schema, parse: Callable[..., tuple[object, ...]]) -> pl.DataFrame:
    """A row of ``schema`` for each of ``cells``: ``parse`` takes a row's cells (null: None) and gives its values."""
    keys = cells.unique(maintain_order=True)
    made = pl.DataFrame([parse(*row) for row in keys.iter_rows()], schema=dict(schema), orient="row")
    known = keys.hstack(made)
    return cells.join(known, on=cells.columns, how="left", nulls_equal=True, maintain_order="left").select(*schema)
