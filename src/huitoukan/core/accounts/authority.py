"""Whose account may be touched: nobody's own, and nobody's who also sits where the administrator has no say."""

from __future__ import annotations

from huitoukan.core.access.holdings import Refused, may, require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.queries import decisive_codes
from huitoukan.messages import say


def require_another(by: User, user: User) -> None:
    """Raises ``Refused`` for one's own account: it takes a second person."""
    if by == user:
        raise Refused(say("account.own"))


def require_over(by: User, user: User) -> None:
    """Raises ``Refused`` unless every seat of ``user`` lies where ``by`` edits accounts.

    Whoever resets the password of somebody with a seat above could act from that seat.
    """
    require_known(by, user)
    if not has_say_over(by, user):
        raise Refused(say("account.seats_elsewhere", name=user.name))


def has_say_over(by: User, user: User) -> bool:
    """Whether ``by`` edits accounts wherever ``user`` has a seat."""
    return all(may(by, Permission.EDIT_ACCOUNTS, at=code) for code in decisive_codes(user))


def require_known(by: User, user: User) -> None:
    """Raises ``Refused`` when no seat of ``user``, past or present, lies where ``by`` edits accounts."""
    require(by, Permission.EDIT_ACCOUNTS)
    codes = user.seats.values_list("area__code", flat=True)
    if codes and not any(may(by, Permission.EDIT_ACCOUNTS, at=code) for code in codes):
        require(by, Permission.EDIT_ACCOUNTS, at=codes[0])
