"""On SQLite, ``REPLACE INTO`` removes a row without asking the guard against removing; this one is asked first."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_GUARD = """
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
"""


def guard(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """PostgreSQL has no such statement."""
    if editor.connection.vendor == "sqlite":
        editor.execute(_GUARD)


class Migration(migrations.Migration):
    """There is no way back: a trail that could be opened again proves nothing."""

    dependencies = [("audit", "0003_verifications")]
    operations = [migrations.RunPython(guard)]
