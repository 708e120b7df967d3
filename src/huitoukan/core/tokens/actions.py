"""Making and withdrawing tokens."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from huitoukan.core.accounts.actions import WrongPassword
from huitoukan.core.accounts.authority import require_over
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.actions import action
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.tokens.endings import end
from huitoukan.core.tokens.models import Token
from huitoukan.core.tokens.queries import live
from huitoukan.core.tokens.secrets import SHOWN, digest_of, new_secret
from huitoukan.messages import Mendable, say

LONGEST = dt.timedelta(days=366)
MOST = 10
"""Tokens of one person at a time."""


class WrongToken(Mendable):
    """A token that cannot be."""


@action
def make(*, by: User, password: str, name: str, ends_on: dt.date) -> tuple[Token, str]:
    """A token of one's own, and its secret, which nobody can be shown again. Raises ``WrongPassword``."""
    if not by.check_password(password):
        raise WrongPassword(say("account.old_password_wrong"))
    name, today = " ".join(name.split()), timezone.localdate()
    if not name:
        raise WrongToken(say("token.no_name"))
    if not today <= ends_on <= today + LONGEST:
        raise WrongToken(say("token.ends_wrong", last=(today + LONGEST).isoformat()))
    User.objects.select_for_update().get(pk=by.pk)  # one at a time, or they would be more than may be
    if live(by).count() >= MOST:
        raise WrongToken(say("token.too_many", most=MOST))
    secret = new_secret()
    made = Token.objects.create(user=by, name=name, beginning=secret[:SHOWN], digest=digest_of(secret), ends_on=ends_on)
    record(event=Event.TOKEN_MADE, by=by, subject=as_subject(by), token=name, ends_on=ends_on.isoformat())
    return made, secret


@action
def withdraw(*, by: User, token: Token) -> None:
    """One's own, or that of somebody whose account ``by`` keeps. Raises ``Refused``, :class:`WrongToken`."""
    now = Token.objects.select_for_update().get(pk=token.pk)
    if now.user != by:
        require_over(by, now.user)
    if now.withdrawn_at is not None:
        raise WrongToken(say("token.withdrawn_already"))
    end(now, by=by)
