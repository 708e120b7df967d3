"""Which day a page of a household shows, and as of what was known when."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone

from huitoukan.domain.registry.queries import AsOf, as_of
from huitoukan.web.households.views import day_in
from huitoukan.web.requests import Request


@dataclass(frozen=True, slots=True)
class Choice:
    """A day to choose, and where it leads."""

    day: str
    address: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The day of a page among those on which something changed."""

    at: AsOf
    known: dt.date | None
    """The day of the report whose knowledge is asked for; None: today's."""
    changed: Sequence[dt.date]

    @property
    def known_at(self) -> dt.datetime | None:
        """The end of that day."""
        return _end_of(self.known) if self.known else None

    @property
    def is_past(self) -> bool:
        """Whether it is not how things are today, as far as is known today."""
        return self.known is not None or self.at.day < timezone.localdate()

    def address(self, day: dt.date) -> str:
        """Of the page on another day."""
        asked = {} if day == timezone.localdate() else {"day": day.isoformat()}
        return "?" + urlencode(asked | ({"known": self.known.isoformat()} if self.known else {}))

    @property
    def here(self) -> str:
        """What the address of another page of the household needs, to be of the same day."""
        return self.address(self.at.day)

    @property
    def choices(self) -> list[Choice]:
        """Each day of a change, and today; the last one not after the day of the page is where it stands."""
        days = sorted({*self.changed, timezone.localdate()})
        here = max((day for day in days if day <= self.at.day), default=None)
        return [Choice(day.isoformat(), self.address(day), day == here) for day in days]

    @property
    def stops(self) -> str:
        """The same for the slider of the page."""
        return json.dumps([[each.day, each.address] for each in self.choices])

    @property
    def place(self) -> int:
        """Which of them it is."""
        return next((number for number, each in enumerate(self.choices) if each.is_here), 0)

    @property
    def before(self) -> Choice | None:
        """The day of a change before that of the page."""
        earlier = [day for day in self.changed if day < self.at.day]
        return Choice(earlier[-1].isoformat(), self.address(earlier[-1])) if earlier else None

    @property
    def after(self) -> Choice | None:
        """The next one, or today."""
        today = timezone.localdate()
        later = [day for day in (*self.changed, today) if self.at.day < day <= today]
        return Choice(later[0].isoformat(), self.address(later[0])) if later else None


def asked_for(request: Request) -> tuple[AsOf, dt.date | None]:
    """The day that the address asks for, and the day whose knowledge it asks for."""
    known = day_in(request.GET.get("known"))
    return as_of(day_in(request.GET.get("day")) or timezone.localdate(), _end_of(known) if known else None), known


def _end_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))
