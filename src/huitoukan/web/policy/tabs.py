"""The sub-pages of the policy, as a reader may open them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from huitoukan.core.access.holdings import may_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import spoken
from huitoukan.messages import say
from huitoukan.web.requests import Reader

_ALL = ("policy", "policy_parameters", "policy_versions")


@dataclass(frozen=True, slots=True)
class Tab:
    """One sub-page."""

    title: str
    address: str
    is_here: bool


def tabs(reader: Reader, here: str) -> list[Tab]:
    """All that ``reader`` may open; ``here`` is the name of the one that is open."""
    return list(_tabs(reader, here))


def _tabs(reader: Reader, here: str) -> Iterator[Tab]:
    drafts = ("policy_drafts",) if may_everywhere(reader, Permission.EDIT_POLICY) else ()
    for name in (*_ALL, *drafts):
        yield Tab(spoken(say(f"policy_page.tab_{name}")), reverse(name), name == here)
