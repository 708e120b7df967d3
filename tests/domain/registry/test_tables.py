"""A table that is kept open is still the one in the file."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest

from huitoukan.domain.registry.tables import kept_table


def test_it_is_read_anew_when_the_file_is_another(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    pl.DataFrame({"row": [1]}).write_parquet(path)
    assert kept_table(path).collect().rows() == [(1,)]
    assert kept_table(path).filter(pl.col("row") == 2).collect().is_empty()
    pl.DataFrame({"row": [2], "c0": ["x"]}).write_parquet(path)
    os.utime(path, ns=(0, 1))
    assert kept_table(path).collect().rows() == [(2, "x")]


def test_what_is_not_there_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        kept_table(tmp_path / "rows.parquet")
