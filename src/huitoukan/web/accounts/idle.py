"""A session ends when nobody has used it for as long as the office allows: screens are left open in offices."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from huitoukan.core.accounts import signing
from huitoukan.core.accounts.models import User
from huitoukan.core.office.queries import office
from huitoukan.core.saying import spoken
from huitoukan.messages import say
from huitoukan.web.returning import to_the_door

USED_AT = "used_at"
_GRAIN = 60
"""A session is written at most this often (seconds) for being used."""


class IdleMiddleware:
    """Signs out whoever comes back too late, says so, and leads back to where they were."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            now = int(time.time())
            used_at = request.session.get(USED_AT, now)
            minutes = office().session_minutes
            if now - used_at > minutes * 60 + _GRAIN:
                return _end(request, user, minutes)
            if now - used_at >= _GRAIN or USED_AT not in request.session:
                request.session[USED_AT] = now
        return self.get_response(request)


def _end(request: HttpRequest, user: User, minutes: int) -> HttpResponse:
    signing.sign_out(request=request, by=user, idle=True)
    messages.info(request, spoken(say("account.idle", minutes=minutes)))
    return to_the_door(request)
