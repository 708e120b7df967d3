"""Is the server alive, is it ready, is somebody at work in the background. Says no more than that: anybody may ask."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from huitoukan.core.background.queries import is_worked_on
from huitoukan.core.background.shape import missing_migrations
from huitoukan.web.rules import page


@page(signed_in=False)
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _answer(alive=True)


@page(signed_in=False)
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and has the shape that this version needs."""
    try:
        return _answer(database=True, migrations=not missing_migrations())
    except Error:
        return _answer(database=False, migrations=False)


@page(signed_in=False)
def background(request: HttpRequest) -> HttpResponse:
    """A worker is alive. Apart from being ready: pages go on without one."""
    try:
        return _answer(worker=is_worked_on(now=timezone.now()))
    except Error:
        return _answer(worker=False)


def _answer(**parts: bool) -> HttpResponse:
    """Good only if all parts are, and only now."""
    return JsonResponse(parts, status=200 if all(parts.values()) else 503, headers={"Cache-Control": "no-store"})
