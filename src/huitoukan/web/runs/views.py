"""Asking for a run, and one run wherever it stands."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huitoukan.core.access.holdings import may, may_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import chosen, spoken
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.screening.actions import runs as actions
from huitoukan.domain.screening.enums import UNDER_WAY, RunState
from huitoukan.domain.screening.models import Run
from huitoukan.domain.screening.queries import runs as queries
from huitoukan.domain.screening.queries.findings import findings_seen_by, tally_once
from huitoukan.domain.screening.queries.overviews import newest_step
from huitoukan.messages import say
from huitoukan.policy import Pack
from huitoukan.web.acting import acted
from huitoukan.web.listing import show_list
from huitoukan.web.progress import Standing, standing, tell_progress
from huitoukan.web.requests import Request
from huitoukan.web.rules import page
from huitoukan.web.runs.forms import DayForm, RunForm
from huitoukan.web.runs.tables import TONES, RunFilters, RunTable

_OTHERS = 12
"""Earlier runs that one is offered to hold against."""


@page(needs=Permission.SEE_LISTS)
@require_safe
def runs(request: Request) -> HttpResponseBase:
    """All runs."""
    return show_list(
        request,
        "runs/list.html",
        rows=queries.runs().defer(*queries.bulky()),
        table=RunTable,
        filters=RunFilters,
        file_name="runs",
        may_run=may_everywhere(request.user, Permission.RUN_CHECKS),
    )


@page(needs=Permission.RUN_CHECKS, at_top=True)
@require_http_methods(["GET", "POST"])
def ask(request: Request) -> HttpResponse:
    """What is to be judged. Another day has other lists to choose among."""
    asked = request.POST.get("day") or request.GET.get("day") or ""
    first = DayForm({"day": asked})
    day = first.cleaned_data["day"] if first.is_valid() else timezone.localdate()
    sent = request.POST if request.method == "POST" and "look" not in request.POST else None
    form = RunForm(sent, on=day, initial={"day": day})
    made: list[Run] = []
    if acted(form, partial(_ask, request, made)):
        return redirect("run", made[0].pk)
    return render(request, "runs/new.html", {"form": form, "under_way": queries.run_under_way()})


def _ask(request: Request, made: list[Run], *, day: Any, lists: Any) -> None:
    made.append(actions.ask_for_run(by=request.user, day=day, lists=list(lists)))


@page(needs=Permission.SEE_LISTS)
@require_safe
def run(request: Request, pk: int) -> HttpResponse:
    """One run: how far it is, or what came of it."""
    return _show(request, _find(pk), forms.Form())


@page(needs=Permission.SEE_LISTS)
@require_safe
def progress(request: Request, pk: int) -> HttpResponse:
    """How far it is, for a page that stays open; once it is done, that page is asked for anew."""
    return tell_progress(request, _standing(_find(pk)))


@page(needs=Permission.RUN_CHECKS, at_top=True)
@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    """Nobody waits for it any more."""
    found, form = _find(pk), forms.Form(request.POST)
    if acted(form, partial(actions.cancel, by=request.user, run=found)):
        messages.success(request, spoken(say("run_page.cancelled")))
        return redirect("run", found.pk)
    return _show(request, _find(pk), form)


def _find(pk: int) -> Run:
    found: Run = get_object_or_404(queries.runs(), pk=pk)
    return found


def _standing(found: Run) -> Standing:
    return standing(found, is_busy=found.state in UNDER_WAY, told_at=reverse("run_progress", args=[found.pk]))


def _show(request: Request, found: Run, form: forms.Form) -> HttpResponse:
    context = {
        "run": found,
        "standing": _standing(found),
        "tone": TONES.get(RunState(found.state), ""),
        "problem": chosen(found.problem),
        "cancel": form,
        "may_cancel": found.state in UNDER_WAY and may_everywhere(request.user, Permission.RUN_CHECKS),
    }
    if found.state == RunState.DONE:
        context |= _outcome(request, found)
    return render(request, "runs/detail.html", context)


def _outcome(request: Request, found: Run) -> dict[str, Any]:
    pack = pack_of(found.policy)
    sees = may(request.user, Permission.SEE_FINDINGS)
    newest = queries.latest_in_brief()
    return {
        "tally": tally_once(findings_seen_by(request.user, found), as_long_as=str(newest_step())) if sees else None,
        "is_newest": newest is not None and newest.pk == found.pk,
        "lists": _lists(found, pack),
        "silent": [
            (pack.rules[rule], found.counts["lacking"].get(rule, []))
            for rule in found.counts.get("silent", ())
            if rule in pack.rules
        ],
        "others": queries.runs_done().filter(pk__lt=found.pk).defer(*queries.bulky())[:_OTHERS] if sees else [],
    }


def _lists(found: Run, pack: Pack) -> list[tuple[str, dict[str, int]]]:
    rows = found.counts.get("rows", {})
    return [(pack.kind_title(kind), told) for kind, told in rows.items()]
