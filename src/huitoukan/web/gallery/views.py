"""Every component once, in each of its states."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from huitoukan.core.areas import queries
from huitoukan.web.areas.tables import AreaFilters, AreaTable
from huitoukan.web.areas.trees import roots
from huitoukan.web.gallery.examples import examples
from huitoukan.web.listing import show_list
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page()
@require_safe
def gallery(request: Request) -> HttpResponseBase:
    """For whoever makes pages, and for the tests. The table is the real one, of the reader's own areas."""
    return show_list(
        request,
        "gallery/gallery.html",
        rows=queries.seen_by(request.user).select_related("parent"),
        table=AreaTable,
        filters=AreaFilters,
        file_name="areas",
        as_long_as=None,
        tree=roots(request.user),
        **examples(),
    )
