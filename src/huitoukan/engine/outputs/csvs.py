"""Tables for other programs, as CSV that a spreadsheet program opens as it is and runs nothing from."""

from __future__ import annotations

from pathlib import Path

import polars as pl

_RUNS = r"^[=+\-@\t\r]"
_PLAIN_NUMBER = r"^[+-]?\d+(\.\d+)?$"


def disarm(column: pl.Expr) -> pl.Expr:
    """Text that a spreadsheet would take for a formula gets an apostrophe; plain numbers do not."""
    runs = column.str.contains(_RUNS) & ~column.str.contains(_PLAIN_NUMBER)
    return pl.when(runs).then(pl.lit("'") + column).otherwise(column)


def write_csv(table: pl.DataFrame, path: Path) -> None:
    """Writes ``table`` in UTF-8 with a byte-order mark, so that Excel and WPS read the Chinese right."""
    table.with_columns(disarm(pl.col(pl.String)).name.keep()).write_csv(path, include_bom=True)
