"""Asking about findings. Every set of them begins with :func:`findings_seen_by`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Count, QuerySet

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.prepared import PreparedFor
from huitoukan.core.remembering import remembered
from huitoukan.domain.screening.enums import PRESENT, RunState
from huitoukan.domain.screening.marking import COUNTED_APART, Status
from huitoukan.domain.screening.models import Run, Sighting
from huitoukan.domain.screening.queries.runs import bulky, latest_run
from huitoukan.policy.models import Pack, Severity

_GRAVITIES = [severity.value for severity in reversed(Severity)]


def findings_seen_by(who: Holder, run: Run) -> QuerySet[Any]:
    """What ``who`` may see of a run, the gravest first; with what is gone or could not be judged."""
    shown = Sighting.objects.filter(run=run) if run.state == RunState.DONE else Sighting.objects.none()
    rows = visible(shown, to=who, needs=Permission.SEE_FINDINGS)
    return rows.order_by("gravity", "area_code", "pk")


def as_subject(found: Sighting, pack: Pack) -> Subject:
    """For the audit trail, which knows a finding by its rule and its place; ``pack`` is that of the run that saw it."""
    rule = pack.rules.get(found.rule_id)
    return Subject("finding", str(found.finding_id), rule.title if rule else found.rule_id, found.area_code)


def present(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of ``rows`` that their run found itself."""
    return rows.filter(standing__in=PRESENT)


def to_do(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of them that are neither exempt nor wrong."""
    return present(rows).exclude(status__in=COUNTED_APART)


@dataclass(slots=True)
class Tally:
    """Some findings of a run, counted."""

    to_do: int = 0
    """There, and neither exempt nor wrong."""
    severity: Counter[str] = field(default_factory=Counter)
    """Of those to do; likewise ``confidence``."""
    confidence: Counter[str] = field(default_factory=Counter)
    standing: Counter[str] = field(default_factory=Counter)
    """Of all: new, still, back, gone, unjudged."""
    status: Counter[str] = field(default_factory=Counter)
    """Of those there: open, for a case, exempt, …"""

    @property
    def exempt(self) -> int:
        """There, but in order for a time."""
        return self.status[Status.EXEMPT]

    @property
    def wrong(self) -> int:
        """There, but not so."""
        return self.status[Status.WRONG]


def tally(rows: QuerySet[Any]) -> Tally:
    """``rows`` counted, by one query."""
    made = Tally()
    grouped = rows.order_by().values_list("standing", "status", "gravity", "confidence").annotate(Count("pk"))
    for standing, status, gravity, confidence, number in grouped:
        made.standing[standing] += number
        if standing in PRESENT:
            made.status[status] += number
            if status not in COUNTED_APART:
                made.to_do += number
                made.severity[_GRAVITIES[gravity]] += number
                made.confidence[confidence] += number
    return made


def tally_once(rows: QuerySet[Any], *, as_long_as: str) -> Tally:
    """The same, remembered; see :func:`remembered`."""
    return remembered("tally", rows, partial(tally, rows), as_long_as=as_long_as)


def counts_by(rows: QuerySet[Any], column: str) -> dict[str, int]:
    """How many of ``rows`` have each value of a column, such as ``rule_id``, ``family`` or ``kind``."""
    return dict(rows.order_by(column).values_list(column).annotate(Count("pk")))


def household_findings(who: Holder, number: str) -> QuerySet[Any]:
    """What the newest run says of a household and its members."""
    run = latest_run()
    if run is None:
        return Sighting.objects.none()
    return findings_seen_by(who, run).filter(household_no=number)


def newest_sighting(who: Holder, run: Run, finding: int) -> Sighting | None:
    """Where the newest run saw a finding, with what its evidence and history are found by."""
    return _sighting_of.first(who, run.pk, finding)


def _of_run(who: Holder, run: int, finding: int) -> QuerySet[Any]:
    rows = visible(Sighting.objects.filter(run=run, finding=finding), to=who, needs=Permission.SEE_FINDINGS)
    return with_runs(rows).order_by("pk")[:1]


_sighting_of: PreparedFor[Sighting] = PreparedFor(_of_run, int, int)


def sighting_seen_by(who: Holder, run: Run, pk: int) -> Sighting | None:
    """One of them, with the run that holds its facts."""
    found: Sighting | None = with_runs(findings_seen_by(who, run)).filter(pk=pk).first()
    return found


def with_runs(rows: QuerySet[Any]) -> QuerySet[Any]:
    """``rows`` with what evidence and history are found by."""
    return rows.select_related("run", "seen_in", "finding").defer(*bulky("run"), *bulky("seen_in"))
