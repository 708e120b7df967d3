"""The API in words: its OpenAPI document for programs, and a page for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huitoukan.core.saying import current
from huitoukan.core.tokens.rate import A_MINUTE
from huitoukan.web.api import areas, findings, households  # noqa: F401  # by being read they add their addresses
from huitoukan.web.api.door import ADDRESS
from huitoukan.web.api.site import api
from huitoukan.web.requests import Request
from huitoukan.web.rules import page

_EXAMPLE = 'curl -H "Authorization: Bearer hkt_…" "{address}?limit=50"'


@page(signed_in=False)
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The same for everybody: it tells of shapes, not of anybody."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1."""
    return dict(api.get_openapi_schema(path_prefix=ADDRESS))


@dataclass(frozen=True, slots=True)
class Address:
    """One address on the page."""

    line: str
    about: str
    parameters: list[tuple[str, str]]
    """Name, and what it is for."""


@page()
@require_safe
def api_guide(request: Request) -> HttpResponse:
    """How a program reads, address by address."""
    example = _EXAMPLE.format(address=request.build_absolute_uri(reverse("api_households")))
    context = {"addresses": list(_addresses()), "a_minute": A_MINUTE, "example": example}
    return render(request, "api/guide.html", context)


def _addresses() -> Iterator[Address]:
    for path, methods in document()["paths"].items():
        told = methods["get"]
        known = [(each["name"], _told(each)) for each in told.get("parameters", [])]
        yield Address(f"GET {path}", _spoken(told["summary"]), known)


def _told(parameter: dict[str, Any]) -> str:
    """What it is for, and which words it takes when these are few."""
    words = [word for ref in _refs(parameter["schema"]) for word in document()["components"]["schemas"][ref]["enum"]]
    return " · ".join(part for part in (_spoken(parameter.get("description", "")), " | ".join(words)) if part)


def _refs(shape: dict[str, Any]) -> list[str]:
    return [each["$ref"].rpartition("/")[2] for each in (shape, *shape.get("anyOf", ())) if "$ref" in each]


def _spoken(text: str) -> str:
    """The half of ``zh / en`` that is in the language of the page."""
    zh, _, en = text.partition(" / ")
    return en if en and current() == "en" else zh
