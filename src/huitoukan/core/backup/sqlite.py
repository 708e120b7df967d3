"""A SQLite database in one file, copied while others write to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection, connections

from huitoukan.core.backup.content import content_of, opened
from huitoukan.core.backup.manifest import Content

NAME = "database.sqlite3"


def dump(target: Path) -> Content:
    """Copies the database as of one moment to ``target``; in WAL mode nobody has to wait for it."""
    with closing(sqlite3.connect(_place())) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    with opened(target) as alias:
        content = content_of(alias)
    _drop_log(target)
    return content


def load(source: Path, expected: Content) -> bool:
    """Puts ``source`` where the empty database is, if it holds what is expected; says whether it did."""
    with opened(source) as alias:
        if content_of(alias) != expected:
            return False
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    place = _place()
    _drop_log(place)
    source.replace(place)
    return True


def _place() -> Path:
    return Path(connection.settings_dict["NAME"])


def _drop_log(place: Path) -> None:
    """What belongs to the database that was there; it must not be played into another."""
    for suffix in ("-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
