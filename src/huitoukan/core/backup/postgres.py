"""A PostgreSQL database, by the programs that come with it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from django.db import connection, transaction

from huitoukan.core.backup.content import content_of
from huitoukan.core.backup.manifest import Content
from huitoukan.messages import Mendable, say

NAME = "database.pgdump"
_VARIABLES = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}


class ToolFailed(Mendable):
    """A program of PostgreSQL is missing or did not succeed."""


def dump(target: Path) -> Content:
    """Dumps the database as of one moment; what is counted is what is dumped. Raises :class:`ToolFailed`."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run("pg_dump", ["--format=custom", f"--snapshot={snapshot}", f"--file={target}"])
        return content_of("default")


def load(source: Path, expected: Content) -> bool:
    """Fills the empty database in one transaction; empties it again if it does not hold what is expected."""
    _empty()
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run("pg_restore", [*options, f"--dbname={connection.settings_dict['NAME']}", str(source)])
    if content_of("default") == expected:
        return True
    _empty()
    return False


def _empty() -> None:
    """Removes the tables and functions that migrations have made; nobody's data is in them."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
            " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function} CASCADE")


def _run(tool: str, arguments: Sequence[str]) -> None:
    """The password goes by the environment: command lines are seen by everybody on a machine."""
    if not shutil.which(tool):
        raise ToolFailed(say("server.postgres_tool_missing", tool=tool))
    settings = connection.settings_dict
    access = {variable: str(settings[name]) for name, variable in _VARIABLES.items() if settings.get(name)}
    options = {f"PG{name.upper()}": str(value) for name, value in settings["OPTIONS"].items() if name.startswith("ssl")}
    done = subprocess.run([tool, *arguments], env={**os.environ, **access, **options}, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise ToolFailed(say("server.postgres_tool_failed", tool=tool, problem=said))
