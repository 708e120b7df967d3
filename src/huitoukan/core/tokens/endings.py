"""How tokens end before their last day."""

from __future__ import annotations

from django.utils import timezone

from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.tokens.models import Token


def end(token: Token, *, by: User) -> None:
    """Inside an action, which has asked whether ``by`` may."""
    token.withdrawn_at = timezone.now()
    token.save(update_fields=["withdrawn_at"])
    record(event=Event.TOKEN_WITHDRAWN, by=by, subject=as_subject(token.user), token=token.name)


def end_all(user: User, *, by: User) -> None:
    """All of ``user``, as sessions end: with a new password, and when the account is closed."""
    for token in Token.objects.select_for_update().filter(user=user, withdrawn_at=None).order_by("pk"):
        token.user = user
        end(token, by=by)
