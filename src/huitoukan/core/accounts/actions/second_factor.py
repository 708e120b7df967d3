"""Setting up a second factor for oneself, and taking it away from oneself or from somebody who has lost it."""

from __future__ import annotations

from django_otp.plugins.otp_totp.models import TOTPDevice

from huitoukan.core.accounts import second_factor
from huitoukan.core.accounts.actions.accounts import WrongAccount, WrongPassword
from huitoukan.core.accounts.authority import require_another, require_over
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.actions import action
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.messages import Mendable, say


class WrongCode(Mendable):
    """A code that is not the one of now."""


@action
def begin(*, by: User) -> TOTPDevice:
    """A new secret to be put into an app; nothing changes until :func:`confirm`. Raises ``WrongAccount``."""
    if second_factor.is_on(by):
        raise WrongAccount(say("second_factor.on_already"))
    second_factor.remove(by)
    return TOTPDevice.objects.create(user=by, name="app", confirmed=False)


@action
def confirm(*, by: User, code: str) -> list[str]:
    """The app shows the right code: from now on signing in asks for one. Returns the backup codes.

    Raises ``WrongAccount``, :class:`WrongCode`.
    """
    device = TOTPDevice.objects.select_for_update().filter(user=by, confirmed=False).first()
    if device is None:
        raise WrongAccount(say("second_factor.not_begun"))
    if not device.verify_token(second_factor.plain(code)):
        raise WrongCode(say("second_factor.wrong_code"))
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    codes = second_factor.renew_backup_codes(by)
    record(event=Event.SECOND_FACTOR_ON, by=by, subject=as_subject(by))
    return codes


@action
def renew_codes(*, by: User, password: str) -> list[str]:
    """Ten new backup codes; the old ones are void. Raises ``WrongAccount``."""
    _require_on_and_password(by, password)
    codes = second_factor.renew_backup_codes(by)
    record(event=Event.BACKUP_CODES_MADE, by=by, subject=as_subject(by))
    return codes


@action
def switch_off(*, by: User, password: str) -> None:
    """Signing in takes the password alone again. Raises ``WrongAccount``."""
    if second_factor.is_required(by):
        raise WrongAccount(say("second_factor.required"))
    _require_on_and_password(by, password)
    second_factor.remove(by)
    record(event=Event.SECOND_FACTOR_OFF, by=by, subject=as_subject(by))


@action
def reset(*, by: User, user: User) -> None:
    """For somebody who has lost both their telephone and their codes. Raises ``Refused``, ``WrongAccount``."""
    require_another(by, user)
    require_over(by, user)
    if not second_factor.is_on(user):
        raise WrongAccount(say("second_factor.off", name=user.name))
    second_factor.remove(user)
    record(event=Event.SECOND_FACTOR_RESET, by=by, subject=as_subject(user))


def _require_on_and_password(user: User, password: str) -> None:
    if not second_factor.is_on(user):
        raise WrongAccount(say("second_factor.off", name=user.name))
    if not user.check_password(password):
        raise WrongPassword(say("account.old_password_wrong"))
