"""What a view is given; for reading and for the type checker only."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from huitoukan.core.accounts.models import User

Reader = User
"""Whoever a page is made for, in the words of pages, which leave the models to queries and actions."""


class Request(HttpRequest):
    """Of somebody signed in: the rule of the view has seen to it."""

    user: User
    htmx: HtmxDetails
