"""What an event is about, as plain values: the trail refers to nothing by key."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = (
    "account",
    "area",
    "area_list",
    "boundaries",
    "finding",
    "household",
    "import",
    "link",
    "office",
    "policy",
    "run",
    "token",
    "trail",
)
"""Everything that an event may be about."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something with a name in an area."""

    kind: str
    key: str
    name: str
    area_code: str
