"""A made-up county: its places, and the lists that its office is sent. ID numbers begin with 99."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from benchmarks.scale.population import AS_OF, lists

from huitoukan.policy import Pack
from huitoukan.policy.models import Subject
from huitoukan.samples.areas import write_areas
from huitoukan.samples.records import County

_SEED = 1
_WORN = 100
"""One row in so many."""
_NAME = "安和县"
_REGISTERED = Subject.REGISTERED.value


def write_county(folder: Path, people: int) -> Path:
    """Its list of areas and their boundaries, as the demo takes them; gives ``folder``."""
    named = [batch[_REGISTERED].select("township", "village").unique() for batch in lists(people, seed=_SEED)]
    places = pl.concat(named).unique().group_by("township").agg("village").sort("township")
    townships = {town: sorted(villages) for town, villages in places.iter_rows()}
    folder.mkdir(parents=True, exist_ok=True)
    county = County(name=_NAME, as_of=AS_OF, parameters={}, townships=townships, homes=[], households=[])
    write_areas(folder, county, _SEED)
    return folder


def write_first_lists(folder: Path, people: int, pack: Pack) -> Iterator[list[Path]]:
    """The registered list with what bureaus sent, part by part; each part is written when the one before is done."""
    for number, batch in enumerate(lists(people, seed=_SEED)):
        worn = {kind: frame if kind == _REGISTERED else _worn(frame) for kind, frame in batch.items()}
        yield [_write(folder / f"{number}", kind, frame, pack) for kind, frame in worn.items()]


def write_next_month(folder: Path, people: int, pack: Pack) -> Path:
    """The registered list of a few townships, a month later: wages have risen, and of a hundred households one left."""
    register = next(lists(people, seed=_SEED))[_REGISTERED]
    few = register["township"].unique().sort().head(max(1, register["township"].n_unique() // 5))
    risen = (pl.col("income_wage").cast(pl.Float64) + 100).cast(pl.String)
    stayed = register.filter(pl.col("township").is_in(few.implode()), pl.col("household_no").hash() % 100 > 0)
    return _write(folder / "next", _REGISTERED, stayed.with_columns(income_wage=risen), pack)


def _worn(frame: pl.DataFrame) -> pl.DataFrame:
    """Some rows of a bureau come without the number, so that somebody must say whom they are about."""
    if "id_no" not in frame.columns:
        return frame
    is_worn = pl.int_range(pl.len()) % _WORN == 0
    return frame.with_columns(id_no=pl.when(~is_worn).then("id_no"))


def _write(folder: Path, kind: str, frame: pl.DataFrame, pack: Pack) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{pack.kinds[kind].title}.csv"
    fields = pack.kinds[kind].fields
    frame.rename({name: fields[name].title for name in frame.columns}).write_csv(path, include_bom=True)
    return path
