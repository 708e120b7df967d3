"""Saying something of a finding, and deciding what others have said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import spoken
from huitoukan.domain.screening.actions import marks
from huitoukan.domain.screening.decisions import Decision
from huitoukan.domain.screening.queries.marks import marks_seen_by, marks_waiting_for
from huitoukan.messages import say
from huitoukan.web.acting import acted
from huitoukan.web.findings.forms import FORMS, mark_form, step_form
from huitoukan.web.findings.tables import MarkTable
from huitoukan.web.findings.views import seen, show
from huitoukan.web.paging import show_page
from huitoukan.web.requests import Request
from huitoukan.web.rules import page

_ACTIONS: dict[str, Callable[..., Any]] = {
    "for_case": marks.mark_for_case,
    "exempt": marks.ask_exemption,
    "wrong": marks.call_wrong,
}
_DECISIONS: dict[str, Callable[..., Any]] = {
    Decision.AGREE: marks.agree,
    Decision.CONFIRM: marks.confirm_wrong,
    Decision.REFUSE: marks.refuse,
    Decision.WITHDRAW: marks.withdraw,
}


@page(needs=Permission.MARK_FINDINGS)
@require_POST
def mark(request: Request, pk: int, kind: str) -> HttpResponse:
    """For a case, exempt, or wrong."""
    if kind not in FORMS:
        raise Http404
    found, form = seen(request, pk), mark_form(kind, request.POST)
    if acted(form, partial(_ACTIONS[kind], by=request.user, sighting=found)):
        messages.success(request, spoken(say(f"finding_page.done_{kind}")))
        return redirect("finding", pk)
    return show(request, found, **{kind: form})


@page(needs=Permission.MARK_FINDINGS)
@require_POST
def step(request: Request, pk: int, step: str) -> HttpResponse:
    """A decision about a mark."""
    if step not in _DECISIONS:
        raise Http404
    found = get_object_or_404(marks_seen_by(request.user), pk=pk)
    form = step_form(step, request.POST)
    if acted(form, partial(_DECISIONS[step], by=request.user, mark=found)):
        messages.success(request, spoken(say(f"finding_page.done_{step}")))
        return redirect("finding", found.finding_id)
    return show(request, seen(request, found.finding_id), **{step: form})


@page(needs=Permission.DECIDE_EXEMPTIONS)
@require_safe
def waiting(request: Request) -> HttpResponse:
    """What others have asked for and waits for this reader, the oldest first."""
    table = MarkTable(marks_waiting_for(request.user))
    show_page(request, table)
    return render(request, "findings/waiting.html", {"table": table})
