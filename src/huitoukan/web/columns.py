"""Columns of tables: how their cells stand, days and times, and marks instead of ticks."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import timezone

from huitoukan.core.saying import spoken
from huitoukan.messages import say

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}
"""For ``attrs=``: to the right."""
NAME = {"td": {"class": "name"}}
"""For ``attrs=``: wide enough for what a row is called, however much stands beside it."""
PERSON = {"td": {"class": "person"}}
"""For ``attrs=``: wide enough for a person's name of four characters."""
TIGHT = {"td": {"class": "tight"}}
"""For ``attrs=``: on one line: dates and codes."""
BRIEF = {"td": {"class": "brief"}}
"""For ``attrs=``: no more than its first three lines, where the row's own page tells the rest."""


class _TightColumn(tables.Column):
    """On one line."""

    def __init__(self, *args: Any, attrs: dict[str, Any] = TIGHT, **kwargs: Any) -> None:
        super().__init__(*args, attrs=attrs, **kwargs)


class DayColumn(_TightColumn):
    """A day, as everywhere on the site: 2026-11-22."""

    def render(self, value: dt.date) -> str:
        """In this form on the page and in a workbook."""
        return value.isoformat()


class MomentColumn(_TightColumn):
    """A day and the time, to the minute or the second, by the clock of the office."""

    def __init__(self, *args: Any, to_the: str = "seconds", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to_the = to_the

    def render(self, value: dt.datetime) -> str:
        """In this form on the page and in a workbook: 2026-11-22 08:05."""
        return timezone.localtime(value).replace(tzinfo=None).isoformat(" ", self.to_the)


class BadgeColumn(tables.Column):
    """A word in a tone: ``tones`` says which for which value (good, warn, bad, info)."""

    def __init__(self, *args: Any, tones: dict[Any, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tones = tones or {}

    def render(self, value: Any, bound_column: Any, record: Any) -> str:
        """The badge."""
        raw = tables.A(bound_column.accessor).resolve(record, quiet=True)
        return _badge(str(value), self.tones.get(raw, ""))

    def value(self, value: Any) -> Any:
        """The word alone, for a workbook."""
        return value


class MarkColumn(tables.Column):
    """Yes or no: a badge with ``word`` for yes, a dash for no."""

    def __init__(self, *args: Any, tone: str = "info", **kwargs: Any) -> None:
        super().__init__(*args, empty_values=(None, "", False), **kwargs)
        self.tone = tone

    def render(self, value: Any) -> str:
        """The badge."""
        return _badge(spoken(say("page.yes")), self.tone)

    def value(self, value: Any) -> str:
        """In words, for a workbook."""
        return spoken(say("page.yes"))


@lru_cache(maxsize=1000)
def _badge(text: str, tone: str) -> str:
    """Drawn once for all rows and readers: the words of states are few."""
    return render_to_string("cells/badge.html", {"text": text, "tone": tone})
