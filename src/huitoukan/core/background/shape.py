"""Whether the database has the shape that this version needs."""

from __future__ import annotations

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """All that this version has; they do not change while it runs."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})


def missing_migrations() -> frozenset[tuple[str, str]]:
    """Those that the database has not seen. Raises ``django.db.Error`` when it does not answer."""
    return known_migrations() - MigrationRecorder(connection).applied_migrations().keys()
