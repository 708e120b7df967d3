"""What is around every page: where one can go, and in whose name one is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from huitoukan.core.access.holdings import may, may_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.office.queries import office, office_name
from huitoukan.core.saying import current
from huitoukan.messages import Lang, say


@dataclass(frozen=True, slots=True)
class Place:
    """Where the navigation leads."""

    view: str
    icon: str
    needs: Permission | None = None
    at_top: bool = False
    """Whether the permission counts only when held for the whole office."""


PLACES = (
    Place("home", "home"),
    Place("households", "building-cottage", Permission.SEE_HOUSEHOLDS),
    Place("findings", "alert-circle", Permission.SEE_FINDINGS),
    Place("runs", "refresh", Permission.SEE_LISTS),
    Place("imports", "upload", Permission.SEE_LISTS),
    Place("policy", "list-check", Permission.SEE_POLICY),
    Place("links", "user-check", Permission.REVIEW_LINKS),
    Place("areas", "map", Permission.SEE_AREAS),
    Place("accounts", "users", Permission.SEE_ACCOUNTS),
    Place("audit", "history", Permission.SEE_AUDIT),
    Place("settings", "settings", Permission.EDIT_SETTINGS, at_top=True),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A place as this reader sees it."""

    title: str
    address: str
    icon: str
    is_here: bool


def context(request: HttpRequest) -> dict[str, object]:
    """For every template."""
    user = getattr(request, "user", None)  # a page that says what is wrong may be made before anybody is known
    return {
        "office_name": office_name(),
        "user": user,
        "idle_minutes": office().session_minutes if isinstance(user, User) else 0,
        "may_search": isinstance(user, User) and may(user, Permission.SEE_HOUSEHOLDS),
        "places": tuple(_places(user, request.path)) if isinstance(user, User) else (),
        "lang": "en" if request.LANGUAGE_CODE == "en" else "zh-CN",
    }


def _places(user: User, here: str) -> Iterator[Link]:
    for place in PLACES:
        if place.needs and not (may_everywhere if place.at_top else may)(user, place.needs):
            continue
        title, address = _told(place.view, current(), get_script_prefix())
        is_here = here == address or (address != "/" and here.startswith(address))
        yield Link(title, address, place.icon, is_here)


@lru_cache(maxsize=100)
def _told(view: str, lang: Lang, _prefix: str) -> tuple[str, str]:
    """What a place is called, and where it is, wherever the site is mounted."""
    return say(f"place.{view}").text(lang), reverse(view)
