"""What is worked out of rows is kept for whoever asks the same of the same rows."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

_SECONDS = 24 * 60 * 60
T = TypeVar("T")


def remembered(what: str, rows: QuerySet[Any], work_out: Callable[[], T], *, as_long_as: str = "") -> T:
    """``what`` about ``rows``. ``as_long_as`` is a text that is another one whenever those rows may have changed.

    Whose rows they are is part of the query, so nobody is told of rows that they may not see.
    """
    try:
        asked = repr((what, as_long_as, rows.order_by().query.sql_with_params()))
    except EmptyResultSet:
        return work_out()
    key = f"remembered:{sha256(asked.encode()).hexdigest()}"
    found: T | None = cache.get(key)
    if found is None:
        found = work_out()
        cache.set(key, found, _SECONDS)
    return found
