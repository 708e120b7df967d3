"""What became of an area, as moments in their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from huitoukan.core.areas.models import Area
from huitoukan.messages import Message, say


@dataclass(frozen=True, slots=True)
class Moment:
    """One day of its history."""

    day: dt.date
    title: Message
    other: Area | None = None
    """The area that it was joined with, where the reader may open it."""


def history(area: Area, seen: QuerySet[Area]) -> list[Moment]:
    """From the newest to the oldest; ``seen`` are the areas that the reader may open."""
    moments = [Moment(area.opened_on, say("area.was_opened", name=_first_name(area)))]
    former = list(area.former_names.all())
    names = [*(each.name for each in former), area.name]
    for each, name in zip(former, names[1:], strict=True):
        moments.append(Moment(each.until + dt.timedelta(days=1), say("area.was_renamed", old=each.name, new=name)))
    moments += _mergers(area, seen)
    return sorted(moments, key=lambda moment: moment.day, reverse=True)


def _mergers(area: Area, seen: QuerySet[Area]) -> Iterator[Moment]:
    joined = list(area.predecessors.order_by("ended_on", "code"))
    open_to_reader = set(seen.filter(pk__in=[*(each.pk for each in joined), area.successor_id]))
    for part in joined:
        if part.ended_on:
            other = part if part in open_to_reader else None
            yield Moment(part.ended_on, say("area.was_joined", name=part.name, code=part.code), other)
    if area.ended_on and area.successor:
        other = area.successor if area.successor in open_to_reader else None
        yield Moment(area.ended_on, say("area.was_merged", name=area.successor.name), other)


def _first_name(area: Area) -> str:
    first = area.former_names.all()[:1]
    return first[0].name if first else area.name
