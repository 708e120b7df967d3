"""What a database holds, counted and checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from huitoukan.core.audit.chain import COLUMNS, verify
from huitoukan.core.audit.models import Entry
from huitoukan.core.backup.manifest import Content, Trail

_AT_ONCE = 2000
_SNAPSHOT = "snapshot"


def content_of(alias: str) -> Content:
    """Reads all of it; as of one moment only if the caller sees to that."""
    connection = connections[alias]
    there = set(connection.introspection.table_names())
    models = [model for model in apps.get_models() if model._meta.managed and model._meta.db_table in there]
    entries = Entry.objects.using(alias).order_by("number").values_list(*COLUMNS, named=True)
    verdict = verify(entries.iterator(chunk_size=_AT_ONCE))
    return Content(
        migrations=sorted(MigrationRecorder(connection).applied_migrations()),
        rows={model._meta.db_table: model._base_manager.using(alias).count() for model in models},
        trail=Trail(count=verdict.count, head=verdict.head, broken_at=verdict.broken_at),
    )


@contextmanager
def opened(file: Path) -> Iterator[str]:
    """The alias of a SQLite database in ``file``, as long as the block lasts."""
    settings = {**connections["default"].settings_dict, "NAME": str(file), "CONN_MAX_AGE": 0}
    connections.databases[_SNAPSHOT] = settings
    try:
        yield _SNAPSHOT
    finally:
        connections[_SNAPSHOT].close()
        del connections[_SNAPSHOT]
        del connections.databases[_SNAPSHOT]
