"""Between two tests that commit, tables are emptied; the trail lets nobody do that, so its guards step aside."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

_empty = TransactionTestCase._fixture_teardown
_SECONDS = 60


def allow_emptying() -> None:
    """From here on, for the whole run."""

    def teardown(case: TransactionTestCase) -> None:
        with _without_guards():
            _empty(case)

    TransactionTestCase._fixture_teardown = teardown


@contextmanager
def _without_guards() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                _patiently(cursor, f'DROP TRIGGER "{name}"')
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            for _name, sql in triggers:
                _patiently(cursor, sql)


def _patiently(cursor: CursorWrapper, sql: str) -> None:
    """A server of the test may still be answering a browser that has gone; it holds the one database of both."""
    until = time.monotonic() + _SECONDS
    while True:
        try:
            cursor.execute(sql)
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return
