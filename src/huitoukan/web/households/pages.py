"""One household as it stood on any day; the sheet to take along; and its numbers in full, for a reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.disclosure import actions as disclosure
from huitoukan.core.disclosure.queries import open_until
from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.domain.registry.models import HouseholdVersion
from huitoukan.domain.registry.queries.pasts import Past, as_subject, past_of
from huitoukan.domain.screening.queries.households import told_of_household
from huitoukan.web.disclosing import disclose
from huitoukan.web.households.days import Days, asked_for
from huitoukan.web.households.files import file_of
from huitoukan.web.households.shown import Shown
from huitoukan.web.households.timeline import timeline
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@dataclass(frozen=True, slots=True)
class _Opened:
    """What one address of a household stands for."""

    past: Past
    days: Days
    home: HouseholdVersion | None
    """As it was on the day; None: it was not registered then."""
    newest: HouseholdVersion
    """By which it is known to the trail."""

    @property
    def subject(self) -> Subject:
        """For the trail and for what is shown in full."""
        return as_subject(self.home or self.newest)


def _open(request: Request, number: str) -> _Opened:
    at, known = asked_for(request)
    past = past_of(request.user, number, at.landing)
    if not past.homes:
        raise Http404
    return _Opened(past, Days(at, known, past.days()), past.home_on(at.day), past.homes[-1])


@page(needs=Permission.SEE_HOUSEHOLDS)
@require_safe
def household(request: Request, number: str) -> HttpResponse:
    """The whole household on a day. Opening it is an event."""
    return _shown(request, number, "households/detail.html")


@page(needs=Permission.SEE_HOUSEHOLDS)
@require_safe
def household_sheet(request: Request, number: str) -> HttpResponse:
    """What somebody takes along on a visit, on A4."""
    return _shown(request, number, "households/sheet.html")


def _shown(request: Request, number: str, template: str) -> HttpResponse:
    opened = _open(request, number)
    disclosure.note_opening(by=request.user, subject=opened.subject, event=Event.HOUSEHOLD_OPENED)
    until = open_until(reader=request.user, subject=opened.subject)
    day = opened.days.at.day
    runs = told_of_household(request.user, number, day, opened.days.known_at)
    home, shown = opened.home, Shown(pack_in_force(), is_open=bool(until))
    context = {
        "number": number,
        "days": opened.days,
        "today": timezone.localdate(),
        "file": file_of(home, opened.past, day, runs, shown) if home else None,
        "timeline": timeline(opened.past, runs, shown),
        "shown_until": until,
        "may_disclose": may(request.user, Permission.SEE_PERSONAL_DATA, at=opened.subject.area_code),
    }
    return render(request, template, context)


@page(needs=Permission.SEE_PERSONAL_DATA)
@require_http_methods(["GET", "POST"])
def household_disclose(request: Request, number: str) -> HttpResponse:
    """Asks why, and shows the numbers in full for some minutes."""
    opened = _open(request, number)
    back = reverse("household", args=[number])
    return disclose(request, subject=opened.subject, name=number, back=back, among="households")
