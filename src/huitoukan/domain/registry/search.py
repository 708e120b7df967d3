"""One box for everything: what was typed tells what it is.

Each way of looking is one query that an index answers from the beginning of a text, and that stops at the first few
rows: no way looks inside of texts, and none takes longer the more people there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.scope import in_area
from huitoukan.core.areas import queries as areas
from huitoukan.core.areas.models import Area
from huitoukan.core.beginnings import ByBytes, begins
from huitoukan.domain.registry.models import HouseholdVersion, PersonVersion
from huitoukan.domain.registry.queries import AsOf, households_seen_by, persons_seen_by

MOST = 20
MOST_PLACES = 5
LONGEST = 60
_TAIL = re.compile(r"[0-9]{3,5}[0-9X]")
_ID = re.compile(r"[0-9]{14}(?:[0-9]|[0-9]{3}[0-9X])")
_PHONE = re.compile(r"1[0-9]{6,10}")
_LETTERS = re.compile(r"[a-z]{2,20}")
_GROUPED = re.compile(r"(?<=[0-9])[ -](?=[0-9Xx])")


class Way(StrEnum):
    """What it was found by."""

    NAME = "name"
    INITIALS = "initials"
    ID_NO = "id_no"
    PHONE = "phone"
    PERSON_NO = "person_no"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that the text may be."""

    way: Way
    column: str
    """What the rows are in order of."""
    rows: Q


@dataclass(frozen=True, slots=True)
class Hit:
    """A household, and who or what of it was looked for."""

    way: Way
    number: str
    name: str
    relation: str
    id_no: str
    phone: str
    area_code: str


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to choose from."""

    hits: Sequence[Hit] = ()
    places: Sequence[Area] = ()
    has_more: bool = False
    names: dict[str, str] = field(default_factory=dict)
    """Code of each area that a hit lies in → township and village."""


def find(who: Holder, text: str, at: AsOf, *, most: int = MOST) -> Found:
    """What ``who`` may see of households and places that ``text`` may mean, on the day of ``at``."""
    asked = _Asked.of(who, text)
    if asked is None:
        return Found()
    hits = list(_hits(who, asked, at, most + 1))
    places = _places(who, asked.what) if asked.within is None else []
    return Found(hits[:most], places, len(hits) > most, _names({hit.area_code for hit in hits[:most]}))


def matching(rows: QuerySet[Any], who: Holder, text: str, at: AsOf) -> QuerySet[Any]:
    """Those of the households ``rows`` that :func:`find` would find, however many there are."""
    asked = _Asked.of(who, text)
    if asked is None:
        return rows.none()
    numbers: list[QuerySet[Any, Any]] = [
        _households(who, at, asked, clue).values("number").order_by() for clue in _household_clues(asked.what)
    ]
    numbers += [_persons(who, at, asked, clue).values("household_no").order_by() for clue in _person_clues(asked.what)]
    if not numbers:
        return rows.none()
    return rows.filter(number__in=numbers[0].union(*numbers[1:]) if len(numbers) > 1 else numbers[0])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed: somebody or something, and perhaps the place to look in."""

    what: str
    within: Q | None = None

    @classmethod
    def of(cls, who: Holder, text: str) -> _Asked | None:
        typed = _GROUPED.sub("", " ".join(unicodedata.normalize("NFKC", text[:LONGEST]).replace("\0", "").split()))
        place, _, what = typed.partition(" ")
        if what and (named := _places(who, place)):
            within = Q()
            for area in named:
                within |= in_area("area_code", area.code)
            return cls(what, within)
        return cls(typed) if typed else None


def _hits(who: Holder, asked: _Asked, at: AsOf, most: int) -> Iterator[Hit]:
    seen: set[tuple[str, str]] = set()
    for hit in _all_hits(who, asked, at, most):
        if (hit.number, hit.name) not in seen and len(seen) < most:
            seen.add((hit.number, hit.name))
            yield hit


def _all_hits(who: Holder, asked: _Asked, at: AsOf, most: int) -> Iterator[Hit]:
    for clue in _household_clues(asked.what):
        rows = _households(who, at, asked, clue).defer("facts")
        for home in rows[:most]:
            yield Hit(clue.way, home.number, home.head_name, "", "", "", home.area_code)
    for clue in _person_clues(asked.what):
        for one in _persons(who, at, asked, clue).defer("facts")[:most]:
            told = {"id_no": one.id_no if clue.way is Way.ID_NO else "", "phone": one.phone}
            told["phone"] = one.phone if clue.way is Way.PHONE else ""
            yield Hit(clue.way, one.household_no, one.name, one.relation, area_code=one.area_code, **told)


def _persons(who: Holder, at: AsOf, asked: _Asked, clue: Clue) -> QuerySet[PersonVersion]:
    return _looked_up(persons_seen_by(who, at), asked, clue)


def _households(who: Holder, at: AsOf, asked: _Asked, clue: Clue) -> QuerySet[HouseholdVersion]:
    return _looked_up(households_seen_by(who, at), asked, clue)


def _looked_up(rows: QuerySet[Any], asked: _Asked, clue: Clue) -> QuerySet[Any]:
    found = rows.filter(clue.rows)
    if asked.within is not None:
        found = found.filter(asked.within)
    return found.order_by(ByBytes(clue.column), "area_code", "pk")


def _person_clues(what: str) -> Iterator[Clue]:
    upper, lower = what.upper(), what.lower()
    if _ID.fullmatch(upper):
        yield Clue(Way.ID_NO, "id_tail", begins("id_tail", _tail(upper)) & Q(id_no=upper))
    elif _TAIL.fullmatch(upper):
        yield Clue(Way.ID_NO, "id_tail", begins("id_tail", _tail(upper)))
    elif _PHONE.fullmatch(upper):
        yield Clue(Way.PHONE, "phone", begins("phone", upper))
    if any(letter.isdecimal() for letter in what):
        # whole only: whatever begins all of them would be looked for among a million
        yield Clue(Way.PERSON_NO, "key", Q(key=what, person_no=what))
    elif _LETTERS.fullmatch(lower) and what.isascii():
        yield Clue(Way.INITIALS, "initials", begins("initials", lower))
    else:
        yield Clue(Way.NAME, "name", begins("name", what))


def _household_clues(what: str) -> Iterator[Clue]:
    if not _LETTERS.fullmatch(what.lower()) and len(what) >= 3:
        yield Clue(Way.NUMBER, "number", begins("number", what))


def _tail(number: str) -> str:
    """As it is kept: turned round, so that the end of a number is a beginning."""
    return number[-6:][::-1]


def _places(who: Holder, text: str) -> list[Area]:
    """Townships and villages of that name."""
    if text.isascii():
        return []
    named = areas.beginning(areas.now(areas.seen_by(who)), text)
    return list(named.select_related("parent")[:MOST_PLACES])


def _names(codes: set[str]) -> dict[str, str]:
    return areas.full_names(codes)
