"""The API put together: its addresses with the rules of its views, and what it says when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import MappingProxyType
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI, Schema
from ninja.decorators import decorate_view
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import spoken
from huitoukan.messages import say
from huitoukan.web.api.paging import PROBLEMS, WrongCursor, in_words
from huitoukan.web.rules import Rule

View = TypeVar("View", bound=Callable[..., Any])
_RULES: dict[str, Rule] = {}


class Token(HttpBearer):
    """Says in the document that a token is needed; the door has asked for it before any view runs."""

    def authenticate(self, request: HttpRequest, token: str) -> bool:
        """Whether the door has let somebody in."""
        return request.user.is_authenticated


class Renderer(JSONRenderer):
    """Chinese as it is: half as long, and somebody can read it."""

    json_dumps_params = MappingProxyType({"ensure_ascii": False})


api = NinjaAPI(
    title="huitoukan",
    version="1",
    description="区域、农户、人员、核查和问题的只读接口。Areas, households, persons, runs and findings, to be read.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    auth=Token(),
    renderer=Renderer(),
)


def read(
    path: str, *, name: str, needs: Permission, gives: Any, about: str, takes: type[Schema] = Schema
) -> Callable[[View], View]:
    """An address that gives something to whoever has a permission; ``takes`` is what may be asked of it."""

    def add(view: View) -> View:
        _RULES[name] = Rule(needs=needs, by_token=True)
        answers = {200: gives, **PROBLEMS}
        known = decorate_view(_knowing(frozenset(takes.model_fields)))(view)
        api.get(path, url_name=name, operation_id=name, response=answers, summary=about)(known)
        return view

    return add


def _knowing(names: frozenset[str]) -> Callable[[View], View]:
    """A parameter that is misspelt is refused: passed over, it would give everything instead of what was meant."""

    def around(view: View) -> View:
        @wraps(view)
        def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if unknown := sorted(request.GET.keys() - names):
                errors = [f"query.{name}" for name in unknown]
                said = {"detail": spoken(say("token.unknown_parameter")), "errors": errors}
                return api.create_response(request, said, status=400)
            return view(request, *args, **kwargs)

        return ask  # type: ignore[return-value]

    return around


def addresses() -> list[URLPattern]:
    """Each with the rule of its view, as those of pages."""
    made = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name in _RULES:
            pattern.callback.rule = _RULES[pattern.name]  # type: ignore[attr-defined]
            made.append(pattern)
    return made


@api.exception_handler(ValidationError)
def _wrong_parameter(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    errors = [f"{'.'.join(str(step) for step in each['loc'])}: {each['msg']}" for each in wrong.errors]
    return api.create_response(request, {"detail": spoken(say("token.bad_request")), "errors": errors}, status=400)


@api.exception_handler(WrongCursor)
def _wrong_cursor(request: HttpRequest, wrong: WrongCursor) -> HttpResponse:
    return api.create_response(request, {"detail": in_words(wrong)}, status=404)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, wrong: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": spoken(say("token.not_found"))}, status=404)
