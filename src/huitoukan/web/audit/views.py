"""The trail, for those who audit."""

from __future__ import annotations

from django.http.response import HttpResponseBase

from huitoukan.core.access.permissions import Permission
from huitoukan.core.audit import queries
from huitoukan.web.audit.tables import EntryFilters, EntryTable
from huitoukan.web.listing import show_list
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.SEE_AUDIT)
def audit(request: Request) -> HttpResponseBase:
    """What happened, the newest first."""
    return show_list(
        request,
        "audit/list.html",
        rows=queries.seen_by(request.user),
        table=EntryTable,
        filters=EntryFilters,
        file_name="audit",
    )
