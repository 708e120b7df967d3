"""What a run found where, in numbers that a first page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Count, Q
from django.db.models.functions import Substr

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas.codes import level_of
from huitoukan.core.areas.enums import Level
from huitoukan.core.prepared import Prepared
from huitoukan.domain.screening.enums import PRESENT, Standing
from huitoukan.domain.screening.marking import COUNTED_APART
from huitoukan.domain.screening.models import Run, Step
from huitoukan.domain.screening.queries.findings import findings_seen_by, present
from huitoukan.domain.screening.queries.runs import runs_done
from huitoukan.policy.models import RuleKind

RUNS_SHOWN = 12
_REMEMBERED = 30 * 24 * 60 * 60
URGENT = 0
"""The gravity of what cannot wait."""


@dataclass(slots=True)
class Overview:
    """Of one run, as far as one reader sees it."""

    to_do: int = 0
    urgent: int = 0
    new: int = 0
    back: int = 0
    gone: int = 0
    apart: int = 0
    """There, but exempt or wrong."""
    places: Counter[str] = field(default_factory=Counter)
    """Front of an area's code → findings to do there."""
    data: Counter[str] = field(default_factory=Counter)
    """Likewise, those about the data themselves."""


def overview(who: Holder, run: Run, digits: int) -> Overview:
    """By one query; places are told apart by the first ``digits`` of their codes."""
    rows = findings_seen_by(who, run).order_by().annotate(place=Substr("area_code", 1, digits))
    made = Overview()
    for place, gravity, kind, standing, status, number in rows.values_list(
        "place", "gravity", "kind", "standing", "status"
    ).annotate(number=Count("pk")):
        made.gone += number if standing == Standing.GONE else 0
        if standing not in PRESENT:
            continue
        if status in COUNTED_APART:
            made.apart += number
            continue
        made.to_do += number
        made.urgent += number if gravity == URGENT else 0
        made.new += number if standing == Standing.NEW else 0
        made.back += number if standing == Standing.BACK else 0
        made.places[place] += number
        made.data[place] += number if kind == RuleKind.DATA else 0
    return made


_newest_step = Prepared(lambda: Step.objects.order_by("-pk").values_list("pk", flat=True)[:1])


def newest_step() -> int:
    """The number of the last thing said of any finding: until another is said, an overview of a run stays."""
    return _newest_step.first() or 0


@dataclass(frozen=True, slots=True)
class Found:
    """What one run found."""

    run: Run
    all: int
    urgent: int


def found_by_runs(who: Holder, scope: str) -> Sequence[Found]:
    """By each of the last runs, the earliest first; what a run found stays, so it is counted once for each scope."""
    runs = list(runs_done()[:RUNS_SHOWN])[::-1]
    return [Found(run, *_found(who, run, scope)) for run in runs]


def _found(who: Holder, run: Run, scope: str) -> tuple[int, int]:
    def count() -> tuple[int, int]:
        rows = present(findings_seen_by(who, run)).order_by()
        counted = rows.aggregate(all=Count("pk"), urgent=Count("pk", filter=Q(gravity=URGENT)))
        return counted["all"], counted["urgent"]

    made: tuple[int, int] | None = cache.get_or_set(f"found:{run.pk}:{scope}", count, _REMEMBERED)
    return made or (0, 0)


def widest(who: Holder, permission: Permission) -> Level | None:
    """The level of the widest area where ``who`` has ``permission``."""
    levels = [level_of(held.code) for held in who.holdings if permission in held.role.permissions]
    order = list(Level)
    return min(levels, key=order.index, default=None)
