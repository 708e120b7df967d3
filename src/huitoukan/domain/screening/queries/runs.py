"""Asking about runs. That there was one is nobody's secret; what it found is asked elsewhere."""

from __future__ import annotations

from django.db.models import QuerySet

from huitoukan.core.prepared import Prepared
from huitoukan.domain.screening.enums import UNDER_WAY, RunState
from huitoukan.domain.screening.models import Run


def runs() -> QuerySet[Run]:
    """All but trials, the newest first."""
    return Run.objects.filter(is_trial=False).select_related("asked_by").order_by("-pk")


def runs_done() -> QuerySet[Run]:
    """Those that found something, or nothing, the newest first."""
    return runs().filter(state=RunState.DONE)


def latest_run() -> Run | None:
    """The newest that is done: what pages show."""
    return _latest.first()


def latest_in_brief() -> Run | None:
    """The same, for pages that tell of its findings and not of itself."""
    return _latest_in_brief.first()


def _newest_done() -> QuerySet[Run]:
    return runs_done().select_related(None).defer(*bulky())[:1]


_latest, _latest_in_brief = Prepared(lambda: runs_done()[:1]), Prepared(_newest_done)


def bulky(lookup: str = "") -> list[str]:
    """The columns of a run, or of what leads to one by ``lookup``, that hold thousands of characters."""
    return ["__".join(filter(None, (lookup, column))) for column in ("counts", "parameters", "progress")]


def run_under_way() -> Run | None:
    """The one that waits or goes on."""
    return runs().filter(state__in=UNDER_WAY).first()


def trials_of(draft: int) -> QuerySet[Run]:
    """The trials of a draft of the policy, the newest first."""
    return Run.objects.filter(is_trial=True, policy=draft).select_related("asked_by").order_by("-pk")
