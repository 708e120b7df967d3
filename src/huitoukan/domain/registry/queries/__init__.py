"""Asking about households, persons and lists."""

from huitoukan.domain.registry.queries.versions import (
    AsOf,
    as_of,
    households,
    households_seen_by,
    newest_landing,
    persons,
    persons_seen_by,
)

__all__ = [
    "AsOf",
    "as_of",
    "households",
    "households_seen_by",
    "newest_landing",
    "persons",
    "persons_seen_by",
]
