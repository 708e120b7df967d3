"""How many households there are, in numbers that a first page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.queries.versions import AsOf, households_seen_by


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of the households that a reader sees."""

    households: int
    monitored: int
    at_risk: int
    """Monitored, and the risk is not removed."""


def numbers(who: Holder, at: AsOf) -> Numbers:
    """By one query."""
    counted = (
        households_seen_by(who, at)
        .order_by()
        .aggregate(
            households=Count("pk"),
            monitored=Count("pk", filter=~Q(monitor_kind="")),
            at_risk=Count("pk", filter=~Q(monitor_kind="") & Q(risk_removed=False)),
        )
    )
    return Numbers(**counted)


def imports_waiting_for(who: Holder) -> QuerySet[Any]:
    """Lists that were read and wait for somebody like ``who`` to take them over."""
    return visible(Import.objects.filter(state=ImportState.READ), to=who, needs=Permission.BRING_LISTS)


def imports_failed_for(who: Holder) -> QuerySet[Any]:
    """Lists that could not be read."""
    return visible(Import.objects.filter(state=ImportState.FAILED), to=who, needs=Permission.BRING_LISTS)
