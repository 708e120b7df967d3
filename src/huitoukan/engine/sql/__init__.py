"""Expressions as SQL: what is unknown in this run is settled first, then the rest becomes text with bound values."""

from huitoukan.engine.sql.rendering import SQL_TYPES, Values, render_sql, text_sql
from huitoukan.engine.sql.resolving import REGISTERED, Lookup, Null, Unknown, can_be_true, resolve

__all__ = [
    "REGISTERED",
    "SQL_TYPES",
    "Lookup",
    "Null",
    "Unknown",
    "Values",
    "can_be_true",
    "render_sql",
    "resolve",
    "text_sql",
]
