"""Where lists say of a household or a member something else than the registry: both are kept, and both are shown."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from huitoukan.domain.registry.models import HouseholdVersion, PersonVersion
from huitoukan.domain.registry.queries.imports import days_of
from huitoukan.engine.sheets.cleaning.areas import township_key, village_key
from huitoukan.policy.models import FieldType, ListField, Pack, Subject
from huitoukan.policy.sameness import same_columns


@dataclass(frozen=True, slots=True)
class Said:
    """What one list says, and when that was true."""

    value: Any
    title: str
    """Of the list."""
    day: dt.date | None
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A column of the registered list, and what others say instead."""

    name: str
    """Of the member; blank: the household."""
    field: str
    value: Any
    since: dt.date
    """From when on the registry has said so."""
    others: Sequence[Said]


def disagreements(
    found: pl.DataFrame, home: HouseholdVersion, members: Sequence[PersonVersion], pack: Pack
) -> list[Disagreement]:
    """Between ``found`` (see ``rows.household_rows``) and the household as it was; by member and column."""
    people = {one.person_no or one.id_no: one for one in members}
    days = days_of(found["origin"].drop_nulls().to_list()) if found.height else {}
    said: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for row in found.iter_rows(named=True):
        for name, value in _told(row, pack):
            said[row["person"] or "", name].append(_said(row, value, pack, days))
    held = (_held(person, name, each, people, home, pack) for (person, name), each in said.items())
    return [each for each in held if each]


def _told(row: Mapping[str, Any], pack: Pack) -> Iterator[tuple[str, Any]]:
    """Registered column and value of each that the row has."""
    kind = pack.kinds.get(row["kind"])
    if kind is None or not row["told"]:
        return
    same = same_columns(kind, pack.kinds[Subject.REGISTERED])
    for name, value in json.loads(row["told"]).items():
        if name in same:
            yield same[name], value


def _said(row: Mapping[str, Any], value: Any, pack: Pack, days: Mapping[int, dt.date]) -> Said:
    title = pack.kinds[row["kind"]].title
    return Said(value, title, days.get(row["origin"]), row["file"], row["sheet"], row["row"])


def _held(
    person: str,
    name: str,
    said: Sequence[Said],
    people: Mapping[str, PersonVersion],
    home: HouseholdVersion,
    pack: Pack,
) -> Disagreement | None:
    """The registry's word beside the others'; None where all say the same, or the registry says nothing."""
    field = pack.kinds[Subject.REGISTERED].fields[name]
    whose: Any = home if field.about == "household" else people.get(person)
    value = (whose.facts or {}).get(name) if whose else None
    if value is None:
        return None
    others = tuple(each for each in said if not agree(field, value, each.value))
    if not others:
        return None
    member = people.get(person)
    return Disagreement(member.name if member else "", name, value, whose.valid_from, others)


def agree(field: ListField, one: Any, other: Any) -> bool:
    """Whether two lists mean the same by what they write."""
    if isinstance(one, str) and isinstance(other, str):
        return _plain(field, one) == _plain(field, other) or "*" in one + other
    return bool(one == other)


def _plain(field: ListField, text: str) -> str:
    """Without what the two may write differently: the century of an ID number, the word 镇 or 村 after a name."""
    match field.type:
        case FieldType.ID_NO:
            whole = text.upper()
            return whole[:6] + whole[8:17] if len(whole) == 18 else whole
        case FieldType.TOWNSHIP:
            return township_key(text)
        case FieldType.VILLAGE:
            return village_key(text)
        case FieldType.PHONE:
            return "".join(filter(str.isdigit, text))
        case _:
            return text
