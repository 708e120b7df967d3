"""Looking at areas."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.queries import seats_seen_by
from huitoukan.core.areas import queries
from huitoukan.core.areas.boundaries.queries import feature_collection, has_boundary, outlines_of
from huitoukan.core.areas.models import Area
from huitoukan.web.areas.history import history
from huitoukan.web.areas.tables import AreaFilters, AreaTable
from huitoukan.web.areas.trees import roots
from huitoukan.web.drawing.outline import Outline, outline_map
from huitoukan.web.listing import show_list
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.SEE_AREAS)
@require_safe
def areas(request: Request) -> HttpResponseBase:
    """All areas this reader may see."""
    return show_list(
        request,
        "areas/list.html",
        rows=queries.seen_by(request.user).select_related("parent"),
        table=AreaTable,
        filters=AreaFilters,
        file_name="areas",
        may_edit=may(request.user, Permission.EDIT_AREAS),
    )


@page(needs=Permission.SEE_AREAS)
@require_safe
def area(request: Request, code: str) -> HttpResponse:
    """One area: what it was called, what lies in it, what came of it, and who has a seat there."""
    seen = queries.seen_by(request.user)
    found = get_object_or_404(seen.select_related("successor"), code=code)
    today = timezone.localdate()
    above = queries.above(found)
    context = {
        "area": found,
        "above": above,
        "links": set(seen.filter(code__in=[*(each.code for each in above)]).values_list("code", flat=True)),
        "history": history(found, seen),
        "children": queries.counted(queries.on(seen.filter(parent=found), today), today).order_by("code"),
        "map": _drawn(found, request),
        "has_boundary": has_boundary(found),
        "sees_seats": may(request.user, Permission.SEE_ACCOUNTS, at=code),
        "seats": seats_seen_by(request.user).filter(area=found).select_related("user").order_by("role", "pk"),
        "may_edit": may(request.user, Permission.EDIT_AREAS, at=code),
        "sees_trail": may(request.user, Permission.SEE_AUDIT, at=code),
    }
    return render(request, "areas/detail.html", context)


def _drawn(area: Area, request: Request) -> object:
    """The map: what lies right below, each leading to its page; nothing where there are no boundaries."""
    outlines = outlines_of(area, to=request.user, day=timezone.localdate())
    return outline_map(
        Outline(each.area.code, each.area.name, each.geometry, address=reverse("area", args=[each.area.code]))
        for each in outlines
    )


@page(needs=Permission.SEE_AREAS)
@require_safe
def area_map(request: Request, code: str) -> HttpResponse:
    """The boundaries that the map shows, for a map program."""
    found = get_object_or_404(queries.seen_by(request.user), code=code)
    outlines = outlines_of(found, to=request.user, day=timezone.localdate())
    response = JsonResponse(feature_collection(outlines), json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/geo+json"
    response["Content-Disposition"] = f'attachment; filename="{code}.geojson"'
    return response


@page(needs=Permission.SEE_AREAS)
@require_safe
def tree(request: Request) -> HttpResponse:
    """Everything down to the village, each under what it lies in."""
    return render(request, "areas/tree.html", {"roots": roots(request.user)})
