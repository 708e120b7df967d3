"""Made-up counties with their truth, as rows of the engine."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl

from huitoukan.engine.progress import Silent
from huitoukan.engine.results import Sheets
from huitoukan.engine.sheets import read_folder
from huitoukan.policy import load_pack, parameters_on
from huitoukan.samples import PARAMETERS, write_county

AS_OF = dt.date(2026, 10, 31)
_OWN = ("registered", "roster", "helpers")


def write(folder: Path, *, seed: int, households: int, hard: bool) -> None:
    """A county in ``folder``: its ``lists`` and its ``truth``."""
    values = parameters_on(load_pack(), AS_OF)
    numbers = {name: float(str(values[name])) for name in PARAMETERS}
    write_county(folder, households=households, seed=seed, as_of=AS_OF, parameters=numbers, hard=hard)


def write_and_read(folder: Path, *, seed: int, households: int, hard: bool) -> Sheets:
    """A county in ``folder/county``, read into ``folder/work``."""
    write(folder / "county", seed=seed, households=households, hard=hard)
    lists, pack = folder / "county" / "lists", load_pack()
    return read_folder(lists, pack=pack, work=folder / "work", mapping=None, progress=Silent(), exclude=None)


def read_truth(path: Path, sheets: Sheets) -> pl.DataFrame:
    """The rows of departments (kind, row_id) with whom they mean: one line a person, null for a stranger.

    ``damage`` and ``writing`` say what became of number and name; empty: nothing.
    """
    written = pl.read_csv(path, infer_schema=False).with_columns(pl.all().fill_null(""))
    if "writing" not in written.columns:
        written = written.with_columns(writing=pl.lit(""))
    places = pl.concat(
        pl.read_parquet(file).select(pl.lit(kind).alias("kind"), "row_id", "file", "row")
        for kind, files in sheets.lists.items()
        if kind not in _OWN
        for file in files
    )
    rows = written.with_columns(pl.col("row").cast(pl.Int32)).join(places, on=["kind", "file", "row"])
    people = pl.when(pl.col("person") != "").then(pl.col("person").str.split("|")).alias("person")
    return rows.select("kind", "row_id", people, "damage", "writing").explode("person")
