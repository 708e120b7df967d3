"""Boundaries for the map."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas import queries
from huitoukan.core.areas.boundaries import actions
from huitoukan.core.areas.boundaries.geojson import check_size
from huitoukan.core.saying import spoken
from huitoukan.messages import say
from huitoukan.web.acting import acted
from huitoukan.web.areas.forms import BoundariesForm, NoForm
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.EDIT_AREAS)
@require_http_methods(["GET", "POST"])
def bring(request: Request) -> HttpResponse:
    """The upload: all of the file, or nothing of it."""
    form = BoundariesForm(request.POST or None, request.FILES or None)
    if acted(form, partial(_set, request)):
        return redirect("areas")
    context = {"form": form, "title": say("boundary.bring"), "sub": say("boundary.bring_help")}
    return render(request, "areas/form.html", {**context, "back": reverse("areas")})


def _set(request: Request, *, file: Any) -> None:
    check_size(file.size)
    count = actions.set_boundaries(by=request.user, content=file.read())
    messages.success(request, spoken(say("boundary.brought", count=count)))


@page(needs=Permission.EDIT_AREAS)
@require_http_methods(["GET", "POST"])
def remove(request: Request, code: str) -> HttpResponse:
    """Takes an area off the map."""
    area = get_object_or_404(queries.edited_by(request.user), code=code)
    form = NoForm(request.POST if request.method == "POST" else None)
    if acted(form, partial(actions.remove_boundary, by=request.user, area=area)):
        messages.success(request, spoken(say("area.changed", name=area.name)))
        return redirect("area", code)
    context = {"form": form, "area": area, "title": say("boundary.remove"), "sub": say("boundary.remove_help")}
    return render(request, "areas/form.html", {**context, "back": reverse("area", args=[code])})
