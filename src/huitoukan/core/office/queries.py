"""Asking about the office."""

from __future__ import annotations

from django.core.cache import cache

from huitoukan.core.office.models import Office
from huitoukan.core.saying import spoken
from huitoukan.messages import say

ONLY = 1
CACHED = "office"
_SECONDS = 60
"""How long another process may show what was there before a change."""


def office() -> Office:
    """The settings in force; those of a new server until somebody has changed them."""
    found: Office | None = cache.get(CACHED)
    if found is None:
        found = Office.objects.filter(pk=ONLY).first() or Office(pk=ONLY, name="")
        cache.set(CACHED, found, _SECONDS)
    return found


def office_name() -> str:
    """What stands at the head of every page."""
    return office().name or spoken(say("office.nameless"))
