"""The output folder of an earlier run, to hold this one against."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from huitoukan.engine.following.changes import KEY
from huitoukan.engine.outputs.folder import read_manifest
from huitoukan.messages import Mendable, say

FINDINGS_FILE = "findings.csv"
EXEMPTED_FILE = "exempted.csv"
_SHOWN = ("title", "name", "sentence")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier run found."""

    as_of: dt.date
    findings: pl.DataFrame
    """``KEY`` as it was written down, ``title``, ``name``, ``sentence``, ``first_seen`` (date); exempt ones as well."""


def read_earlier(folder: Path, *, as_of: dt.date) -> Earlier:
    """The run in ``folder``, to be compared with one of the day ``as_of``.

    Raises :class:`Mendable` when the folder is no output of ours, has no findings left, or is of a later day.
    """
    manifest = read_manifest(folder)
    if manifest is None or not (folder / FINDINGS_FILE).is_file():
        raise Mendable(say("outputs.since_not_ours", folder=folder))
    day = dt.date.fromisoformat(str(manifest["as_of"]))
    if day > as_of:
        raise Mendable(say("outputs.since_later", folder=folder, day=day, as_of=as_of))
    files = [folder / name for name in (FINDINGS_FILE, EXEMPTED_FILE) if (folder / name).is_file()]
    return Earlier(day, pl.concat([_read(path, day, folder) for path in files]))


def _read(path: Path, day: dt.date, folder: Path) -> pl.DataFrame:
    try:
        table = pl.read_csv(path, infer_schema=False)
        seen = pl.col("first_seen").str.to_date(strict=False) if "first_seen" in table.columns else pl.lit(None)
        columns = pl.col(*KEY, *_SHOWN).fill_null("")
        return table.select(columns, first_seen=seen.cast(pl.Date).fill_null(day))
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise Mendable(say("outputs.since_unread", folder=folder, file=path.name)) from problem
