"""Two runs side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas.queries import full_names
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.screening.queries.comparing import Difference, compare
from huitoukan.domain.screening.queries.runs import runs_done
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@dataclass(slots=True)
class Sum:
    """Several differences together."""

    title: str
    new: int = 0
    gone: int = 0
    still: int = 0

    def add(self, each: Difference) -> None:
        """One more."""
        self.new += each.new
        self.gone += each.gone
        self.still += each.still


@page(needs=Permission.SEE_FINDINGS)
@require_safe
def compare_runs(request: Request, pk: int, other: int) -> HttpResponse:
    """What run ``pk`` found that ``other`` did not, and the other way round, by township and by rule."""
    after, before = (get_object_or_404(runs_done(), pk=each) for each in (pk, other))
    found = compare(before, after, to=request.user)
    names = full_names({each.township for each in found})
    rules = pack_of(after.policy).rules | pack_of(before.policy).rules
    context = {
        "after": after,
        "before": before,
        "whole": _sums(found, lambda _: ""),
        "townships": _sums(found, lambda each: names.get(each.township, each.township)),
        "rules": _sums(found, lambda each: rules[each.rule_id].title if each.rule_id in rules else each.rule_id),
    }
    return render(request, "runs/compare.html", context)


def _sums(found: Iterable[Difference], title: Callable[[Difference], str]) -> list[Sum]:
    sums: dict[str, Sum] = {}
    for each in found:
        name = title(each)
        sums.setdefault(name, Sum(name)).add(each)
    return list(sums.values())
