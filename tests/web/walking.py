"""How the walk over every address is done: who asks, for what, and what may be in the answers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.html import escape
from tests.conftest import EAST, PASSWORD

from huitoukan.core.accounts.models import User
from huitoukan.web.rules import Rule

# What can only be known of somebody who has been in the township EAST: its names, its codes, its people.
MARKS = ("松涛", "听雨", EAST[:9])
XLSX = "spreadsheetml"
_CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|hx-headers=\'[^\']*\'|content="\w{64}"'  # made anew for each answer
)


@dataclass(frozen=True)
class Asked:
    """A page asked for, and what came."""

    status: int
    text: str
    location: str


def addresses(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    """Every address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


EVERY = {pattern.name: pattern for pattern in addresses()}
PROGRAMS = {
    name for name, pattern in EVERY.items() if getattr(getattr(pattern.callback, "rule", None), "by_token", False)
}
"""What opens by a token alone; ``tests/web/api/test_outsiders.py`` walks these."""
ADDRESSES = {name: pattern for name, pattern in EVERY.items() if name not in PROGRAMS}
"""What people open."""


def rule_of(name: str) -> Rule:
    """Who may open it; a view without a rule fails the test that asks."""
    rule = getattr(EVERY[name].callback, "rule", None)
    assert isinstance(rule, Rule), f"{name} does not say who may open it"
    return rule


def browser(user: User) -> Client:
    """One in which ``user`` has signed in through the door."""
    client = Client()
    client.post("/sign-in/", {"username": user.username, "password": PASSWORD})
    assert "_auth_user_id" in client.session, f"{user} did not get in"
    return client


def ask(client: Client, address: str, method: str = "get", **more: Any) -> Asked:
    """The answer as somebody could read it, also that inside a workbook."""
    response = getattr(client, method)(address, **more)
    text, asked = text_of(response), response.wsgi_request
    for echo in (asked.get_full_path(), asked.path):  # pages lead back to themselves
        text = text.replace(escape(echo), "")
    return Asked(response.status_code, text, response.get("Location", ""))


def text_of(response: HttpResponse) -> str:
    """All of an answer that says something."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if XLSX in response.get("Content-Type", ""):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if not name.startswith("docProps/")]
            return "\n".join(archive.read(name).decode() for name in sorted(names))
    return _CHANGING.sub("", content.decode()) + response.get("Content-Disposition", "")


def marks_in(asked: Asked) -> list[str]:
    """What of EAST shows in an answer."""
    return [mark for mark in MARKS if mark in asked.text or mark in asked.location]
