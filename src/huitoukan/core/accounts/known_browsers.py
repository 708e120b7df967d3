"""Browsers in which somebody has signed in before: a cookie says so, which nobody else could have been given.

Their tries are counted apart. So whoever types wrong passwords elsewhere locks the account everywhere but where its
owner always sits. A new password makes all browsers strangers again.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from huitoukan.core.accounts.models import User

COOKIE = "huitoukan_known"
LASTS = 180 * 24 * 60 * 60
_MOST = 5
"""People who share a browser; the one who came longest ago is forgotten first."""


def key_of(request: HttpRequest, user: User) -> str:
    """What stands for this browser of ``user``; blank in one where they have not signed in before."""
    part = _part_of(request, user)
    return part.partition("-")[0]


def remembering(request: HttpRequest, user: User) -> str:
    """The cookie of this browser now that ``user`` has signed in."""
    own = _part_of(request, user) or _made(user, secrets.token_hex(8))
    return ".".join([own, *(part for part in _parts(request) if part != own)][:_MOST])


def _parts(request: HttpRequest) -> list[str]:
    return [part for part in request.COOKIES.get(COOKIE, "").split(".")[:_MOST] if part]


def _part_of(request: HttpRequest, user: User) -> str:
    for part in _parts(request):
        if constant_time_compare(part, _made(user, part.partition("-")[0])):
            return part
    return ""


def _made(user: User, key: str) -> str:
    seal = salted_hmac("huitoukan.known_browser", f"{user.pk}:{user.password}:{key}", algorithm="sha256")
    return f"{key}-{seal.hexdigest()[:40]}"
