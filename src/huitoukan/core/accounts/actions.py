"""Changing accounts and seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from huitoukan.core.access.holdings import Refused, require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import RIGHTS, Role, apart
from huitoukan.core.accounts.models import Seat, User
from huitoukan.core.accounts.passwords import set_checked
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.actions import action
from huitoukan.core.areas.models import Area
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.messages import Mendable, say


class WrongAccount(Mendable):
    """A change of an account that cannot be."""


class WrongSeat(Mendable):
    """A seat that cannot be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSeat:
    """A seat to be given."""

    role: Role
    area: Area
    starts_on: dt.date
    ends_on: dt.date | None = None
    themes: Sequence[str] = ()


@action
def add(*, by: User, username: str, name: str, password: str, seat: NewSeat, unit: str = "", phone: str = "") -> User:
    """A new account with its first seat: one without would be in nobody's area.

    The password is for the first time only. Raises ``Refused``, ``WeakPassword``,
    :class:`WrongAccount`, :class:`WrongSeat`.
    """
    require(by, Permission.EDIT_ACCOUNTS, at=seat.area.code)
    if User.objects.filter(username=username).exists():
        raise WrongAccount(say("account.username_taken", username=username))
    user = User(username=username, name=name, unit=unit, phone=phone, created_by=by)
    set_checked(user, password)
    user.save()
    record(event=Event.ACCOUNT_ADDED, by=by, subject=as_subject(user, seat.area.code), username=username)
    grant(by=by, user=user, seat=seat)
    return user


@action
def grant(*, by: User, user: User, seat: NewSeat) -> Seat:
    """A seat for ``user``. Raises ``Refused``, :class:`WrongSeat`."""
    require(by, Permission.EDIT_ACCOUNTS, at=seat.area.code)
    if user == by:
        raise Refused(say("seat.own"))
    _check_period(seat)
    if seat.themes and not RIGHTS[seat.role].has_themes:
        raise WrongSeat(say("seat.no_themes", role=seat.role.label))
    _check_company(user, seat)
    granted = Seat.objects.create(
        user=user,
        role=seat.role,
        area=seat.area,
        themes=sorted(seat.themes),
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
        granted_by=by,
    )
    record(
        event=Event.SEAT_GRANTED,
        by=by,
        subject=as_subject(user, seat.area.code),
        role=seat.role.value,
        area=seat.area.code,
        themes=sorted(seat.themes),
        starts_on=seat.starts_on.isoformat(),
        ends_on=seat.ends_on and seat.ends_on.isoformat(),
    )
    return granted


def _check_period(seat: NewSeat) -> None:
    if seat.ends_on and seat.ends_on < seat.starts_on:
        raise WrongSeat(say("seat.ends_before_start"))


def _check_company(user: User, seat: NewSeat) -> None:
    """Roles that must not meet in one person on any day."""
    others = user.seats.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=seat.starts_on))
    if seat.ends_on:
        others = others.filter(starts_on__lte=seat.ends_on)
    for other in others.select_related("area"):
        role = Role(other.role)
        if apart(role, seat.role):
            raise WrongSeat(
                say("seat.apart", name=user.name, role=role.label, area=other.area.name, wanted=seat.role.label)
            )
        if role is seat.role and other.area == seat.area and other.themes == sorted(seat.themes):
            raise WrongSeat(say("seat.held", name=user.name, role=role.label, area=other.area.name))


@action
def end(*, by: User, seat: Seat, on: dt.date) -> Seat:
    """``on`` is the last day of ``seat``. Raises ``Refused``, :class:`WrongSeat`."""
    require(by, Permission.EDIT_ACCOUNTS, at=seat.area.code)
    if seat.user == by:
        raise Refused(say("seat.own"))
    if on < seat.starts_on:
        raise WrongSeat(say("seat.ends_before_start"))
    if seat.ends_on and seat.ends_on <= on:
        raise WrongSeat(say("seat.ended_already", day=seat.ends_on.isoformat()))
    seat.ends_on = on
    seat.save(update_fields=["ends_on"])
    record(
        event=Event.SEAT_ENDED,
        by=by,
        subject=as_subject(seat.user, seat.area.code),
        role=seat.role,
        area=seat.area.code,
        ends_on=on.isoformat(),
    )
    return seat


@action
def change_password(*, by: User, old: str, new: str) -> User:
    """Somebody's own password. Raises ``WeakPassword``, :class:`WrongAccount`."""
    if not by.check_password(old):
        raise WrongAccount(say("account.old_password_wrong"))
    if old == new:
        raise WrongAccount(say("account.password_same"))
    set_checked(by, new)
    by.must_change_password = False
    by.save(update_fields=["password", "must_change_password"])
    record(event=Event.PASSWORD_CHANGED, by=by, subject=as_subject(by))
    return by
