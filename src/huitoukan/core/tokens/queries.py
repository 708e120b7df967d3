"""Asking about tokens."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from huitoukan.core.accounts import lockout
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.queries import as_subject as account_as_subject
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.tokens.models import Token
from huitoukan.core.tokens.secrets import digest_of


def live(user: User) -> QuerySet[Token]:
    """Those of ``user`` that are good today, the newest first."""
    rows = Token.objects.filter(user=user, withdrawn_at=None, ends_on__gte=timezone.localdate())
    return rows.order_by("-made_at", "-pk")


def token_of(secret: str) -> Token | None:
    """The token that has this secret, if it is good: not withdrawn, not past, its owner neither closed nor locked."""
    found = (
        Token.objects.filter(
            digest=digest_of(secret), withdrawn_at=None, ends_on__gte=timezone.localdate(), user__is_active=True
        )
        .select_related("user")
        .first()
    )
    return None if found is None or lockout.is_locked(found.user) else found


def as_subject(token: Token) -> Subject:
    """For the audit trail: where its owner is."""
    return Subject("token", str(token.pk), token.name, account_as_subject(token.user).area_code)
