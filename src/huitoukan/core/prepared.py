"""Queries that are the same for every page but for a value or two: Django puts each together once.

Putting one together takes several times as long as the database takes to answer it when it asks for a row by its key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

from huitoukan.core.access.holdings import Holder, Holding

R = TypeVar("R")
_LONG_AGO = dt.datetime(1066, 10, 14, tzinfo=dt.UTC)
_SAMPLES: dict[type, Callable[[int], Any]] = {
    int: lambda seed: 2_000_000_011 + 104_729 * seed,
    str: lambda seed: f"value {seed} of a prepared query",
    dt.date: lambda seed: _LONG_AGO.date() + dt.timedelta(days=1_009 * seed),
    dt.datetime: lambda seed: _LONG_AGO + dt.timedelta(days=1_013 * seed),
}
"""Values that stand nowhere in our queries but where they are put, whatever a field makes of them."""
_SEEDS_APART = 41
_MOST_HOLDERS = 300
"""So many sets of seats are kept for a query; then all are forgotten."""
_ADAPTED = {dt.date: "adapt_datefield_value", dt.datetime: "adapt_datetimefield_value"}


class Prepared(Generic[R]):
    """``make`` gives the queryset, of whole rows or of ``values_list``, for values of ``kinds``; called with such
    values, it gives the rows.

    The form of the query must be the same whatever the values are: none of them is None, and none decides what is
    asked. It is put together with two sets of values, and refused (``TypeError``) where anything but they differs.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, R]], *kinds: type) -> None:
        self._make, self._kinds = make, kinds
        self._ready: dict[str, _Query | None] = {}  # None: whatever is told, there are no rows

    def __call__(self, *values: Any) -> list[R]:
        """The rows for ``values``."""
        if connection.vendor not in self._ready:
            self._ready[connection.vendor] = self._put_together()
        query = self._ready[connection.vendor]
        if query is None:
            return []
        adapted = [_adapted(kind, value) for kind, value in zip(self._kinds, values, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(query.sql, [known if at is None else adapted[at] for at, known in query.values])
            return query.rows(cursor.fetchall())

    def first(self, *values: Any) -> R | None:
        """The first of them: ``make`` asks for no more."""
        rows = self(*values)
        return rows[0] if rows else None

    def _put_together(self) -> _Query | None:
        one, other = (self._with_samples(seed) for seed in (1, 1 + _SEEDS_APART))
        if (one and (one.sql, one.values)) != (other and (other.sql, other.values)):
            raise TypeError(f"{self._make} asks something else for other values, or works a value out from another")
        return one

    def _with_samples(self, seed: int) -> _Query | None:
        samples = [_SAMPLES[kind](seed + at) for at, kind in enumerate(self._kinds)]
        rows = self._make(*samples)
        compiler = rows.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return None
        adapted = [_adapted(kind, sample) for kind, sample in zip(self._kinds, samples, strict=True)]
        places = {sample: at for at, sample in enumerate(adapted)}
        if not set(places) <= set(values):
            raise TypeError(f"{self._make} does not ask for all that it is told")
        told = [(places.get(value), None if value in places else value) for value in values]
        columns = [column for column, _, _ in compiler.select]
        return _Query(sql, told, rows.query, columns, _shaping(rows, compiler))


@dataclass(frozen=True, eq=False)
class _Query:
    """One that is put together, for all threads."""

    sql: str
    values: Sequence[tuple[int | None, Any]]
    """For each place in it which of the values that are told stands there, or what stands there always."""
    query: Any
    columns: Sequence[Any]
    shaped: Callable[[Any], Any]

    def rows(self, found: Iterable[Any]) -> list[Any]:
        """What the database gave, as the queryset would give it."""
        compiler, converters = self._converting()
        if converters:
            found = compiler.apply_converters(found, converters)
        return [self.shaped(row) for row in found]

    def _converting(self) -> tuple[Any, Any]:
        """What holds on to a connection is kept with it, and goes with the thread that it is of."""
        known: WeakKeyDictionary[_Query, tuple[Any, Any]]
        known = vars(connections[DEFAULT_DB_ALIAS]).setdefault("converting", WeakKeyDictionary())
        if self not in known:
            compiler = self.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
            known[self] = compiler, compiler.get_converters(self.columns)
        return known[self]


def _adapted(kind: type, value: Any) -> Any:
    """As the database takes it."""
    return getattr(connection.ops, _ADAPTED[kind])(value) if kind in _ADAPTED else value


def _shaping(rows: Any, compiler: Any) -> Callable[[Any], Any]:
    """What makes of a row what ``rows`` would give. Raises ``TypeError`` for what this cannot give."""
    if rows._prefetch_related_lookups or rows._known_related_objects or compiler.has_extra_select:
        raise TypeError("rows are prepared as they come from one query")
    if rows._iterable_class is FlatValuesListIterable:
        return itemgetter(0)
    if rows._iterable_class is ValuesListIterable:
        return tuple
    if rows._iterable_class is not ModelIterable or compiler.annotation_col_map:
        raise TypeError("rows are prepared whole or as values_list, without annotations")
    own = compiler.klass_info["select_fields"]
    names = [compiler.select[at][0].target.attname for at in own]
    joined = (compiler.klass_info, compiler.select, connection.alias)
    related = get_related_populators(*joined)  # type: ignore[call-arg]  # of a later Django
    first, last = own[0], own[-1] + 1

    def made(row: Sequence[Any]) -> Any:
        found = rows.model.from_db(connection.alias, names, row[first:last])
        for each in related:
            each.populate(row, found)
        return found

    return made


class _Seats(NamedTuple):
    """Somebody, as far as their rights go."""

    holdings: tuple[Holding, ...]


class PreparedFor(Generic[R]):
    """The same for what depends on who asks: one for all who hold the same seats.

    ``make`` takes the holder first. What somebody holds is read for each page, so that a change of it counts at once.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, R]], *kinds: type) -> None:
        self._make, self._kinds = make, kinds
        self._known: dict[tuple[Holding, ...], Prepared[R]] = {}

    def __call__(self, who: Holder, *values: Any) -> list[R]:
        """The rows that ``who`` may see, for ``values``."""
        return self._of(tuple(who.holdings))(*values)

    def first(self, who: Holder, *values: Any) -> R | None:
        """The first of them: ``make`` asks for no more."""
        return self._of(tuple(who.holdings)).first(*values)

    def _of(self, held: tuple[Holding, ...]) -> Prepared[R]:
        found = self._known.get(held)
        if found is None:
            if len(self._known) >= _MOST_HOLDERS:
                self._known.clear()
            found = self._known[held] = Prepared(partial(self._make, _Seats(held)), *self._kinds)
        return found
