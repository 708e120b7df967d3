"""Giving and ending seats. A seat that has ended stays: it says who could do what, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from huitoukan.core.access import themes
from huitoukan.core.access.holdings import Refused, may, require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import RIGHTS, Role, apart
from huitoukan.core.accounts.authority import require_known
from huitoukan.core.accounts.keepers import require_other_kept
from huitoukan.core.accounts.models import Seat, User
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.actions import action
from huitoukan.core.areas.models import Area
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.messages import Mendable, say


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
def grant(*, by: User, user: User, seat: NewSeat) -> Seat:
    """A seat for ``user``. Raises ``Refused``, :class:`WrongSeat`."""
    require(by, Permission.EDIT_ACCOUNTS, at=seat.area.code)
    require_known(by, user)
    User.objects.select_for_update().get(pk=user.pk)  # one seat at a time, or two that must not meet could both pass
    if user == by:
        raise Refused(say("seat.own"))
    _check_period(seat)
    _check_themes(seat)
    _check_company(by, user, seat)
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
    if seat.area.ended_on and seat.area.ended_on <= seat.starts_on:
        raise WrongSeat(say("seat.area_ended", area=seat.area.name, day=seat.area.ended_on.isoformat()))


def _check_themes(seat: NewSeat) -> None:
    if seat.themes and not RIGHTS[seat.role].has_themes:
        raise WrongSeat(say("seat.no_themes", role=seat.role.label))
    if unknown := sorted(set(seat.themes) - themes.known()):
        raise WrongSeat(say("seat.unknown_themes", themes=unknown))


def _check_company(by: User, user: User, seat: NewSeat) -> None:
    """Roles that must not meet in one person on any day."""
    others = user.seats.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=seat.starts_on))
    if seat.ends_on:
        others = others.filter(starts_on__lte=seat.ends_on)
    for other in others.select_related("area"):
        role = Role(other.role)
        if apart(role, seat.role):
            seen = may(by, Permission.SEE_ACCOUNTS, at=other.area.code)
            where = other.area.name if seen else say("seat.elsewhere")
            raise WrongSeat(say("seat.apart", name=user.name, role=role.label, area=where, wanted=seat.role.label))
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
    require_other_kept(seat)
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
