"""Asking about imports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from huitoukan.core.access.holdings import Holder, may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.audit.subjects import Subject
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.models import Import, ImportedList


def imports_seen_by(who: Holder) -> QuerySet[Any]:
    """The imports that ``who`` may see, the newest first."""
    people = ("brought_by", "landed_by", "undone_by")
    return visible(Import.objects.select_related(*people), to=who, needs=Permission.SEE_LISTS)


def may_change(who: Holder, brought: Import) -> bool:
    """Whether ``who`` may say what becomes of it."""
    return may(who, Permission.BRING_LISTS, at=brought.area_code)


def landed_lists() -> QuerySet[ImportedList]:
    """The lists that count today."""
    return ImportedList.objects.filter(of__state=ImportState.LANDED)


def landed_after(day: dt.date, *, kind: str) -> QuerySet[Import]:
    """The imports that count, with a list of that kind that is of a later day; in the order in which they speak."""
    found = Import.objects.filter(state=ImportState.LANDED, day__gt=day, lists__kind=kind)
    return found.order_by("day", "landings__number", "pk").filter(landings__is_undoing=False)


def days_of(imports: Iterable[int]) -> dict[int, dt.date]:
    """Number of an import → the day on which what its lists say was true."""
    return dict(Import.objects.filter(pk__in=set(imports)).values_list("pk", "day"))


def as_subject(brought: Import) -> Subject:
    """For the audit trail."""
    return Subject("import", str(brought.pk), f"{brought.day.isoformat()} #{brought.pk}", brought.area_code)
