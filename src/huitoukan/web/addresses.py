"""Addresses of pages of one thing, of which a list has one in each row: how they look is found out once."""

from __future__ import annotations

from functools import lru_cache

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

_ANY = "909090909090"
"""Stands where a key will: a number, a code or a name, whichever a page is found by."""


def address_of(view: str, key: object) -> str:
    """What ``reverse(view, args=[key])`` gives."""
    text = str(key)
    if not (text.isascii() and text.isdecimal()):
        return reverse(view, args=[key])
    around = _around(view, get_script_prefix(), get_urlconf())
    return reverse(view, args=[key]) if around is None else f"{around[0]}{text}{around[1]}"


@lru_cache(maxsize=500)
def _around(view: str, _prefix: str, _urlconf: str | None) -> tuple[str, str] | None:
    """What stands before a key and after it, wherever the site is mounted."""
    try:
        before, _, after = reverse(view, args=[_ANY]).partition(_ANY)
    except NoReverseMatch:
        return None
    return before, after
