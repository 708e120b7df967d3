"""Pages of areas."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas import queries
from huitoukan.web.areas.tables import AreaFilters, AreaTable
from huitoukan.web.listing import show_list
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.SEE_AREAS)
def areas(request: Request) -> HttpResponseBase:
    """All areas this reader may see."""
    rows = queries.seen_by(request.user).select_related("parent")
    return show_list(request, "areas/list.html", rows=rows, table=AreaTable, filters=AreaFilters, file_name="areas")


@page(needs=Permission.SEE_AREAS)
def area(request: Request, code: str) -> HttpResponse:
    """One area: what it was called, what lies in it, what came of it."""
    found = get_object_or_404(queries.seen_by(request.user).select_related("parent", "successor"), code=code)
    context = {"area": found, "children": found.children.order_by("code"), "former": found.former_names.all()}
    return render(request, "areas/detail.html", context)
