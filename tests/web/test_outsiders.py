"""Every address of the site, walked by nobody and by somebody from the next township."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.conftest import EAST

from huitoukan.web.rules import Rule

# What each address needs to be asked for something of the township EAST; a new address needs a line here.
OF_EAST = {
    **dict.fromkeys(
        [
            "account",
            "account_change",
            "account_close",
            "account_disclose",
            "account_password",
            "account_reopen",
            "account_second_factor",
            "account_unlock",
            "seat_grant",
        ],
        lambda county: {"pk": county.people["helper"].pk},
    ),
    "seat_end": lambda county: {"pk": county.people["helper"].pk, "seat": county.people["helper"].seats.get().pk},
    "area": lambda county: {"code": EAST},
}
WITHOUT_SUBJECT = {
    "account_add", "accounts", "alive", "area_choices", "areas", "audit", "background", "gallery", "home", "language", "own",
    "own_backup_codes", "own_password", "own_second_factor", "own_second_factor_confirm", "own_second_factor_off",
    "ready", "settings", "sign_in", "sign_in_code", "sign_out", "stay",
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
