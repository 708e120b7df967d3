"""Too many wrong tries lock a user name for a while. django-axes counts; here is under which name, and for how long."""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.names import normalised


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Under which name tries are counted: the account's, however it was typed.

    A name that no account has is counted under a digest, since people type passwords into that field.
    """
    name = normalised((credentials or {}).get("username") or "")
    if User.objects.filter(username=name).exists():
        return name
    return "?" + salted_hmac("huitoukan.lockout", name).hexdigest()[:40]


def is_locked(user: User) -> bool:
    """Whether ``user`` could not sign in now even with the right password."""
    since = timezone.now() - get_cool_off()
    recent = AccessAttempt.objects.filter(username=user.username, attempt_time__gte=since)
    failures = recent.aggregate(count=Sum("failures_since_start"))["count"] or 0
    return bool(failures >= settings.AXES_FAILURE_LIMIT)


def count_failure(*, request: HttpRequest, user: User) -> None:
    """A wrong code counts as a wrong password does."""
    AxesProxyHandler.user_login_failed(sender=User, credentials={"username": user.username}, request=request)


def forget_failures(user: User) -> None:
    """The next try is the first."""
    AxesProxyHandler.reset_attempts(username=user.username)


def forget_old_failures() -> int:
    """Removes tries too old to count. Returns how many rows."""
    old = AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - get_cool_off())
    count: int = old.delete()[0]
    return count


def minutes() -> int:
    """How long a lock lasts."""
    return int(get_cool_off().total_seconds() // 60)
