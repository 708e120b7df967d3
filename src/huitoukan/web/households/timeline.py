"""Everything that happened to a household: what lists changed, what runs found, what people said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from huitoukan.core.areas.queries import full_names
from huitoukan.domain.registry.queries.pasts import Change, Moment, Past, Turn
from huitoukan.domain.screening.enums import Standing
from huitoukan.domain.screening.models import Mark, Sighting
from huitoukan.domain.screening.queries.households import Told
from huitoukan.messages import Message, say
from huitoukan.web.households.shown import Shown

_TONES = {Standing.NEW: "bad", Standing.BACK: "bad", Standing.GONE: "good"}


@dataclass(frozen=True, slots=True)
class Line:
    """A column, what it said, and what it says."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry."""

    day: dt.date
    title: Message
    tone: str
    lines: Sequence[Line] = ()
    text: str = ""
    said_by: Message | None = None


def timeline(past: Past, told: Told, shown: Shown) -> list[Happening]:
    """The latest first; of one day what lists say comes before what was made of it."""
    moments = past.moments()
    names = full_names({code for moment in moments for change in moment.changes for code in change.areas or ()})
    happened = [*_of_marks(told.marks), *_of_findings(told.turns)]
    happened += [each for moment in moments for each in _of_lists(moment, shown, names)]
    return sorted(happened, key=lambda each: each.day, reverse=True)


def _of_lists(moment: Moment, shown: Shown, names: dict[str, str]) -> Iterator[Happening]:
    said_by = None
    if moment.said_by and moment.landed_at:
        landed = timezone.localdate(moment.landed_at).isoformat()
        said_by = say("household.said_by", number=moment.said_by, landed=landed)
    whole = moment.changes[0]
    if whole.name is None and whole.turn is not Turn.CHANGED:  # it came or went with all its members
        names_of = "、".join(change.name or "—" for change in moment.changes[1:])
        tone = "info" if whole.turn is Turn.LISTED else "warn"
        yield Happening(moment.day, say(f"household.home_{whole.turn}"), tone, text=names_of, said_by=said_by)
        return
    for change in moment.changes:
        whose = "home" if change.name is None else "member"
        title = say(f"household.{whose}_{change.turn}", name=change.name or "—")
        tone = {Turn.LISTED: "info", Turn.LEFT: "warn"}.get(change.turn, "")
        yield Happening(moment.day, title, tone, list(_lines(change, shown, names)), said_by=said_by)


def _lines(change: Change, shown: Shown, names: dict[str, str]) -> Iterator[Line]:
    if change.areas:
        before, after = (names.get(code, code) for code in change.areas)
        yield Line("", before, after)
    for edit in change.edits:
        yield Line(shown.label(edit.field), shown.value(edit.field, edit.before), shown.value(edit.field, edit.after))


def _of_findings(turns: Sequence[Sighting]) -> Iterator[Happening]:
    for each in turns:
        standing = Standing(each.standing)
        yield Happening(each.run.day, say(f"household.finding_{standing}"), _TONES[standing], text=each.sentence)


def _of_marks(marks: Sequence[Mark]) -> Iterator[Happening]:
    for mark in marks:
        title = say("household.marked", kind=say(f"mark.kind_{mark.kind}"), state=say(f"mark.state_{mark.state}"))
        yield Happening(timezone.localdate(mark.asked_at), title, "", text=mark.reason)
