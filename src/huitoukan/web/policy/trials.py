"""What a draft would mean: the newest run once more by its rules, and what then comes and goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas import queries as areas
from huitoukan.core.saying import chosen, spoken
from huitoukan.domain.policies import queries
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.domain.screening.actions import runs as actions
from huitoukan.domain.screening.enums import UNDER_WAY, RunState
from huitoukan.domain.screening.models import Run
from huitoukan.domain.screening.queries.comparing import Difference, compare
from huitoukan.domain.screening.queries.runs import latest_run, trials_of
from huitoukan.messages import Mendable, say
from huitoukan.web.progress import standing
from huitoukan.web.requests import Reader, Request
from huitoukan.web.rules import page

_LONGEST_TABLE = 30
"""Rules on the page; those beyond change least."""


@dataclass(slots=True)
class Change:
    """What comes and goes in one township, or by one rule."""

    name: str
    comes: int = 0
    goes: int = 0

    @property
    def total(self) -> int:
        """By which the largest stand first."""
        return self.comes + self.goes


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_POST
def draft_try(request: Request, number: int) -> HttpResponse:
    """Begins a trial in the background."""
    draft = _find(request, number)
    try:
        actions.ask_for_trial(by=request.user, draft=draft)
    except Mendable as problem:
        messages.error(request, spoken(problem.message))
    else:
        messages.success(request, spoken(say("policy_page.trial_started")))
    return redirect("policy_draft", draft.number)


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_safe
def draft_trial(request: Request, number: int) -> HttpResponse:
    """How far it is, or what came of it: a part of the page of the draft, which asks for it until it is done."""
    draft = _find(request, number)
    return render(request, "policy/trial.html", {"draft": draft, **trial_of(request.user, draft)})


@page(needs=Permission.EDIT_POLICY, at_top=True)
@require_POST
def draft_trial_cancel(request: Request, number: int) -> HttpResponse:
    """Nobody waits for it any more."""
    draft = _find(request, number)
    trial = trials_of(draft.number).filter(state__in=UNDER_WAY).first()
    if trial:
        try:
            actions.cancel(by=request.user, run=trial)
            messages.success(request, spoken(say("policy_page.trial_cancelled")))
        except Mendable as problem:
            messages.error(request, spoken(problem.message))
    return redirect("policy_draft", draft.number)


def _find(request: Request, number: int) -> PolicyVersion:
    return get_object_or_404(queries.drafts_for(request.user), pk=number)


def trial_of(reader: Reader, draft: PolicyVersion) -> dict[str, Any]:
    """What ``policy/trial.html`` shows: the last trial of the draft, and what it would change."""
    trial = trials_of(draft.number).select_related("follows").first()
    newest = latest_run()
    told: dict[str, Any] = {"trial": trial, "has_run": newest is not None}
    if trial is None or trial.state == RunState.CANCELLED:
        return {**told, "trial": None}
    told_at = reverse("policy_draft_trial", args=[draft.number])
    told["standing"] = standing(trial, is_busy=trial.state in UNDER_WAY, told_at=told_at)
    told["problem"] = chosen(trial.problem)
    if trial.state == RunState.DONE and trial.follows:
        told["is_overtaken_by_run"] = newest != trial.follows
        told["is_stale"] = draft.changed_at > trial.asked_at
        told["begins_on"] = _begins_after(draft, trial.day)
        told |= _changes(reader, trial, queries.built(draft).rules)
    return told


def _begins_after(draft: PolicyVersion, day: dt.date) -> str:
    """The first day after ``day`` from which a value of the draft's own holds; "" when there is none."""
    base = queries.version_of(draft.based_on).values
    own = (each["since"] for each in draft.values if each not in base)
    return min((since for since in own if since > day.isoformat()), default="")


def _changes(reader: Reader, trial: Run, rules: Mapping[str, Any]) -> dict[str, Any]:
    assert trial.follows
    found = compare(trial.follows, trial, to=reader)
    townships = {each.township for each in found}
    names = dict(areas.seen_by(reader).filter(code__in=townships).values_list("code", "name"))
    titles = {rule: known.title for rule, known in {**queries.pack_of(trial.follows.policy).rules, **rules}.items()}
    by_rule = _summed([(titles.get(each.rule_id, each.rule_id), each) for each in found])
    return {
        "comes": sum(each.new for each in found),
        "goes": sum(each.gone for each in found),
        "stays": sum(each.still for each in found),
        "by_township": _summed([(names.get(each.township, each.township), each) for each in found]),
        "by_rule": by_rule[:_LONGEST_TABLE],
    }


def _summed(pairs: Sequence[tuple[str, Difference]]) -> list[Change]:
    """One line each for what comes or goes, the most first."""
    lines: dict[str, Change] = {}
    for name, each in pairs:
        line = lines.setdefault(name, Change(name))
        line.comes += each.new
        line.goes += each.gone
    return sorted((line for line in lines.values() if line.total), key=lambda line: (-line.total, line.name))
