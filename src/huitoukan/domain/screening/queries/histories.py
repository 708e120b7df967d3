"""What became of a finding from run to run, and what people said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, prefetch_related_objects

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.prepared import Prepared, PreparedFor
from huitoukan.domain.screening.enums import RunState
from huitoukan.domain.screening.marking import LIVE
from huitoukan.domain.screening.models import Finding, Mark, Sighting
from huitoukan.domain.screening.queries.runs import bulky


@dataclass(frozen=True, slots=True)
class History:
    """All of it, the newest first."""

    sightings: Sequence[Sighting]
    marks: Sequence[Mark]
    """With their steps."""

    @property
    def live(self) -> Mark | None:
        """The mark that counts now, or is being decided."""
        return next((mark for mark in self.marks if mark.state in LIVE), None)


def history(who: Holder, finding: Finding) -> History:
    """Of a finding that ``who`` sees today; where it was elsewhere before, that stays with those there."""
    seen = _sightings(who, finding.pk)
    if not seen:
        return History([], [])
    marks = _marks(finding.pk)
    prefetch_related_objects(marks, "steps__by")
    return History(seen, marks)


def _sightings_seen_by(who: Holder, finding: int) -> QuerySet[Sighting]:
    rows = visible(
        Sighting.objects.filter(finding=finding, run__state=RunState.DONE), to=who, needs=Permission.SEE_FINDINGS
    )
    return rows.select_related("run").defer(*bulky("run")).order_by("-run_id")


def _marks_of(finding: int) -> QuerySet[Mark]:
    rows = Mark.objects.filter(finding=finding).select_related("asked_by", "run")
    return rows.defer(*bulky("run")).order_by("-pk")


_sightings, _marks = PreparedFor(_sightings_seen_by, int), Prepared(_marks_of, int)
