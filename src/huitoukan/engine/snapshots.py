"""Typed lists that a program hands over instead of spreadsheets: a registry's snapshot, a month's lists.

They are what reading spreadsheets would have left behind: Parquet files with ``results.ROW_COLUMNS`` first, then the
columns of each field as ``engine.sheets`` types them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from huitoukan.engine.results import ROW_COLUMNS, UNREADABLE, Sheets
from huitoukan.policy.models import Pack


def open_snapshot(lists: Mapping[str, Sequence[Path]], *, pack: Pack, work: Path) -> Sheets:
    """``lists`` (kind → Parquet files) as the engine takes them; what it needs beside them goes to ``work``.

    Raises :class:`ValueError` for a kind that ``pack`` does not know, or a file without the columns of a row.
    """
    if strange := sorted(set(lists) - set(pack.kinds)):
        raise ValueError(f"the pack knows no list kinds {strange}")
    present = {kind: frozenset().union(*(_fields(pack, kind, path) for path in paths)) for kind, paths in lists.items()}
    work.mkdir(parents=True, exist_ok=True)
    unreadable = work / "unreadable.parquet"
    pl.DataFrame(schema=UNREADABLE).write_parquet(unreadable)
    return Sheets(
        lists={kind: tuple(paths) for kind, paths in lists.items()},
        raw={},
        headers={},
        present=present,
        unreadable=unreadable,
        files=(),
        sheets=(),
        cleaned=(),
    )


def _fields(pack: Pack, kind: str, path: Path) -> frozenset[str]:
    columns = set(pl.read_parquet_schema(path))
    if lacking := [name for name in ROW_COLUMNS if name not in columns]:
        raise ValueError(f"{path.name} lacks the columns {lacking}")
    return frozenset(name for name in pack.kinds[kind].fields if name in columns)
