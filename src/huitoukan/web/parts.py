"""Rows of a long list in the parts that they lie in, counted once: a page far on is then found without all before it.

A list by places has a part for each village; one by gravity and place has one for each village and gravity.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Any

from django.db.models import BooleanField, Count, F, Func, QuerySet, Value

from huitoukan.core.remembering import remembered


class NotBefore(Func):
    """Whether some columns, as one comes after the other, are not before some values: a range of an index."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, columns: Sequence[str], values: Sequence[Any]) -> None:
        super().__init__(*map(F, columns), *map(Value, values))

    def as_sql(self, compiler: Any, _connection: Any, **_more: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Both databases compare rows."""
        parts = [compiler.compile(each) for each in self.source_expressions]
        middle = len(parts) // 2
        ours, theirs = (", ".join(sql for sql, _ in half) for half in (parts[:middle], parts[middle:]))
        return f"({ours}) >= ({theirs})", [value for _, values in parts for value in values]


@dataclass(frozen=True, slots=True)
class Parts:
    """Where each part begins, and among which rows."""

    along: tuple[str, ...]
    begin: Sequence[tuple[Any, ...]]
    after: Sequence[int]
    """Rows up to the end of each part."""

    @property
    def total(self) -> int:
        """All rows."""
        return self.after[-1] if self.after else 0

    def rows(self, rows: QuerySet[Any], start: int, stop: int) -> QuerySet[Any]:
        """Those from ``start`` to before ``stop``."""
        at = bisect_right(self.after, start)
        if not 0 < at < len(self.begin):
            return rows[start:stop]
        before = self.after[at - 1]
        return rows.filter(NotBefore(self.along, self.begin[at]))[start - before : stop - before]


def parts_of(rows: QuerySet[Any], along: tuple[str, ...], as_long_as: str) -> Parts:
    """Those of ``rows``, which are in the order of ``along``; see :func:`remembered`."""
    return remembered(f"parts along {along}", rows, partial(_counted, rows, along), as_long_as=as_long_as)


def _counted(rows: QuerySet[Any], along: tuple[str, ...]) -> Parts:
    if not along:
        return Parts((), ((),), (rows.count(),))
    counted = list(rows.order_by(*along).values_list(*along).annotate(Count("pk")))
    return Parts(along, [tuple(key) for *key, _ in counted], list(accumulate(number for *_, number in counted)))
