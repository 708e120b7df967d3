"""The trail, for those who audit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.core.audit import queries
from huitoukan.core.audit.verifications import verify_trail
from huitoukan.core.saying import spoken
from huitoukan.messages import say
from huitoukan.web.audit.tables import EntryFilters, EntryTable
from huitoukan.web.audit.words import details_in_words, event_in_words, kind_in_words
from huitoukan.web.listing import show_list
from huitoukan.web.requests import Request
from huitoukan.web.rules import page

MOST_AT_ONCE = 200_000
"""Rows that are read while somebody waits, some seconds' worth; a longer trail is verified by the server at night."""


@page(needs=Permission.SEE_AUDIT)
@require_safe
def audit(request: Request) -> HttpResponseBase:
    """What happened, the newest first, and whether the trail was found whole."""
    sees_whole = queries.sees_whole_trail(request.user)
    return show_list(
        request,
        "audit/list.html",
        rows=queries.seen_by(request.user),
        table=EntryTable,
        filters=EntryFilters,
        file_name="audit",
        sees_whole=sees_whole,
        verification=queries.last_verification() if sees_whole else None,
        may_verify=sees_whole and queries.head()[0] <= MOST_AT_ONCE,
    )


@page(needs=Permission.SEE_AUDIT)
@require_safe
def entry(request: Request, number: int) -> HttpResponse:
    """One entry: its details in words, and whether it is what was sealed."""
    found = get_object_or_404(queries.seen_by(request.user), number=number)
    context = {
        "entry": found,
        "event": event_in_words(found.action),
        "kind": kind_in_words(found.subject_kind),
        "details": details_in_words(found),
        "is_as_sealed": queries.is_as_sealed(found),
    }
    return render(request, "audit/entry.html", context)


@page(needs=Permission.SEE_AUDIT, at_top=True)
@require_POST
def verify(request: Request) -> HttpResponse:
    """Reads the whole trail now."""
    if queries.head()[0] > MOST_AT_ONCE:
        messages.error(request, spoken(say("audit.too_long", limit=MOST_AT_ONCE)))
        return redirect("audit")
    found = verify_trail(by=request.user)
    if found.is_intact:
        messages.success(request, spoken(say("audit.found_intact", count=found.count)))
    else:
        messages.error(request, spoken(say("audit.found_broken", number=found.broken_at)))
    return redirect("audit")
