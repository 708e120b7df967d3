"""The accounts of others."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts import queries
from huitoukan.web.accounts.tables import AccountFilters, AccountTable
from huitoukan.web.listing import show_list
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.SEE_ACCOUNTS)
def accounts(request: Request) -> HttpResponseBase:
    """All accounts with a seat where this reader may see accounts."""
    return show_list(
        request,
        "accounts/list.html",
        rows=queries.seen_by(request.user),
        table=AccountTable,
        filters=AccountFilters,
        file_name="accounts",
    )


@page(needs=Permission.SEE_ACCOUNTS)
def account(request: Request, pk: int) -> HttpResponse:
    """One account and its seats."""
    found = get_object_or_404(queries.seen_by(request.user), pk=pk)
    seats = queries.seats_seen_by(request.user).filter(user=found).select_related("area")
    return render(request, "accounts/detail.html", {"account": found, "seats": seats})
