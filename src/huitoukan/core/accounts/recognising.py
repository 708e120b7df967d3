"""Who it is that asks for a page: looked up for every one, by queries that are put together once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from huitoukan.core.accounts.models import User
from huitoukan.core.prepared import Prepared

_account = Prepared(lambda key: User.objects.filter(pk=key)[:1], int)
_session = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")[:1],
    *(str, dt.datetime),
)


class Accounts(ModelBackend):
    """Name and password; what somebody may do, their seats say."""

    def get_user(self, user_id: int) -> User | None:
        """The account that a session is of, if it can still sign in."""
        user = _account.first(user_id)
        return user if user and self.user_can_authenticate(user) else None


class SessionStore(db.SessionStore):
    """In the database."""

    def load(self) -> dict[str, Any]:
        """What is kept for the browser that shows this key; nothing when its time is over."""
        found = _session.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(found[0])
        return kept
