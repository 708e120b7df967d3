"""The accounts of others: the list, and each."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts import authority, lockout, queries, second_factor
from huitoukan.core.accounts.models import User
from huitoukan.core.audit import histories
from huitoukan.core.audit.events import Event
from huitoukan.core.disclosure import actions as disclosure
from huitoukan.core.disclosure.queries import open_until
from huitoukan.web.accounts.tables import AccountFilters, AccountTable
from huitoukan.web.accounts.timeline import timeline
from huitoukan.web.disclosing import disclose
from huitoukan.web.listing import show_list
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.SEE_ACCOUNTS)
@require_safe
def accounts(request: Request) -> HttpResponseBase:
    """All accounts with a seat where this reader may see accounts."""
    return show_list(
        request,
        "accounts/list.html",
        rows=queries.listed_for(request.user),
        table=AccountTable,
        filters=AccountFilters,
        file_name="accounts",
        may_add=may(request.user, Permission.EDIT_ACCOUNTS),
    )


@page(needs=Permission.SEE_ACCOUNTS)
@require_safe
def account(request: Request, pk: int) -> HttpResponse:
    """One account, its seats and what was done to it. Opening it is an event."""
    found = find(request, pk)
    subject = queries.as_seen_by(request.user, found)
    disclosure.note_opening(by=request.user, subject=subject, event=Event.ACCOUNT_OPENED)
    context = {
        "account": found,
        "shown_until": open_until(reader=request.user, subject=subject),
        "may_disclose": may(request.user, Permission.SEE_CONTACTS, at=subject.area_code),
        "seats": timeline(found, seen_by=request.user),
        "reads_trail": may(request.user, Permission.SEE_AUDIT, at=subject.area_code),
        "past": [(Event(entry.action).sentence, entry) for entry in histories.of(subject, reader=request.user)],
        **_what_may_be_done(request.user, found),
    }
    return render(request, "accounts/detail.html", context)


def find(request: Request, pk: int) -> User:
    """The account, if this reader may see it; otherwise there is none."""
    return get_object_or_404(queries.seen_by(request.user), pk=pk)


def _what_may_be_done(by: User, user: User) -> dict[str, bool]:
    edits = may(by, Permission.EDIT_ACCOUNTS)
    has_say = edits and authority.has_say_over(by, user)
    return {
        "may_grant": edits and by != user,
        "may_change": has_say,
        "may_act": has_say and by != user,
        "sits_elsewhere": edits and not has_say,
        "is_locked": has_say and lockout.is_locked(user),
        "second_factor_is_on": has_say and second_factor.is_on(user),
    }


@page(needs=Permission.SEE_CONTACTS)
@require_http_methods(["GET", "POST"])
def account_disclose(request: Request, pk: int) -> HttpResponse:
    """Asks why, and shows the account in full for some minutes."""
    found = find(request, pk)
    back, subject = reverse("account", args=[pk]), queries.as_seen_by(request.user, found)
    return disclose(request, subject=subject, name=found.name, back=back, among="accounts")
