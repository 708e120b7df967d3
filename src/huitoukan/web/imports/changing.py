"""What is done about an import, a form for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from huitoukan.core.access.permissions import Permission
from huitoukan.domain.registry.actions import imports, landings
from huitoukan.web.acting import acted
from huitoukan.web.imports.forms import FilesForm, ReasonForm
from huitoukan.web.imports.views import done, seen, show
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.BRING_LISTS)
@require_POST
def add(request: Request, pk: int) -> HttpResponse:
    """More files: they are read together with those that are there."""
    return _done(request, pk, "add", FilesForm(request.POST, request.FILES), imports.add_files)


@page(needs=Permission.BRING_LISTS)
@require_POST
def land(request: Request, pk: int) -> HttpResponse:
    """The lists shall count."""
    return _done(request, pk, "land", forms.Form(request.POST), landings.ask_to_land)


@page(needs=Permission.BRING_LISTS)
@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """Back to where it was before."""
    return _done(request, pk, "stop", forms.Form(request.POST), landings.stop)


@page(needs=Permission.BRING_LISTS)
@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    """The lists will not land."""
    return _done(request, pk, "discard", forms.Form(request.POST), imports.discard)


@page(needs=Permission.BRING_LISTS)
@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """The lists shall not count any more."""
    return _done(request, pk, "undo", ReasonForm(request.POST), landings.ask_to_undo)


def _done(request: Request, pk: int, name: str, form: forms.Form, act: Callable[..., Any]) -> HttpResponse:
    found = seen(request, pk)
    if acted(form, partial(act, by=request.user, brought=found)):
        return done(request, found, f"done_{name}")
    found.refresh_from_db()  # somebody else may have been quicker: the page shows where it is now
    return show(request, found, **{name: form})
