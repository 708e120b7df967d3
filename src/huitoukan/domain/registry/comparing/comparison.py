"""A list compared with the registry, from the files that were read to the files that say what would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from huitoukan.domain.registry.comparing import judging, records, registry
from huitoukan.domain.registry.enums import CONTRADICTING, Change
from huitoukan.domain.registry.folders import HOUSEHOLDS, PERSONS
from huitoukan.domain.registry.queries.versions import AsOf, households, newest_landing, persons
from huitoukan.policy import Pack


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared."""

    lists: Sequence[Path]
    """Typed rows of the registered list, with ``area_code``."""
    day: dt.date
    area_code: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it."""

    landing: int
    """The number of the landing up to which the registry was known."""
    covered: list[str]
    counts: Mapping[str, Any]


def compare(question: Question, pack: Pack, folder: Path) -> Comparison:
    """Writes what the list does to each person and household into ``folder``."""
    at = AsOf(question.day, newest_landing())
    rows = pl.concat([pl.read_parquet(path) for path in question.lists], how="diagonal_relaxed").sort("row_id")
    register = records.register_of(pack, rows)
    people = records.person_records(rows, register)
    homes = records.household_records(rows, register, people)
    covered = judging.covered_townships(people) if question.is_complete else []
    terms = judging.Terms(question.area_code, frozenset(covered))
    known_people = registry.persons_on_register(persons(at), pack)
    known_homes = registry.households_on_register(households(at))
    judged_people = judging.judged_persons(people, known_people, terms)
    judged_homes = judging.judged_households(homes, known_homes, terms)
    folder.mkdir(parents=True)
    # in the order in which pages show them; small groups, so that a page reads a few
    judged_people.sort("area_code", "household_no", "key").write_parquet(folder / PERSONS, row_group_size=20_000)
    judged_homes.sort("area_code", "number").write_parquet(folder / HOUSEHOLDS, row_group_size=20_000)
    counts = {
        "persons": _counts(judged_people, known_people),
        "households": _counts(judged_homes, known_homes),
        "rows_repeated": rows.height - people.height,
    }
    return Comparison(at.landing, covered, counts)


def _counts(judged: pl.DataFrame, known: pl.DataFrame) -> dict[str, int]:
    """Of each change, of all on the list, and the registry on that day before and after."""
    found = {change.value: 0 for change in Change} | dict(judged.group_by("change").len().iter_rows())
    return {
        **found,
        CONTRADICTING: judged.filter(records.IS_DISPUTED).height,
        "listed": judged.height - found[Change.GONE],
        "before": known.height,
        "after": known.height + found[Change.NEW] - found[Change.GONE],
    }
