"""Rows of text written as the typed Parquet that reading a sheet would have given, and linked by the real backend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
from benchmarks.typed_text import type_text

from huitoukan.engine import backends, linkage
from huitoukan.engine.backends import Limits
from huitoukan.engine.plan import Plan, Step
from huitoukan.engine.sheets.typed.columns import Typing
from huitoukan.policy import Pack

OUTPUTS = ("subject", "subject_row", "link", "household_link", "review", "out_links")


def write_list(folder: Path, pack: Pack, kind: str, frame: pl.DataFrame) -> Path:
    """``frame`` has a text column for each field; rows are numbered as they stand."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{kind}.parquet"
    type_text(pack, Typing(pack), kind, frame).write_parquet(path)
    return path


def link(
    pack: Pack, lists: Mapping[str, Path], out: Path, *, tables: Sequence[str] = OUTPUTS, limits: Limits | None = None
) -> None:
    """Links lists of one file each; ``out`` gets a Parquet file a table."""
    present = {kind: _present(pack, kind, path) for kind, path in lists.items()}
    files = {kind: (path,) for kind, path in lists.items()}
    run(linkage.steps(pack, present), files, out, tables=tables, limits=limits)


def run(
    steps: Sequence[Step],
    lists: Mapping[str, tuple[Path, ...]],
    out: Path,
    *,
    tables: Sequence[str],
    limits: Limits | None = None,
) -> None:
    """Runs ``steps`` over ``lists``."""
    out.mkdir(parents=True, exist_ok=True)
    inputs = {f"list_{kind}": paths for kind, paths in lists.items()}
    plan = Plan(inputs, tuple(steps), {table: out / f"{table}.parquet" for table in tables})
    backends.run(plan, scratch=out / "scratch", limits=limits)


def _present(pack: Pack, kind: str, path: Path) -> frozenset[str]:
    return frozenset(pack.kinds[kind].fields) & frozenset(pl.read_parquet_schema(path))
