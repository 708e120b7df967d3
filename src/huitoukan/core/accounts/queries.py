"""Asking about accounts and seats."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import Role
from huitoukan.core.access.scope import in_area, visible
from huitoukan.core.accounts.models import Seat, User, in_force, not_ended
from huitoukan.core.areas.queries import root_code
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.saying import say_later

SOON = dt.timedelta(days=30)


class SeatState(models.TextChoices):
    """How it stands with a seat, or with the seats of somebody."""

    PRESENT = "present", say_later("seat.state_present")
    ENDING = "ending", say_later("seat.state_ending")
    COMING = "coming", say_later("seat.state_coming")
    PAST = "past", say_later("seat.state_past")

    @classmethod
    def of(cls, seat: Seat) -> SeatState:
        """That of one seat today."""
        today = timezone.localdate()
        if seat.ends_on and seat.ends_on < today:
            return cls.PAST
        if seat.starts_on > today:
            return cls.COMING
        return cls.ENDING if seat.ends_on and seat.ends_on <= today + SOON else cls.PRESENT


def seen_by(who: User) -> QuerySet[User]:
    """The accounts that have, or had, a seat where ``who`` may see accounts."""
    return visible(User.objects.all(), to=who, needs=Permission.SEE_ACCOUNTS)


def seats_seen_by(who: User) -> QuerySet[Seat]:
    """The seats, past ones too, where ``who`` may see accounts."""
    return visible(Seat.objects.all(), to=who, needs=Permission.SEE_ACCOUNTS)


def active(accounts: QuerySet[User]) -> QuerySet[User]:
    """Those of ``accounts`` that can sign in."""
    return accounts.filter(is_active=True)


def seats_ending(who: User) -> QuerySet[Seat]:
    """The seats that end soon where ``who`` may give new ones, the next first."""
    today = timezone.localdate()
    soon = Q(ends_on__gte=today, ends_on__lte=today + SOON)
    rows = visible(Seat.objects.filter(soon), to=who, needs=Permission.EDIT_ACCOUNTS)
    return rows.select_related("user", "area").order_by("ends_on", "pk")


def listed_for(who: User) -> QuerySet[User]:
    """Those that ``who`` sees, each with ``seats_here``: its seats that ``who`` sees and that have not ended."""
    seats = seats_seen_by(who).filter(not_ended()).select_related("area").order_by("area__code", "pk")
    return seen_by(who).prefetch_related(Prefetch("seats", seats, to_attr="seats_here"))


def with_seat(
    rows: QuerySet[User], *, seen_by: User, role: Role | None = None, code: str | None = None
) -> QuerySet[User]:
    """Those of ``rows`` with a seat that has not ended, as far as ``seen_by`` can tell."""
    wanted = not_ended()
    if role:
        wanted &= Q(role=role)
    if code:
        wanted &= in_area("area__code", code)
    return rows.filter(Exists(seats_seen_by(seen_by).filter(wanted, user=OuterRef("pk"))))


def by_seat_state(rows: QuerySet[User], *, seen_by: User, state: SeatState) -> QuerySet[User]:
    """Those of ``rows`` with such a seat, as far as ``seen_by`` can tell; past: none of their seats is left."""
    seats = seats_seen_by(seen_by).filter(user=OuterRef("pk"))
    today = timezone.localdate()
    match state:
        case SeatState.PRESENT:
            return rows.filter(Exists(seats.filter(in_force())))
        case SeatState.ENDING:
            return rows.filter(Exists(seats.filter(in_force(), ends_on__lte=today + SOON)))
        case SeatState.COMING:
            return rows.filter(Exists(seats.filter(starts_on__gt=today)))
        case SeatState.PAST:
            return rows.exclude(Exists(seats.filter(not_ended())))


def own_seats(user: User) -> QuerySet[Seat]:
    """The seats of ``user`` that have not ended."""
    return user.seats.filter(not_ended()).select_related("area").order_by("area__code", "pk")


def decisive_codes(user: User) -> set[str]:
    """Where ``user`` has seats now or later; where they had them, when all are past."""
    seats = user.seats.order_by()
    present = set(seats.filter(not_ended()).values_list("area__code", flat=True))
    return present or set(seats.values_list("area__code", flat=True))


def has_accounts() -> bool:
    """Whether this server has been set up."""
    return User.objects.exists()


def as_subject(user: User, area_code: str | None = None) -> Subject:
    """For the audit trail: where the account's latest seat is, unless told otherwise."""
    if area_code is None:
        seat = user.seats.order_by("-starts_on", "pk").values_list("area__code", flat=True).first()
        area_code = seat or root_code()
    return Subject("account", str(user.pk), user.name, area_code)


def as_seen_by(who: User, user: User) -> Subject:
    """For what ``who`` does with the account of ``user``: where the latest seat is that ``who`` can see."""
    codes = user.seats.order_by("-starts_on", "pk").values_list("area__code", flat=True)
    return as_subject(user, next((code for code in codes if may(who, Permission.SEE_ACCOUNTS, at=code)), None))
