"""Asking about households, persons and lists."""

from huitoukan.domain.registry.queries.asides import rows_aside, write_aside
from huitoukan.domain.registry.queries.changes import households_changed, persons_changed
from huitoukan.domain.registry.queries.imports import imports_seen_by, landed_lists, may_change
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
    "households_changed",
    "households_seen_by",
    "imports_seen_by",
    "landed_lists",
    "may_change",
    "newest_landing",
    "persons",
    "persons_changed",
    "persons_seen_by",
    "rows_aside",
    "write_aside",
]
