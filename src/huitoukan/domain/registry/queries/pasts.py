"""One household through time: how it was on each day, and what changed from one to the next."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.prepared import PreparedFor
from huitoukan.domain.registry.models import ALWAYS, HouseholdVersion, Landing, PersonVersion
from huitoukan.domain.registry.queries.versions import newest_landing

_NOTHING: dict[str, Any] = {}


class Turn(StrEnum):
    """What happened to the household or to one of its members."""

    LISTED = "listed"
    LEFT = "left"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Edit:
    """A column that says something else than before; None: nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What a list said anew of the household, or of a member."""

    turn: Turn
    name: str | None
    """Of the member; None: the household itself."""
    edits: Sequence[Edit]
    areas: tuple[str, str] | None
    """Where it lay and where it lies, when that is another place."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which something changed, and the list that says so."""

    day: dt.date
    changes: Sequence[Change]
    said_by: int | None
    """The number of the import."""
    landed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Past:
    """All that a reader may see of a household, as it was known after one landing."""

    homes: Sequence[HouseholdVersion]
    people: Sequence[PersonVersion]
    landed_at: dict[int, dt.datetime] = field(default_factory=dict)

    def home_on(self, day: dt.date) -> HouseholdVersion | None:
        """The household as it was."""
        return next(_on(self.homes, day), None)

    def members_on(self, day: dt.date) -> list[PersonVersion]:
        """In the order of the list that named them."""
        return sorted(_on(self.people, day), key=lambda one: (one.origin_id, one.row_id, one.pk))

    def days(self) -> list[dt.date]:
        """On which something changed, the earliest first."""
        return [moment.day for moment in self.moments()]

    def moments(self) -> list[Moment]:
        """What changed, the earliest first."""
        ends = sorted({day for each in (*self.homes, *self.people) for day in (each.valid_from, each.valid_to)})
        moments = (self._moment(day) for day in ends if day != ALWAYS)
        return [moment for moment in moments if moment.changes]

    def _moment(self, day: dt.date) -> Moment:
        changes = [*_changes(self.homes, day), *_changes(self.people, day)]
        new = next((each for each in (*self.homes, *self.people) if each.valid_from == day), None)
        landed = self.landed_at.get(new.since) if new else None
        return Moment(day, changes, new.origin_id if new else None, landed)


def past_of(who: Holder, number: str, landing: int) -> Past:
    """Of the household ``number``, as known after ``landing``; what lay elsewhere stays with those there."""
    past = Past(_homes(who, number, landing), _people(who, number, landing))
    numbers = {each.since for each in (*past.homes, *past.people)}
    past.landed_at.update(Landing.objects.filter(number__in=numbers).values_list("number", "at"))
    return past


def has_past(who: Holder, number: str) -> bool:
    """Whether there is anything to see of the household, which may since have been undone."""
    return bool(_any_home(who, number, newest_landing()))


def as_subject(home: HouseholdVersion) -> Subject:
    """For the audit trail, which knows a household by its number only."""
    return Subject("household", home.number, home.number, home.area_code)


def _seen(who: Holder, rows: Any, landing: int) -> Any:
    return visible(rows.known_at(landing), to=who, needs=Permission.SEE_HOUSEHOLDS)


def _homes_seen_by(who: Holder, number: str, landing: int) -> QuerySet[HouseholdVersion]:
    rows: QuerySet[HouseholdVersion] = _seen(who, HouseholdVersion.objects.filter(number=number), landing)
    return rows.order_by("valid_from", "pk")


def _people_seen_by(who: Holder, number: str, landing: int) -> QuerySet[PersonVersion]:
    rows: QuerySet[PersonVersion] = _seen(who, PersonVersion.objects.filter(household_no=number), landing)
    return rows.order_by("valid_from", "pk")


_homes, _people = PreparedFor(_homes_seen_by, str, int), PreparedFor(_people_seen_by, str, int)
_any_home = PreparedFor(
    lambda who, number, landing: _homes_seen_by(who, number, landing).values_list("pk", flat=True)[:1], str, int
)


def _on(versions: Sequence[Any], day: dt.date) -> Iterator[Any]:
    return (each for each in versions if each.valid_from <= day < each.valid_to)


def _changes(versions: Sequence[Any], day: dt.date) -> Iterator[Change]:
    """What ends on ``day`` beside what begins on it, of the household or of each member."""
    pairs: dict[str, list[Any]] = defaultdict(lambda: [None, None])
    for each in versions:
        if each.valid_to == day:
            pairs[str(each)][0] = each
        if each.valid_from == day:
            pairs[str(each)][1] = each
    for before, after in pairs.values():
        if change := _change(before, after):
            yield change


def _change(before: Any, after: Any) -> Change | None:
    one = after or before
    name = one.name if isinstance(one, PersonVersion) else None
    if before is None or after is None:
        return Change(Turn.LISTED if after else Turn.LEFT, name, (), None)
    edits = list(_edits(before.facts or _NOTHING, after.facts or _NOTHING))
    moved = (before.area_code, after.area_code) if before.area_code != after.area_code else None
    return Change(Turn.CHANGED, name, edits, moved) if edits or moved else None


def _edits(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Edit]:
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield Edit(name, before.get(name), after.get(name))
