"""Too many wrong tries lock an account for a while. django-axes counts; here is under which name, and for how long.

Tries from all browsers together count under the account's name; those from a browser that its owner has signed in with
before, under the name and that browser: so nobody keeps a colleague out by typing wrong passwords.
"""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from huitoukan.core.accounts import known_browsers
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.names import normalised


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Under which name tries are counted: the account's, however it was typed, and the browser's if it is known.

    A name that no account has is counted under a digest, since people type passwords into that field.
    """
    name = normalised((credentials or {}).get("username") or "")
    user = User.objects.filter(username=name).first()
    return _counted(request, user) if user else "?" + salted_hmac("huitoukan.lockout", name).hexdigest()[:40]


def _counted(request: HttpRequest, user: User) -> str:
    """No user name holds a blank."""
    return f"{user.username} {known_browsers.key_of(request, user)}".strip()


def is_locked(user: User) -> bool:
    """Whether ``user`` could not sign in somewhere now even with the right password."""
    return _is_any_locked(_all_of(user))


def is_locked_here(user: User, request: HttpRequest) -> bool:
    """Whether ``user`` could not do so in this browser."""
    return _is_any_locked(AccessAttempt.objects.filter(username=_counted(request, user)))


def _all_of(user: User) -> QuerySet[Any]:
    rows: QuerySet[Any] = AccessAttempt.objects.filter(
        Q(username=user.username) | Q(username__startswith=f"{user.username} ")
    )
    return rows


def _is_any_locked(attempts: QuerySet[Any]) -> bool:
    recent = attempts.filter(attempt_time__gte=timezone.now() - get_cool_off())
    counted = recent.order_by().values("username").annotate(count=Sum("failures_since_start"))
    return bool(counted.filter(count__gte=settings.AXES_FAILURE_LIMIT).exists())


def count_failure(*, request: HttpRequest, user: User) -> None:
    """A wrong code counts as a wrong password does."""
    AxesProxyHandler.user_login_failed(sender=User, credentials={"username": user.username}, request=request)


def forget_failures(user: User) -> None:
    """The next try is the first, wherever it comes from."""
    _all_of(user).delete()


def forget_old_failures() -> int:
    """Removes tries too old to count. Returns how many rows."""
    old = AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - get_cool_off())
    count: int = old.delete()[0]
    return count


def minutes() -> int:
    """How long a lock lasts."""
    return int(get_cool_off().total_seconds() // 60)
