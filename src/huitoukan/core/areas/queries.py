"""Asking about areas."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import in_area, visible
from huitoukan.core.areas.models import Area
from huitoukan.core.audit.subjects import Subject


def seen_by(who: Holder) -> QuerySet[Area]:
    """All areas, past ones too, that ``who`` may see."""
    return visible(Area.objects.all(), to=who, needs=Permission.SEE_AREAS)


def on(areas: QuerySet[Area], day: dt.date) -> QuerySet[Area]:
    """Those of ``areas`` that exist on ``day``."""
    return areas.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), opened_on__lte=day)


def below(area: Area) -> QuerySet[Area]:
    """Everything in ``area``, without itself."""
    return Area.objects.filter(in_area("code", area.code)).exclude(pk=area.pk)


def root_code() -> str:
    """The code of the widest area of this office; blank before there is one."""
    return Area.objects.filter(parent=None).values_list("code", flat=True).order_by("code").first() or ""


def as_subject(area: Area) -> Subject:
    """For the audit trail."""
    return Subject("area", area.code, area.name, area.code)
