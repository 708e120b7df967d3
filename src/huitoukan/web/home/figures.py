"""The numbers on the first page: those of the reader's own areas, and only what they may look up themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts import queries as accounts
from huitoukan.core.areas import queries as areas
from huitoukan.core.areas.enums import Level
from huitoukan.core.audit import queries as audit
from huitoukan.messages import Message, say
from huitoukan.web.requests import Reader

_LEVELS = (Level.TOWNSHIP, Level.VILLAGE, Level.GROUP)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and where it leads."""

    label: Message
    value: int
    unit: Message
    icon: str
    address: str
    tone: str = ""
    hint: Message | None = None


def figures(reader: Reader) -> Iterator[Figure]:
    """Those that ``reader`` may see, in the order of the page."""
    if may(reader, Permission.SEE_AREAS):
        yield from _areas(reader)
    if may(reader, Permission.SEE_ACCOUNTS):
        count = accounts.active(accounts.seen_by(reader)).count()
        yield Figure(say("home.accounts"), count, say("home.people"), "users", reverse("accounts"))
    if may(reader, Permission.EDIT_ACCOUNTS):
        count = accounts.seats_ending(reader).count()
        tone = "warn" if count else ""
        yield Figure(say("home.seats_ending"), count, say("home.seats"), "calendar", reverse("accounts"), tone)
    if may(reader, Permission.SEE_AUDIT):
        count = audit.seen_by(reader).count()
        yield Figure(say("home.events"), count, say("home.rows"), "history", reverse("audit"))


def _areas(reader: Reader) -> Iterator[Figure]:
    """Those below the areas of the reader's seats."""
    own = [held.code for held in reader.holdings]
    counts = areas.counts_by_level(areas.now(areas.seen_by(reader)).exclude(code__in=own))
    for level in _LEVELS:
        if counts.get(level):
            address = f"{reverse('areas')}?level={level}"
            yield Figure(say(f"home.{level}"), counts[level], say("home.places"), "map-pin", address)
