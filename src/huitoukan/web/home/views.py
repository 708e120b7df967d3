"""The first page, and the language it is in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from huitoukan.web.requests import Request
from huitoukan.web.rules import page

_YEAR = 365 * 24 * 60 * 60


@page()
def home(request: Request) -> HttpResponse:
    """Where this reader has seats, and what is there."""
    return render(request, "home/home.html", {"holdings": request.user.holdings})


@page(signed_in=False)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switches, and goes back to where the reader was."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "home")
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, _YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response
