"""What is sent to us: nobody fills the disk from outside, no import is too large, nothing that was cut off stays."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huitoukan.domain.registry.reading.uploads import LARGEST_UPLOAD
from huitoukan.web.errors import too_large

_ROOM = 1 << 20
"""Bytes around the files: their names, the other fields."""


class ReceivingMiddleware:
    """Asks before anything of the body is read, which is when the form's token is looked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = _size(request)
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and not request.user.is_authenticated:
            return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        if size > LARGEST_UPLOAD + _ROOM:
            return too_large(request, LARGEST_UPLOAD)
        response = self.get_response(request)
        if request.content_type == "multipart/form-data":
            _let_go(request)
        return response


def _size(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or ""
    return int(told) if told.isascii() and told.isdecimal() else 0


def _let_go(request: HttpRequest) -> None:
    """Of an upload that was cut off Django keeps the last file until its memory is cleaned up, whenever that is."""
    came_to_nothing = not vars(request).get("_files")  # asking for FILES would begin to read
    if came_to_nothing:
        for handler in request.upload_handlers:
            handler.upload_interrupted()
