"""What is offered while one types; only out of what the reader may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas import queries
from huitoukan.web.choosing.fields import as_typed
from huitoukan.web.requests import Request
from huitoukan.web.rules import page

_OFFERED = 20


@page(needs=Permission.SEE_AREAS)
def area_choices(request: Request) -> HttpResponse:
    """Areas of today whose name or code holds what was typed, under whatever name the field has."""
    typed = request.GET.get(next(iter(request.GET), ""), "").strip().split(" ")[0]
    areas = queries.on(queries.seen_by(request.user), timezone.localdate()).select_related("parent")
    found = areas.filter(code__startswith=typed) if typed.isdecimal() else areas.filter(name__icontains=typed)
    offered = [as_typed(area) for area in found.order_by("code")[:_OFFERED]]
    return render(request, "choosing/area_options.html", {"offered": offered})
