"""What a password must be, and passwords for the first time."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from huitoukan.core.accounts.models import User
from huitoukan.messages import Mendable, say

LONGEST = 128
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike on paper
_GROUP = 4


class WeakPassword(Mendable):
    """A password that the rules of the server do not take."""


def first_password() -> str:
    """A random one, easy to read out and to type: ``kfmp-7t3w-xq9d``."""
    return readable(groups=3)


def readable(*, groups: int) -> str:
    """Something random, in groups of four characters."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(groups))


def set_checked(user: User, password: str) -> None:
    """Gives ``user`` the password, unsaved. Raises :class:`WeakPassword`."""
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise WeakPassword(say("account.password_weak", problems=" ".join(problem.messages))) from problem
    user.set_password(password)
