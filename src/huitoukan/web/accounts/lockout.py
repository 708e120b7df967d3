"""What somebody sees who has given too many wrong passwords or codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huitoukan.core.accounts import lockout
from huitoukan.core.accounts.actions import WrongPassword
from huitoukan.core.accounts.signing import note_failure
from huitoukan.messages import say
from huitoukan.web.requests import Request


def refuse(
    request: HttpRequest, _response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Says for how long, and whom to ask. Only the try that locks is in the trail, not those that meet the lock."""
    if getattr(request, "axes_failures_since_start", None):
        note_failure(username=(credentials or {}).get("username", ""), locked=True)
    message = say("account.locked", minutes=lockout.minutes())
    return render(request, "errors/error.html", {"message": message, "status": 429}, status=429)


@contextmanager
def counting(request: Request) -> Iterator[None]:
    """A wrong password of one's own counts too: an open screen is no place to try passwords on."""
    try:
        yield
    except WrongPassword:
        lockout.count_failure(request=request, user=request.user)
        raise
