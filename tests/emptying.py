"""Between two tests that commit, tables are emptied; the trail lets nobody do that, so its guards step aside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase

_empty = TransactionTestCase._fixture_teardown


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
                cursor.execute(f'DROP TRIGGER "{name}"')
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            for _name, sql in triggers:
                cursor.execute(sql)
