"""Where a number leads: to the list of what it counts."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def lead(view: str, **asked: str) -> str:
    """The address of a list, asked in a certain way."""
    return reverse(view) + (f"?{urlencode(asked)}" if asked else "")
