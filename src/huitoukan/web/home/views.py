"""The first page, and the language it is in."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from huitoukan.core.access import themes
from huitoukan.core.access.holdings import Holding, may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts import queries as accounts
from huitoukan.core.audit import queries as audit
from huitoukan.core.saying import spoken
from huitoukan.messages import Message, say
from huitoukan.web.drawing.trend import Trend, trend
from huitoukan.web.home.figures import figures
from huitoukan.web.home.overview import page_for
from huitoukan.web.home.townships import townships
from huitoukan.web.home.waiting import next_step, waiting
from huitoukan.web.requests import Reader, Request
from huitoukan.web.returning import safe_path
from huitoukan.web.rules import page

_YEAR = 365 * 24 * 60 * 60
_DAYS = 15


@page()
def home(request: Request) -> HttpResponse:
    """Where this reader has seats, what they may do there, and what is there."""
    reader = request.user
    return render(
        request,
        "home/home.html",
        {
            "overview": (overview := page_for(reader)),
            "waiting": waiting(reader),
            "next_step": None if overview else next_step(reader),  # whoever has had a run has begun
            "seats": [_Seat(held, _allowed(held), [*map(themes.title, held.themes)]) for held in reader.holdings],
            "figures": overview.figures if overview else list(figures(reader)),
            "townships": None if overview else townships(reader),
            "ending": list(accounts.seats_ending(reader)[:8]) if may(reader, Permission.EDIT_ACCOUNTS) else [],
            "events": _events(reader) if may(reader, Permission.SEE_AUDIT) else None,
        },
    )


@dataclass(frozen=True, slots=True)
class _Seat:
    held: Holding
    allowed: list[Message]
    themes: list[str]
    """Those that it is narrowed to."""


def _allowed(held: Holding) -> list[Message]:
    return [say(f"permission.{each}") for each in Permission if each in held.role.permissions]


def _events(reader: Reader) -> Trend:
    counted = audit.per_day(audit.seen_by(reader), days=_DAYS)
    return trend([date_format(day, "m-d") for day in counted], {spoken(say("home.events")): list(counted.values())})


@page(signed_in=False)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switches, and goes back to where the reader was."""
    response = redirect(safe_path(request, request.POST.get("next", ""), otherwise=reverse("home")))
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, _YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response
