"""Columns of tables: how their cells stand, and marks instead of ticks."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string

from huitoukan.core.saying import spoken
from huitoukan.messages import say

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}
"""For ``attrs=``: to the right."""
TIGHT = {"td": {"class": "tight"}}
"""For ``attrs=``: on one line: dates and codes."""


class BadgeColumn(tables.Column):
    """A word in a tone: ``tones`` says which for which value (good, warn, bad, info)."""

    def __init__(self, *args: Any, tones: dict[Any, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tones = tones or {}

    def render(self, value: Any, bound_column: Any, record: Any) -> str:
        """The badge."""
        raw = tables.A(bound_column.accessor).resolve(record, quiet=True)
        return render_to_string("cells/badge.html", {"text": value, "tone": self.tones.get(raw, "")})

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
        return render_to_string("cells/badge.html", {"text": spoken(say("page.yes")), "tone": self.tone})

    def value(self, value: Any) -> str:
        """In words, for a workbook."""
        return spoken(say("page.yes"))
