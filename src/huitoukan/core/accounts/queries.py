"""Asking about accounts and seats."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.accounts.models import Seat, User
from huitoukan.core.areas.queries import root_code
from huitoukan.core.audit.subjects import Subject


def seen_by(who: User) -> QuerySet[User]:
    """The accounts that have, or had, a seat where ``who`` may see accounts."""
    return visible(User.objects.all(), to=who, needs=Permission.SEE_ACCOUNTS)


def seats_seen_by(who: User) -> QuerySet[Seat]:
    """The seats, past ones too, where ``who`` may see accounts."""
    return visible(Seat.objects.all(), to=who, needs=Permission.SEE_ACCOUNTS)


def active(accounts: QuerySet[User]) -> QuerySet[User]:
    """Those of ``accounts`` that can sign in."""
    return accounts.filter(is_active=True)


def seats_ending(who: User, within: int = 30) -> QuerySet[Seat]:
    """The seats that end within so many days where ``who`` may give new ones, the next first."""
    today = timezone.localdate()
    soon = Q(ends_on__gte=today, ends_on__lte=today + dt.timedelta(days=within))
    rows = visible(Seat.objects.filter(soon), to=who, needs=Permission.EDIT_ACCOUNTS)
    return rows.select_related("user", "area").order_by("ends_on", "pk")


def as_subject(user: User, area_code: str | None = None) -> Subject:
    """For the audit trail: where the account's first seat is, unless told otherwise."""
    if area_code is None:
        seat = user.seats.order_by("-starts_on", "pk").values_list("area__code", flat=True).first()
        area_code = seat or root_code()
    return Subject("account", str(user.pk), user.name, area_code)
