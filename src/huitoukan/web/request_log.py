"""A line in the log for each request: which view, how it went, how long it took.

The view's name and never the address: addresses hold codes, searches and what else somebody typed.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

log = logging.getLogger(__name__)
request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request being answered; on each of its lines, and in a header of its answer."""
HEADER = "X-Request-ID"


class RequestLogMiddleware:
    """The outermost: it sees every request, also those that others refuse."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        token = request_id.set(secrets.token_hex(6))
        try:
            response = self.get_response(request)
            response[HEADER] = request_id.get()
            if request.resolver_match or response.status_code >= 400:
                _note(request, response, started)
            return response
        finally:
            request_id.reset(token)


def _note(request: HttpRequest, response: HttpResponse, started: float) -> None:
    """Style sheets and scripts, which have no view, are passed over."""
    match = request.resolver_match
    log.info(
        "request",
        extra={
            "method": request.method if request.method in _METHODS else "other",
            "view": match.view_name if match else "",
            "status": response.status_code,
            "ms": round((time.perf_counter() - started) * 1000, 1),
        },
    )


_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
