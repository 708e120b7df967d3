"""The themes of the policy in force, kept for a minute, since every seat on a page asks for them.

They come from the pack in force and not from the one that was shipped: a pack of the office's own may name departments
that the program does not know, and what its rules find is only seen by them if they can be given a seat.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.cache import cache

from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.policy.models import Theme

CACHED = "themes"
_SECONDS = 60
"""How long another process may name the themes that there were before."""


def themes() -> Mapping[str, Theme]:
    """By id, in the order of forms."""
    found: Mapping[str, Theme] | None = cache.get(CACHED)
    if found is None:
        found = dict(pack_in_force().themes)
        cache.set(CACHED, found, _SECONDS)
    return found
