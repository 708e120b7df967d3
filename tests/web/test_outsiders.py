"""Every address of the site, walked by nobody and by somebody from the next township."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.conftest import EAST

from huitoukan.web.rules import Rule

# What each address needs to be asked for something of the township EAST; a new address needs a line here.
OF_EAST = {
    "account": lambda county: {"pk": county.people["helper"].pk},
    "area": lambda county: {"code": EAST},
}
WITHOUT_SUBJECT = {
    "accounts", "alive", "areas", "audit", "gallery", "home", "language", "own_password", "ready", "settings",
    "sign_in", "sign_out",
}  # fmt: skip


def addresses(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


ADDRESSES = {pattern.name: pattern for pattern in addresses()}


def test_every_address_is_known_to_this_walk() -> None:
    assert set(ADDRESSES) == OF_EAST.keys() | WITHOUT_SUBJECT
    assert len(ADDRESSES) == len(list(addresses()))


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_every_view_says_who_may_open_it(name: str) -> None:
    assert isinstance(getattr(ADDRESSES[name].callback, "rule", None), Rule)
