"""Typed lists that a program hands over instead of spreadsheets: a registry's snapshot, a month's lists.

They are what reading spreadsheets would have left behind: Parquet files with ``results.ROW_COLUMNS`` first, then the
columns of each field as ``engine.sheets`` types them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from huitoukan.engine.results import ROW_COLUMNS, UNREADABLE, Cleaned, Sheets
from huitoukan.policy.models import Pack


def open_snapshot(lists: Mapping[str, Sequence[Path]], *, pack: Pack, work: Path) -> Sheets:
    """``lists`` (kind → Parquet files) as the engine takes them; what it needs beside them goes to ``work``.

    Raises :class:`ValueError` for a kind that ``pack`` does not know, or a file without the columns of a row.
    """
    if strange := sorted(set(lists) - set(pack.kinds)):
        raise ValueError(f"the pack knows no list kinds {strange}")
    fields = {kind: [(path, _fields(pack, kind, path)) for path in paths] for kind, paths in lists.items()}
    work.mkdir(parents=True, exist_ok=True)
    unreadable = work / "unreadable.parquet"
    pl.DataFrame(schema=UNREADABLE).write_parquet(unreadable)
    return Sheets(
        lists={kind: tuple(paths) for kind, paths in lists.items()},
        raw={},
        headers={},
        present={kind: frozenset().union(*(known for _, known in files)) for kind, files in fields.items()},
        unreadable=unreadable,
        files=(),
        sheets=(),
        cleaned=tuple(
            cleaned for kind, files in fields.items() for path, known in files for cleaned in _filled(kind, path, known)
        ),
    )


def _fields(pack: Pack, kind: str, path: Path) -> frozenset[str]:
    columns = set(pl.read_parquet_schema(path))
    if lacking := [name for name in ROW_COLUMNS if name not in columns]:
        raise ValueError(f"{path.name} lacks the columns {lacking}")
    return frozenset(name for name in pack.kinds[kind].fields if name in columns)


def _filled(kind: str, path: Path, fields: frozenset[str]) -> Iterator[Cleaned]:
    """How many cells of each column hold something: a column that nobody filled in counts as absent."""
    if not fields:
        return
    counts = pl.scan_parquet(path).select(pl.col(sorted(fields)).count()).collect().row(0, named=True)
    for name, count in counts.items():
        yield Cleaned(path.name, "", kind, name, filled=count, unreadable=0)
