"""Every answer carries the content policy; a view may ask for another one."""

from __future__ import annotations

from typing import Any

import pytest
from csp.decorators import csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from huitoukan.web.content_policy import PolicyMiddleware

HEADER = "Content-Security-Policy"


def answers(view: Any) -> list[str]:
    """Ours, and that of the library."""
    request = RequestFactory().get("/")
    return [each(view)(request)[HEADER] for each in (PolicyMiddleware, CSPMiddleware)]


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@csp_update({"script-src": ["'wasm-unsafe-eval'"]})
def loose(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def with_nonce(request: Any) -> HttpResponse:
    request._csp_nonce = "abc"
    return HttpResponse()


@pytest.mark.parametrize("view", [plain, loose, with_nonce])
def test_it_is_what_the_library_would_say(view: Any) -> None:
    ours, theirs = answers(view)
    assert ours == theirs
    assert "default-src 'none'" in ours
    assert ("wasm-unsafe-eval" in ours) is (view is loose)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/health/alive/", "/sign-in/", "/no-such-page/", "/"])
def test_every_answer_has_it(client: Client, address: str) -> None:
    policy = client.get(address)[HEADER]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
