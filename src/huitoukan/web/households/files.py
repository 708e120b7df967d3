"""The file of a household: all that is known of it on a day, put together for its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huitoukan.core import masks
from huitoukan.core.areas.queries import full_names
from huitoukan.core.saying import spoken
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.registry.models import HouseholdVersion, PersonVersion
from huitoukan.domain.registry.queries.pasts import Past
from huitoukan.domain.screening.queries.disagreements import Disagreement, Said, disagreements
from huitoukan.domain.screening.queries.households import Told as ToldOfRuns
from huitoukan.domain.screening.queries.rows import Row, household_rows, rows_of_household
from huitoukan.messages import say
from huitoukan.policy.models import Subject
from huitoukan.web.drawing.bars import Bar
from huitoukan.web.households.shown import Shown, Told


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the household on that day."""

    person: PersonVersion
    age: int | None
    id_no: str
    told: Sequence[Told]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading of the page."""

    title: str
    told: Sequence[Told]
    bars: Sequence[Bar] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What one list says, with the day on which that was true, and where it stands."""

    value: str
    title: str
    day: dt.date | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Where lists say different things."""

    whose: str
    label: str
    sides: Sequence[Side]


@dataclass(frozen=True, slots=True)
class File:
    """Everything for the page."""

    home: HouseholdVersion
    place: str
    members: Sequence[Member]
    blocks: Sequence[Block]
    rows: Sequence[Row]
    """What lists say of the household itself."""
    row_count: int
    clashes: Sequence[Clash]
    runs: ToldOfRuns


def file_of(home: HouseholdVersion, past: Past, day: dt.date, runs: ToldOfRuns, shown: Shown) -> File:
    """Of ``home`` as it was on ``day``, beside what the last run until then says of it."""
    people = past.members_on(day)
    rows, count, clashes = _rows(home, people, runs, shown)
    numbers = {one.person_no for one in people if one.person_no}
    return File(
        home=home,
        place=full_names([home.area_code])[home.area_code],
        members=[_member(one, day, rows, shown) for one in people],
        blocks=list(_blocks(home.facts or {}, shown)),
        rows=[row for row in rows if row.person not in numbers],
        row_count=count,
        clashes=[*_disputed(home, shown), *clashes],
        runs=runs,
    )


def _rows(
    home: HouseholdVersion, people: Sequence[PersonVersion], runs: ToldOfRuns, shown: Shown
) -> tuple[list[Row], int, list[Clash]]:
    if runs.run is None:
        return [], 0, []
    pack = pack_of(runs.run.policy)
    found = household_rows(runs.run, home.number)
    rows, count = rows_of_household(found, pack, is_open=shown.is_open)
    held = disagreements(found, home, people, pack)
    return rows, count, [_clash(each, shown) for each in held]


def _disputed(home: HouseholdVersion, shown: Shown) -> Iterator[Clash]:
    """Where members say something else of the household than its head, on one and the same list."""
    own, others = shown.pack.kinds[Subject.REGISTERED].title, spoken(say("household.other_members"))
    for name, values in home.disputed.items():
        kept = Side(shown.value(name, home.facts.get(name)), own, home.valid_from)
        sides = [Side(shown.value(name, value), others, home.valid_from) for value in values]
        yield Clash("", shown.label(name), [kept, *sides])


def _clash(held: Disagreement, shown: Shown) -> Clash:
    own = Side(shown.value(held.field, held.value), shown.pack.kinds[Subject.REGISTERED].title, held.since)
    others = [Side(shown.value(held.field, said.value), said.title, said.day, _place(said)) for said in held.others]
    return Clash(held.name, shown.label(held.field), [own, *others])


def _place(said: Said) -> str:
    return spoken(say("household.row_at", file=said.file, sheet=said.sheet, row=said.row))


def _member(one: PersonVersion, day: dt.date, rows: Sequence[Row], shown: Shown) -> Member:
    told = [each for section in shown.sections("members") for each in shown.told(section, one.facts or {})]
    id_no = one.id_no if shown.is_open else masks.id_number(one.id_no)
    own = [row for row in rows if row.person and row.person == one.person_no]
    return Member(one, age_on(one.birth_date, day), id_no, told, own)


def age_on(born: dt.date | None, day: dt.date) -> int | None:
    """In whole years; None where it is not known."""
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _blocks(facts: Mapping[str, Any], shown: Shown) -> Iterator[Block]:
    for section in shown.pack.household.values():
        if section.style == "amounts" and (bars := shown.amounts(section, facts)):
            yield Block(shown.heading(section), (), bars)
        elif section.style == "facts" and (told := shown.told(section, facts)):
            yield Block(shown.heading(section), told)
