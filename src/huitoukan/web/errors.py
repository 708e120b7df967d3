"""What somebody sees when a page cannot be shown: a sentence and a way on."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from huitoukan.core.access.holdings import Refused
from huitoukan.messages import Message, say
from huitoukan.web.api import door


class NotAPageMiddleware:
    """An address that only takes what a form sends, opened as a page: Django answers that with a blank one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = _error(request, 405, say("error.not_a_page"))
        page["Allow"] = response["Allow"]
        return page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or not for this reader: the two look the same."""
    return _error(request, 404, say("error.not_found"))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page this reader's roles do not open."""
    message = exception.message if isinstance(exception, Refused) else say("error.refused")
    return _error(request, 403, message)


def wrong_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open for too long, or that another site has sent."""
    return _error(request, 403, say("error.wrong_token"))


def too_large(request: HttpRequest, limit: int) -> HttpResponse:
    """More than a page takes, of which nothing was read; ``limit`` in bytes."""
    return _error(request, 413, say("error.too_large", limit=limit >> 20))


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What came is no request that a page of ours makes; nothing is known yet of who sent it."""
    if request.path_info.startswith(door.ADDRESS):
        return door.problem(400, say("token.bad_request"))
    return HttpResponse(render_to_string("errors/unreadable.html"), status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """A mistake of ours. The page asks nothing of the database or the session, which may be what is broken."""
    return HttpResponse(render_to_string("errors/broken.html"), status=500)


def _error(request: HttpRequest, status: int, message: Message) -> HttpResponse:
    if request.path_info.startswith(door.ADDRESS):
        return door.problem(status, message)
    return TemplateResponse(
        request, "errors/error.html", {"message": message, "status": status}, status=status
    ).render()
