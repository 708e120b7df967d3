"""What a password must be."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from huitoukan.core.accounts.models import User
from huitoukan.messages import Mendable, say


class WeakPassword(Mendable):
    """A password that the rules of the server do not take."""


def set_checked(user: User, password: str) -> None:
    """Gives ``user`` the password, unsaved. Raises :class:`WeakPassword`."""
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise WeakPassword(say("account.password_weak", problems=" ".join(problem.messages))) from problem
    user.set_password(password)
