"""What runs say of one household, until a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.prepared import Prepared, PreparedFor
from huitoukan.domain.screening.enums import PRESENT, RunState, Standing
from huitoukan.domain.screening.models import Mark, Run, Sighting
from huitoukan.domain.screening.queries.marks import marks_seen_by
from huitoukan.domain.screening.queries.runs import bulky, runs_done


@dataclass(frozen=True, slots=True)
class Told:
    """By the last run of the day or before it, and by those before it."""

    run: Run | None
    findings: Sequence[Sighting] = ()
    """Those that it found itself, the gravest first."""
    turns: Sequence[Sighting] = ()
    """Of all runs: findings that were new, gone or back, the latest first."""
    marks: Sequence[Mark] = ()


_OF_FINDINGS = (
    *("finding", "run", "standing", "status", "area_code", "theme", "rule_id", "severity", "gravity", "confidence"),
    *("household_no", "person_no", "name", "sentence", "first_seen_on"),
)
_OF_RUNS = ("run__day",)
"""What a page of a household says of them; the counts of a run alone are thousands of characters."""


def told_of_household(who: Holder, number: str, day: dt.date, known_at: dt.datetime | None = None) -> Told:
    """What ``who`` may see of it; with ``known_at``, only runs that were done by then."""
    run = _runs_until(day).filter(ended_at__lte=known_at).first() if known_at else _last_until.first(day)
    if run is None:
        return Told(None)
    seen = _told(who, number, day, run.pk)
    marks = marks_seen_by(who).filter(finding__in={each.finding_id for each in seen}) if seen else ()
    return Told(
        run,
        [each for each in seen if each.run_id == run.pk and each.standing in PRESENT],
        [each for each in seen if each.standing in (Standing.NEW, Standing.BACK, Standing.GONE)],
        list(marks),
    )


def _runs_until(day: dt.date) -> QuerySet[Run]:
    return runs_done().filter(day__lte=day).defer(*bulky()).order_by("-day", "-pk")


def _seen_by(who: Holder, number: str, day: dt.date, last: int) -> QuerySet[Sighting]:
    rows = Sighting.objects.filter(
        household_no=number, run__state=RunState.DONE, run__is_trial=False, run__day__lte=day, run__pk__lte=last
    )
    seen = visible(rows, to=who, needs=Permission.SEE_FINDINGS).select_related("run")
    return seen.only(*_OF_FINDINGS, *_OF_RUNS).order_by("-run_id", "gravity", "pk")


_last_until = Prepared(lambda day: _runs_until(day)[:1], dt.date)
_told = PreparedFor(_seen_by, str, dt.date, int)
