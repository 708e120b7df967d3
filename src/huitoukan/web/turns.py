"""Few pages at a time in one process: its threads can only take turns, and where all are half done, all are late."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

AT_ONCE = 2
"""One asks the database or reads a file while the other is drawn."""
PATIENCE = 0.5
"""Seconds after which a page is made all the same: nobody waits for somebody's long workbook."""


class TurnsMiddleware:
    """Lets pages wait for their turn; what is sent to us may be long in coming, and waits for nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_turn = request.method in ("GET", "HEAD") and self._turns.acquire(timeout=PATIENCE)
        try:
            return self.get_response(request)
        finally:
            if has_turn:
                self._turns.release()
