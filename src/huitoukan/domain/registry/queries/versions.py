"""Asking about households and persons as they were."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.prepared import Prepared
from huitoukan.domain.registry.models import HouseholdVersion, Landing, PersonVersion


@dataclass(frozen=True, slots=True)
class AsOf:
    """A day, and what was known of it."""

    day: dt.date
    landing: int
    """The number of the last landing that counts."""


_newest_landing = Prepared(lambda: Landing.objects.order_by("-number").values_list("number", flat=True)[:1])


def newest_landing() -> int:
    """Its number; 0 before there is one."""
    return _newest_landing.first() or 0


def as_of(day: dt.date | None = None, known_at: dt.datetime | None = None) -> AsOf:
    """``day`` (today), as known at a moment (now)."""
    if known_at is None:
        return AsOf(day or timezone.localdate(), newest_landing())
    landing = Landing.objects.filter(at__lte=known_at).aggregate(newest=Max("number"))["newest"] or 0
    return AsOf(day or timezone.localdate(known_at), landing)


def households(at: AsOf) -> QuerySet[HouseholdVersion]:
    """All households of the registry on a day: for reports and runs of the whole office."""
    return HouseholdVersion.objects.as_of(at.day, at.landing)


def persons(at: AsOf) -> QuerySet[PersonVersion]:
    """All members of households of the registry on a day."""
    return PersonVersion.objects.as_of(at.day, at.landing)


def households_seen_by(who: Holder, at: AsOf) -> QuerySet[Any]:
    """The households that ``who`` may see, each as it was on the day."""
    return visible(households(at), to=who, needs=Permission.SEE_HOUSEHOLDS)


def persons_seen_by(who: Holder, at: AsOf) -> QuerySet[Any]:
    """The members of households that ``who`` may see."""
    return visible(persons(at), to=who, needs=Permission.SEE_HOUSEHOLDS)
