"""An address that is filled in is the one that would be looked for."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from huitoukan.web.addresses import address_of


@pytest.mark.parametrize(
    ("view", "key"),
    [("finding", 17), ("area", "990101001000"), ("household", "990000000217"), ("household", "户 1"), ("account", 3)],
)
def test_it_is_what_would_be_found(view: str, key: object) -> None:
    for prefix in ("/", "/county/"):
        set_script_prefix(prefix)
        try:
            assert address_of(view, key) == reverse(view, args=[key])
        finally:
            set_script_prefix("/")


def test_what_nothing_can_be_found_by_has_none() -> None:
    with pytest.raises(NoReverseMatch):
        address_of("finding", "a/b")
