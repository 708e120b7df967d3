"""Asking about areas."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import in_area, visible
from huitoukan.core.areas.enums import Level
from huitoukan.core.areas.models import Area
from huitoukan.core.audit.subjects import Subject


def seen_by(who: Holder) -> QuerySet[Area]:
    """All areas, past ones too, that ``who`` may see."""
    return visible(Area.objects.all(), to=who, needs=Permission.SEE_AREAS)


def on(areas: QuerySet[Area], day: dt.date) -> QuerySet[Area]:
    """Those of ``areas`` that exist on ``day``."""
    return areas.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), opened_on__lte=day)


def now(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Those of ``areas`` that exist today."""
    return on(areas, timezone.localdate())


def counts_by_level(areas: QuerySet[Area]) -> dict[str, int]:
    """How many of ``areas`` there are of each level."""
    return dict(areas.values_list("level").annotate(Count("pk")).order_by("level"))


def townships(who: Holder) -> QuerySet[Area, Any]:
    """Today's townships that ``who`` may see, each with the number of its ``villages`` of today."""
    today = timezone.localdate()
    exists = Q(children__opened_on__lte=today) & (Q(children__ended_on__isnull=True) | Q(children__ended_on__gt=today))
    counted = now(seen_by(who)).filter(level=Level.TOWNSHIP).annotate(villages=Count("children", filter=exists))
    return counted.order_by("code")


def below(area: Area) -> QuerySet[Area]:
    """Everything in ``area``, without itself."""
    return Area.objects.filter(in_area("code", area.code)).exclude(pk=area.pk)


def root_code() -> str:
    """The code of the widest area of this office; blank before there is one."""
    return Area.objects.filter(parent=None).values_list("code", flat=True).order_by("code").first() or ""


def as_subject(area: Area) -> Subject:
    """For the audit trail."""
    return Subject("area", area.code, area.name, area.code)
