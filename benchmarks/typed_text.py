"""Rows of text typed as reading a sheet would have typed them, without a sheet."""

from __future__ import annotations

import polars as pl

from huitoukan.engine.results import ROW_COLUMNS
from huitoukan.engine.sheets.typed.columns import Cells, Typing
from huitoukan.policy import Pack


def type_text(pack: Pack, typing: Typing, kind: str, frame: pl.DataFrame, *, first: int = 0) -> pl.DataFrame:
    """``frame`` has a text column for each field of ``kind``; rows are numbered from ``first`` as they stand."""
    place = frame.select(
        row_id=pl.int_range(first, first + pl.len()),
        file=pl.lit(f"{kind}.xlsx"),
        sheet=pl.lit("Sheet1"),
        row=pl.int_range(2, pl.len() + 2),
    ).cast(ROW_COLUMNS)  # type: ignore[arg-type]  # a dict by column name is meant
    fields = pack.kinds[kind].fields
    township = frame.get_column("township", default=None)
    cells = [Cells(name, fields[name], frame[name], township=township) for name in frame.columns]
    return place.with_columns(column for each in typing.columns(cells) for column in each.columns)
