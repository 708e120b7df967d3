"""What a list would change, or has changed, record by record. Whoever shows it masks it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.registry.comparing.facts import facts
from huitoukan.domain.registry.comparing.records import IS_DISPUTED, register_of, registered_kind
from huitoukan.domain.registry.enums import CONTRADICTING, Change, Conflict
from huitoukan.domain.registry.folders import folder_of, households_of, persons_of
from huitoukan.domain.registry.models import HouseholdVersion, Import, PersonVersion

PAGE = 25
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """A person or a household, and what the list does to it."""

    change: Change
    key: str
    """The person's, or the number of the household."""
    name: str
    """Of the person, or of the head."""
    household_no: str
    id_no: str
    area_code: str
    was_area_code: str
    was_household_no: str
    before: Facts
    """Of the registry; empty for what is new, and for what is registered where the reader has no say."""
    after: Facts
    """Of the list; empty for what is gone."""
    conflict: Conflict | None
    clashing_fields: Sequence[str]
    sides: Sequence[Facts]
    """What each of the rows says that contradict each other."""

    @property
    def differences(self) -> list[tuple[str, Any, Any]]:
        """Field, before, after; in the order of the list, None for blank."""
        fields = dict.fromkeys([*self.after, *self.before])
        pairs = [(name, self.before.get(name), self.after.get(name)) for name in fields]
        return [each for each in pairs if each[1] != each[2]]

    @property
    def contested(self) -> list[str]:
        """The fields in which ``sides`` differ; of a household a blank is no difference."""
        if self.clashing_fields:
            return list(self.clashing_fields)
        fields = dict.fromkeys(name for side in self.sides for name in side)
        return [name for name in fields if any(side.get(name) != self.sides[0].get(name) for side in self.sides)]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the records that were asked for."""

    records: list[ChangedRecord]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many there are; at least one."""
        return max(1, -(-self.total // PAGE))


def persons_changed(brought: Import, *, change: str = "", text: str = "", page: int = 1) -> Page:
    """The people of the registered list, or those of one ``change``, whose name or number holds ``text``.

    ``CONTRADICTING`` is asked for like a change.
    """
    return _page(brought, _Persons, change, text, page)


def households_changed(brought: Import, *, change: str = "", text: str = "", page: int = 1) -> Page:
    """The households of the registered list, likewise."""
    return _page(brought, _Households, change, text, page)


class _Persons:
    versions: type[PersonVersion] | type[HouseholdVersion] = PersonVersion
    key, name, household_no, id_no = "key", "name", "household_no", "id_no"
    is_household = False
    path = staticmethod(persons_of)


class _Households(_Persons):
    versions = HouseholdVersion
    key, name, household_no, id_no = "number", "head_name", "number", ""
    is_household = True
    path = staticmethod(households_of)


def _page(brought: Import, of: type[_Persons], change: str, text: str, page: int) -> Page:
    if not brought.compared_in:
        return Page([], 0, 1)
    scan = pl.scan_parquet(of.path(brought), row_index_name="at")
    scan = scan.filter(_is(change))
    if text := text.strip():
        scan = scan.filter(_holds(of, text))
    found = scan.select("at").collect()["at"]
    number = max(1, min(page, -(-found.len() // PAGE)))
    rows = _at(of.path(brought), found.slice((number - 1) * PAGE, PAGE))
    before = _before(of, rows)
    sides = _sides(brought, of, [row for row in rows if row["clashing_rows"]])
    return Page([_record(of, row, before, sides) for row in rows], found.len(), number)


def _is(change: str) -> pl.Expr:
    if change == CONTRADICTING:
        return IS_DISPUTED
    return pl.col("change") == change if change else pl.col("change") != Change.SAME.value


def _at(path: Path, places: pl.Series) -> list[dict[str, Any]]:
    """The rows that stand there, with all that they say: that is long, and is read of few."""
    if places.is_empty():
        return []
    first, last = int(places[0]), int(places[-1])
    few = pl.scan_parquet(path, row_index_name="at").slice(first, last - first + 1)
    return few.filter(pl.col("at").is_in(places.implode())).collect().to_dicts()


def _holds(of: type[_Persons], text: str) -> pl.Expr:
    found = pl.col(of.name).str.contains(text, literal=True)
    for column in {of.key, of.household_no}:
        found |= pl.col(column).str.starts_with(text)
    return found | pl.col(of.id_no).str.ends_with(text.upper()) if of.id_no else found


def _before(of: type[_Persons], rows: Sequence[Mapping[str, Any]]) -> Mapping[int, Facts]:
    keys = [row["was"] for row in rows if row["was"] and row["conflict"] != Conflict.ELSEWHERE]
    return dict(of.versions.objects.filter(pk__in=keys).order_by().values_list("pk", "facts"))


def _sides(brought: Import, of: type[_Persons], rows: Sequence[Mapping[str, Any]]) -> Mapping[int, Facts]:
    """Row of the list → what it says."""
    wanted = {row_id for row in rows for row_id in row["clashing_rows"]}
    if not wanted:
        return {}
    pack = pack_of(brought.read_under)
    lists = brought.lists.get(kind=registered_kind(pack).id)
    files = [pl.scan_parquet(folder_of(brought) / path) for path in lists.paths]
    found = pl.concat([file.filter(pl.col("row_id").is_in(wanted)) for file in files], how="diagonal_relaxed").collect()
    register = register_of(pack, found)
    said = facts(found, register.kind, register.common if of.is_household else register.own)
    return {row_id: json.loads(text) for row_id, text in zip(found["row_id"], said, strict=True)}


def _record(
    of: type[_Persons], row: Mapping[str, Any], before: Mapping[int, Facts], sides: Mapping[int, Facts]
) -> ChangedRecord:
    return ChangedRecord(
        change=Change(row["change"]),
        key=row[of.key],
        name=row[of.name] or "",
        household_no=row[of.household_no] or "",
        id_no=(row[of.id_no] or "") if of.id_no else "",
        area_code=row["area_code"],
        was_area_code=row["was_area_code"] or "",
        was_household_no=row.get("was_household_no") or "",
        before=before.get(row["was"], {}),
        after=json.loads(row["facts"]) if row["facts"] else {},
        conflict=Conflict(row["conflict"]) if row["conflict"] else None,
        clashing_fields=row["clashing_fields"] or (),
        sides=[sides[row_id] for row_id in row["clashing_rows"] or ()],
    )
