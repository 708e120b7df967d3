"""What a view is given, and what its address says."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from huitoukan.core.accounts.models import User

Reader = User
"""Whoever a page is made for, in the words of pages, which leave the models to queries and actions."""


_DIGITS = 9


class Request(HttpRequest):
    """Of somebody signed in: the rule of the view has seen to it."""

    user: User
    htmx: HtmxDetails


def number_in(request: HttpRequest, name: str) -> int | None:
    """What the address says of ``name``, if that is a number that a database can hold."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS else None
