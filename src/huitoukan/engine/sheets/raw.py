"""Rows as they were: put down quickly while reading, and packed where they are kept for years."""

from __future__ import annotations

from pathlib import Path

import polars as pl

_PACKED = ".parquet"
_GROUP = 8_000
"""Rows that are unpacked to see one of them; with fewer, finding them takes longer than unpacking."""


def scan_raw(path: Path) -> pl.LazyFrame:
    """``row`` and ``c0``, ``c1``, … as text."""
    return pl.scan_parquet(path) if path.suffix == _PACKED else pl.scan_ipc(path)


def pack_raw(path: Path) -> Path:
    """The same rows in a tenth of the room, in place of ``path``; few of them are found without reading all."""
    packed = path.with_suffix(_PACKED)
    pl.read_ipc(path).write_parquet(packed, row_group_size=_GROUP)
    path.unlink()
    return packed
