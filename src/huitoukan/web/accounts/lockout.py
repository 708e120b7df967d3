"""What somebody sees who has given too many wrong passwords."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huitoukan.core.accounts.signing import note_failure
from huitoukan.messages import say


def refuse(request: HttpRequest, _response: HttpResponse, credentials: dict[str, Any]) -> HttpResponse:
    """Says for how long, and whom to ask."""
    note_failure(username=credentials.get("username", ""), locked=True)
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    message = say("account.locked", minutes=minutes)
    return render(request, "errors/error.html", {"message": message, "status": 429}, status=429)
