"""Rows whose text begins so, found by an index on both databases, and in the order of that index.

``LIKE 'x%'`` uses an index on PostgreSQL only, and a range of texts on SQLite only: on PostgreSQL the order of texts is
that of a language, whatever the database was made with. There the column needs an index with the class ``BY_BYTES``.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import F, Q
from django.db.models.expressions import OrderBy

BY_BYTES = "varchar_pattern_ops"
_LAST = chr(0x10FFFF)


def begins(field: str, text: str) -> Q:
    """Rows whose ``field`` begins with ``text``."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + _LAST})


class ByBytes(OrderBy):
    """In the order of the characters' numbers: the shortest of those that begin alike comes first."""

    def __init__(self, field: str) -> None:
        super().__init__(F(field))

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """The index of the class ``BY_BYTES`` is in this order. Django looks for the word in the remark."""
        return super().as_sql(compiler, connection, template="%(expression)s USING ~<~ /* ASC */")
