"""The first step of a new server: its top area and its first administrator, made by whoever owns the machine."""

from __future__ import annotations

from django.utils import timezone

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import Seat, User
from huitoukan.core.accounts.names import checked
from huitoukan.core.accounts.passwords import set_checked
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.actions import action
from huitoukan.core.areas.codes import level_of
from huitoukan.core.areas.models import Area
from huitoukan.core.areas.queries import as_subject as area_as_subject
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.messages import Mendable, say


class SetUpAlready(Mendable):
    """There are areas or accounts: from here on, only an administrator adds more."""


def require_new() -> None:
    """Raises :class:`SetUpAlready`."""
    if Area.objects.exists() or User.objects.exists():
        raise SetUpAlready(say("server.set_up_already"))


@action
def set_up(*, code: str, area_name: str, username: str, name: str, password: str) -> User:
    """Makes both, in the name of the system.

    Raises :class:`SetUpAlready`, ``WrongCode``, ``WrongName``, ``WeakPassword``.
    """
    require_new()
    today = timezone.localdate()
    area = Area.objects.create(code=code, name=area_name, level=level_of(code), opened_on=today)
    record(event=Event.AREA_ADDED, by=None, subject=area_as_subject(area))
    user = User(username=checked(username), name=name)
    set_checked(user, password)
    user.save()
    record(event=Event.ACCOUNT_ADDED, by=None, subject=as_subject(user), username=user.username)
    Seat.objects.create(user=user, role=Role.ADMINISTRATOR, area=area, starts_on=today)
    record(event=Event.SEAT_GRANTED, by=None, subject=as_subject(user), role=Role.ADMINISTRATOR.value, area=area.code)
    return user
