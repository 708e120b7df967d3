"""A made-up population of any size as typed Parquet: registry, roster, and two lists damaged in known ways.

Everything is drawn column by column, so that a million people take seconds. Surnames and given names are as
unevenly shared as in life: the commonest full names have hundreds of bearers in a million.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from benchmarks.linkage import damages
from benchmarks.linkage.lists import write_list

from huitoukan.engine.sheets.cleaning.id_parts import check_digit
from huitoukan.policy import Pack
from huitoukan.samples.words import words

_FIRST_DAY, _DAYS = date(1936, 1, 1), 90 * 365
_HOME, _REGISTERED_SHARE, _VILLAGE_HOMES, _VILLAGES = 3, 0.15, 800, 12
_AREA_CODES = ("990101", "990101", "990102", "990103", "990218", "991203", "992516", "993307")
_OUTSIDERS = 0.01
_PLACED = ("name", "id_no", "sex", "birth_date", "township", "village")


@dataclass(frozen=True, slots=True)
class Population:
    """What was written: typed lists, the fields of each, and whom each row of a department is truly about."""

    lists: Mapping[str, tuple[Path, ...]]
    present: Mapping[str, frozenset[str]]
    truth: pl.DataFrame
    """kind, row_id, person (as links name them; null for somebody from elsewhere), damage (null: none), survives (both
    name and birth date can be read)."""


def write_population(folder: Path, pack: Pack, *, people: int, damaged: int, seed: int) -> Population:
    """``people`` on the roster, a share of them registered, and a row for each in one of two lists, ``damaged`` in all.

    ``checkups`` has birth dates and places beside the number, ``medical_enrolment`` the name and number only.
    """
    outsiders = int(people * _OUTSIDERS)
    # Numbers are drawn apart from each other, so a few are drawn twice.
    drawn = _people((people + outsiders) * 21 // 20, seed)
    everybody = drawn.unique("id_no", keep="first", maintain_order=True).head(people + outsiders)
    registered = pl.col("home") % 100 < int(100 * _REGISTERED_SHARE)
    person_no = pl.when(registered).then(pl.format("P{}", pl.int_range(pl.len())))
    here = pl.int_range(pl.len()) < people
    everybody = everybody.with_columns(person_no=person_no).with_columns(
        person=pl.when(here).then(pl.coalesce("person_no", "id_no"))
    )
    roster = everybody.head(people).with_columns(household_no=pl.format("R{}", "home"))
    rows = damages.apply(everybody, damaged, seed)
    parts = {"checkups": rows.filter("placed"), "medical_enrolment": rows.filter(~pl.col("placed"))}
    lists = {
        "registered": roster.filter(registered).select(*_PLACED, "person_no", household_no=pl.format("H{}", "home")),
        "roster": roster.select(*_PLACED, "household_no"),
        "checkups": parts["checkups"].select(_PLACED),
        "medical_enrolment": parts["medical_enrolment"].select("name", "id_no"),
    }
    truth = [
        part.select(pl.lit(kind).alias("kind"), pl.int_range(pl.len()).alias("row_id"), "person", "damage", "survives")
        for kind, part in parts.items()
    ]
    return Population(
        {kind: (write_list(folder, pack, kind, frame),) for kind, frame in lists.items()},
        {kind: frozenset(frame.columns) for kind, frame in lists.items()},
        pl.concat(truth),
    )


def _people(count: int, seed: int) -> pl.DataFrame:
    """Homes of three under one surname; names, birth days, numbers and places drawn apart from each other."""
    homes = -(-count // _HOME)
    surnames = _draw(_skewed(words()["surnames"], 3), homes, seed).gather(pl.int_range(count, eager=True) // _HOME)
    given = _skewed(words()["given"], 8)
    first, second = _draw(given, count, seed + 1), _draw([*given, *[""] * (len(given) // 4)], count, seed + 2)
    serial = pl.int_range(1, 999, eager=True).sample(count, with_replacement=True, seed=seed + 3)
    frame = pl.DataFrame(
        {
            "name": surnames + first + second,
            "home": pl.int_range(count, eager=True) // _HOME,
            "area": _draw(_AREA_CODES, count, seed + 4),
            "born": pl.int_range(_DAYS, eager=True).sample(count, with_replacement=True, seed=seed + 5),
            "serial": serial,
        }
    )
    village = pl.col("home") // _VILLAGE_HOMES
    born = pl.lit(_FIRST_DAY) + pl.duration(days="born")
    return frame.with_columns(
        pl.when(pl.col("serial") % 2 == 1).then(pl.lit("男")).otherwise(pl.lit("女")).alias("sex"),
        born.dt.to_string("%Y-%m-%d").alias("birth_date"),
        _number(born).alias("id_no"),
        pl.format("第{}镇", village // _VILLAGES).alias("township"),
        pl.format("第{}坪村", village).alias("village"),
    )


def _number(born: pl.Expr) -> pl.Expr:
    body = pl.col("area") + born.dt.to_string("%Y%m%d") + pl.col("serial").cast(pl.String).str.zfill(3)
    return body + check_digit(body)


def _skewed(values: Sequence[str], flat: int) -> list[str]:
    """Each value as often as its rank says: shares fall with one over (rank + ``flat``)."""
    return [value for rank, value in enumerate(values, 1) for _ in range(max(1, 2000 // (rank + flat)))]


def _draw(values: Sequence[str], count: int, seed: int) -> pl.Series:
    return pl.Series(values, dtype=pl.String).sample(count, with_replacement=True, seed=seed)
