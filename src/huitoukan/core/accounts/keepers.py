"""The office keeps its keys: somebody is always left who administers the whole of it, for no fixed time."""

from __future__ import annotations

from django.db.models import QuerySet

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import Seat, User, in_force
from huitoukan.core.areas.queries import root_code
from huitoukan.messages import say


def require_other_keeper(user: User) -> None:
    """Raises ``Refused`` when ``user`` is the last open account with such a seat; asked before it closes.

    Two administrators who remove each other at the same moment do not both succeed: the second waits for the first
    to be done, and only then looks who is left.
    """
    list(_kept().select_for_update(of=("self",)))
    if set(_kept().values_list("user", flat=True)) == {user.pk}:
        raise Refused(say("seat.last_administrator", name=user.name))


def require_other_kept(seat: Seat) -> None:
    """The same before ``seat`` ends; any other seat may."""
    if _kept().filter(pk=seat.pk).exists():
        require_other_keeper(seat.user)


def _kept() -> QuerySet[Seat]:
    """Seats that administer the whole office from now on without end."""
    return Seat.objects.filter(
        in_force(), role=Role.ADMINISTRATOR, area__code=root_code(), ends_on=None, user__is_active=True
    )
