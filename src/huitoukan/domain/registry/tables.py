"""Tables in files that stay as they are: what is in one is found out once, not for each page that shows a row of it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import polars as pl

from huitoukan.engine.sheets.raw import scan_raw


def kept_table(path: Path) -> pl.LazyFrame:
    """The table at ``path``. Raises ``OSError`` when there is none."""
    found = path.stat()
    return _scanned(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=50)
def _scanned(path: Path, _changed_at: int, _size: int) -> pl.LazyFrame:
    scan = scan_raw(path)
    scan.collect_schema()
    return scan
