"""Adding, changing and closing accounts. None is ever deleted: the trail speaks of it."""

from __future__ import annotations

import re

from huitoukan.core.access.holdings import require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts import lockout
from huitoukan.core.accounts.actions.seats import NewSeat, grant
from huitoukan.core.accounts.authority import require_another, require_over
from huitoukan.core.accounts.keepers import require_other_keeper
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.names import checked, tidy
from huitoukan.core.accounts.passwords import set_checked
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.actions import action
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.tokens.endings import end_all
from huitoukan.messages import Mendable, say

_PHONE = re.compile(r"\+?[0-9][0-9 -]{4,18}")


class WrongAccount(Mendable):
    """A change of an account that cannot be."""


class WrongPassword(WrongAccount):
    """Somebody is asked for their own password and gives another: perhaps it is not them."""


@action
def add(*, by: User, username: str, name: str, password: str, seat: NewSeat, unit: str = "", phone: str = "") -> User:
    """A new account with its first seat: one without would be in nobody's area.

    The password is for the first time only. Raises ``Refused``, ``WeakPassword``, ``WrongName``,
    :class:`WrongAccount`, ``WrongSeat``.
    """
    require(by, Permission.EDIT_ACCOUNTS, at=seat.area.code)
    username = checked(username)
    if User.objects.filter(username=username).exists():
        raise WrongAccount(say("account.username_taken", username=username))
    user = User(username=username, name=tidy(name), unit=tidy(unit), phone=_checked_phone(phone), created_by=by)
    set_checked(user, password)
    user.save()
    record(event=Event.ACCOUNT_ADDED, by=by, subject=as_subject(user, seat.area.code), username=username)
    grant(by=by, user=user, seat=seat)
    return user


@action
def change(*, by: User, user: User, name: str, unit: str, phone: str | None) -> User:
    """What somebody is called, where they work and how to reach them; a phone of None stays what it is.

    The trail names what changed; a telephone number is not kept there. Raises ``Refused``, ``WrongName``,
    :class:`WrongAccount`.
    """
    require_over(by, user)
    wanted = {"name": tidy(name), "unit": tidy(unit)}
    if phone is not None:
        wanted["phone"] = _checked_phone(phone)
    changed = {key: value for key, value in wanted.items() if getattr(user, key) != value}
    if not changed:
        raise WrongAccount(say("account.nothing_changed"))
    before = {key: getattr(user, key) for key in changed if key != "phone"}
    for key, value in changed.items():
        setattr(user, key, value)
    user.save(update_fields=list(changed))
    after = {key: value for key, value in changed.items() if key != "phone"}
    record(
        event=Event.ACCOUNT_CHANGED,
        by=by,
        subject=as_subject(user),
        before=before,
        after=after,
        phone_changed="phone" in changed,
    )
    return user


@action
def close(*, by: User, user: User) -> User:
    """Nobody signs in with the account any more; its tokens end, its sessions with their next request."""
    require_another(by, user)
    require_over(by, user)
    if not user.is_active:
        raise WrongAccount(say("account.closed_already", name=user.name))
    require_other_keeper(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_all(user, by=by)
    record(event=Event.ACCOUNT_CLOSED, by=by, subject=as_subject(user))
    return user


@action
def reopen(*, by: User, user: User) -> User:
    """The account is as it was before it was closed. Raises ``Refused``, :class:`WrongAccount`."""
    require_another(by, user)
    require_over(by, user)
    if user.is_active:
        raise WrongAccount(say("account.open_already", name=user.name))
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(event=Event.ACCOUNT_REOPENED, by=by, subject=as_subject(user))
    return user


@action
def unlock(*, by: User, user: User) -> None:
    """Ends a lock after wrong passwords before its time. Raises ``Refused``, :class:`WrongAccount`."""
    require_another(by, user)
    require_over(by, user)
    if not lockout.is_locked(user):
        raise WrongAccount(say("account.not_locked", name=user.name))
    lockout.forget_failures(user)
    record(event=Event.ACCOUNT_UNLOCKED, by=by, subject=as_subject(user))


def _checked_phone(phone: str) -> str:
    phone = phone.strip()
    if phone and not _PHONE.fullmatch(phone):
        raise WrongAccount(say("account.phone_shape"))
    return phone
