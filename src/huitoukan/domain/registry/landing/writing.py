"""Rows of versions written in batches: nobody else waits for longer than one of them takes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from huitoukan.domain.registry.models import Version
from huitoukan.domain.registry.models.versions import OPEN
from huitoukan.domain.registry.moves import Claim

BATCH = 1_000
_PAUSE = 0.5
"""On SQLite, with its single writer: for how long, as a share of the time a batch took, others may go first."""
_LONGEST_PAUSE = 0.1
_DATES = ("valid_from", "valid_to")
Versions = type[Version]


class Batches:
    """Short transactions of one task, and how far it is."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self.progress = claim.progress

    def execute(self, sql: str, values: Sequence[Any], *, rows: int) -> None:
        """One statement about so many rows. Raises ``Cancelled`` when the work is no longer this task's."""
        with self._batch(rows) as cursor:
            cursor.execute(sql, values)

    def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """The statement once for each of ``rows``, likewise."""
        with self._batch(len(rows)) as cursor:
            cursor.executemany(sql, rows)

    @contextmanager
    def _batch(self, rows: int) -> Iterator[CursorWrapper]:
        started = time.perf_counter()
        with self._claim.writing(), connection.cursor() as cursor:
            yield cursor
        if connection.vendor == "sqlite":
            time.sleep(min(_PAUSE * (time.perf_counter() - started), _LONGEST_PAUSE))
        self.progress.advance(steps=rows)


def insert(batches: Batches, versions: Versions, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """New rows; every value is as the database keeps it (JSON as text, days as ISO text)."""
    sql = f"INSERT INTO {_table(versions)} ({_named(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
    for part in _parts(rows):
        batches.execute_many(sql, part)


def end(batches: Batches, versions: Versions, keys: Iterable[int], landing: int) -> None:
    """These rows are not held to be true after ``landing``."""
    for part in _parts(keys):
        marks = ", ".join(["%s"] * len(part))
        sql = f"UPDATE {_table(versions)} SET until = %s WHERE id IN ({marks})"
        batches.execute(sql, [landing, *part], rows=len(part))


def copy(
    batches: Batches, versions: Versions, keys: Iterable[int], landing: int, **changes: tuple[str, list[Any]]
) -> None:
    """Rows like these, held to be true from ``landing`` on; ``changes`` are columns as SQL with its values."""
    said = {"since": ("%s", [landing]), "until": ("%s", [OPEN]), **changes}
    columns = [str(field.column) for field in versions._meta.concrete_fields if not field.primary_key]
    values = ", ".join(said[name][0] if name in said else _quoted(name) for name in columns)
    bound = [value for name in columns if name in said for value in said[name][1]]
    for part in _parts(keys):
        marks = ", ".join(["%s"] * len(part))
        select = f"SELECT {values} FROM {_table(versions)} WHERE id IN ({marks})"
        sql = f"INSERT INTO {_table(versions)} ({_named(columns)}) {select}"
        batches.execute(sql, [*bound, *part], rows=len(part))


def remove_remains(batches: Batches, versions: Versions, newest: int) -> None:
    """What a landing left behind that never came to count."""
    while keys := list(versions.objects.filter(since__gt=newest).order_by().values_list("pk", flat=True)[:BATCH]):
        marks = ", ".join(["%s"] * len(keys))
        sql = f"DELETE FROM {_table(versions)} WHERE id IN ({marks})"
        batches.execute(sql, keys, rows=0)
    ended = versions.objects.filter(until__gt=newest, until__lt=OPEN).order_by()
    while keys := list(ended.values_list("pk", flat=True)[:BATCH]):
        end(batches, versions, keys, OPEN)


def tell_planner(versions: Versions) -> None:
    """PostgreSQL learns at once how many rows there are, and not when it next looks; SQLite plans without that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {_table(versions)}")


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while part := list(islice(waiting, BATCH)):
        yield part


def _table(versions: Versions) -> str:
    return _quoted(versions._meta.db_table)


def _named(columns: Sequence[str]) -> str:
    return ", ".join(map(_quoted, columns))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
