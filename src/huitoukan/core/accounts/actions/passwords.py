"""Changing one's own password, and giving somebody a new first one. Either ends the account's sessions and tokens."""

from __future__ import annotations

from huitoukan.core.accounts import lockout
from huitoukan.core.accounts.actions.accounts import WrongAccount, WrongPassword
from huitoukan.core.accounts.authority import require_another, require_over
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.passwords import first_password, set_checked
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.actions import action
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.tokens.endings import end_all
from huitoukan.messages import say


@action
def change_password(*, by: User, old: str, new: str) -> User:
    """Somebody's own password. Raises ``WeakPassword``, ``WrongAccount``."""
    if not by.check_password(old):
        raise WrongPassword(say("account.old_password_wrong"))
    if old == new:
        raise WrongAccount(say("account.password_same"))
    set_checked(by, new)
    by.must_change_password = False
    by.save(update_fields=["password", "must_change_password"])
    end_all(by, by=by)
    record(event=Event.PASSWORD_CHANGED, by=by, subject=as_subject(by))
    return by


@action
def reset_password(*, by: User, user: User) -> str:
    """A new first password for ``user``, to be handed over and shown nowhere again. Raises ``Refused``."""
    require_another(by, user)
    require_over(by, user)
    password = first_password()
    set_checked(user, password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    lockout.forget_failures(user)
    end_all(user, by=by)
    record(event=Event.PASSWORD_RESET, by=by, subject=as_subject(user))
    return password
