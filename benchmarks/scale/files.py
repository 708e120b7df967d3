"""Finds the files of a snapshot again. It imports nothing: the programs that are timed begin with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

Files = Mapping[str, tuple[Path, ...]]
"""List kind → its typed Parquet files."""


def by_kind(folder: Path) -> Files:
    """The files that ``snapshots.write_snapshot`` left in ``folder``."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.glob("*.parquet")):
        found[path.stem.rpartition("-")[0]].append(path)
    return {kind: tuple(paths) for kind, paths in found.items()}
