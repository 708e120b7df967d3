"""Who may open a page. Every view says it, and one that does not say it opens for nobody.

A rule lets somebody in at the door only; which rows they then see is for :func:`huitoukan.core.access.scope.visible`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import BadRequest, ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from huitoukan.core.access.holdings import require, require_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts import second_factor
from huitoukan.core.accounts.models import User
from huitoukan.messages import say
from huitoukan.web.api import door
from huitoukan.web.returning import to_the_door

_LARGEST = 2**63 - 1
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Rule:
    """What it takes to open a page."""

    signed_in: bool = True
    needs: Permission | None = None
    """A permission held in some area."""
    at_top: bool = False
    """The permission must be held for the whole office."""
    by_token: bool = False
    """For programs: whoever shows a token is its owner, and whoever has signed in is nobody."""
    before_settled: bool = False
    """Open also to somebody who must first choose a password of their own or set up a second factor."""


def page(
    *, needs: Permission | None = None, at_top: bool = False, signed_in: bool = True, before_settled: bool = False
) -> Callable[[View], View]:
    """Gives a view its rule: ``@page(needs=…)``, ``@page()`` for everybody signed in, ``@page(signed_in=False)``."""

    def mark(view: View) -> View:
        view.rule = Rule(signed_in, needs, at_top, before_settled=before_settled)  # type: ignore[attr-defined]
        return view

    return mark


class RulesMiddleware:
    """Asks the rule of each view before it runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)  # the next at this desk must not find it by going back
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """A way out for those who may not come in; None lets them in. Raises ``Refused``."""
        # No text holds a NUL, and no key is so large: databases take them for a mistake of ours.
        if "\x00" in request.path or any(isinstance(key, int) and key > _LARGEST for key in kwargs.values()):
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        rule = getattr(view, "rule", None)
        if not isinstance(rule, Rule):
            raise ImproperlyConfigured(f"{view!r} does not say who may open it")
        if not rule.signed_in:
            return None
        if rule.by_token:
            return _by_token(request, rule)
        if not request.user.is_authenticated:
            return to_the_door(request)
        if not rule.before_settled and (step := _first_step(request.user)):
            return redirect(step)
        if rule.needs:
            (require_everywhere if rule.at_top else require)(request.user, rule.needs)
        return None


def _by_token(request: HttpRequest, rule: Rule) -> HttpResponse | None:
    """The same for programs, which are told instead of led."""
    owner = door.let_in(request)
    if isinstance(owner, HttpResponse):
        return owner
    if _first_step(owner):
        return door.problem(403, say("token.unsettled"))
    if rule.needs:
        require(owner, rule.needs)
    return None


def _first_step(user: User) -> str | None:
    """What somebody who has just signed in must do before anything else."""
    if user.must_change_password:
        return "own_password"
    if second_factor.is_required(user) and not second_factor.is_on(user):
        return "own_second_factor"
    return None
