"""The versions of the policy: who put what into force, when, why, and what it changed."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.domain.policies import queries
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.policy import Pack
from huitoukan.policy.comparing import ValueChange, compare
from huitoukan.web.paging import PER_PAGE
from huitoukan.web.policy.parameters import value_in_words
from huitoukan.web.policy.tabs import tabs
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.SEE_POLICY)
@require_safe
def policy_versions(request: Request) -> HttpResponse:
    """All that were ever in force."""
    shown = Paginator(queries.adopted(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"versions": shown, "in_force": queries.number_in_force(), "tabs": tabs(request.user, "policy_versions")}
    return render(request, "policy/versions.html", context)


@page(needs=Permission.SEE_POLICY)
@require_safe
def policy_version(request: Request, number: int) -> HttpResponse:
    """One version, and what it changed."""
    try:
        version = queries.version_of(number)
    except PolicyVersion.DoesNotExist as problem:
        raise Http404 from problem
    pack = queries.pack_in(version)
    context = {"version": version, "pack": pack, "in_force": queries.number_in_force()}
    if version.adopted_at:
        context |= differences(queries.pack_of(version.based_on), pack)
    return render(request, "policy/version.html", context)


def differences(before: Pack, after: Pack) -> dict[str, object]:
    """What ``policy/changes.html`` shows."""
    changes = compare(before, after)
    return {"before": before, "pack": after, "changes": changes, "values": [_in_words(each) for each in changes.values]}


def _in_words(change: ValueChange) -> tuple[str, str, str]:
    """The parameter, what held before from that day on, and what holds."""
    said = [value_in_words(change.parameter, each) if each else "" for each in (change.before, change.after)]
    return change.parameter.title, said[0], said[1]
