"""What stands between an installed server and one that can be started: tables and static files."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection

from huitoukan import web
from huitoukan.core.background.shape import missing_migrations
from huitoukan.messages import Mendable, say

STYLES = Path(web.__path__[0]) / "static/dist/site.css"


class NotReady(Mendable):
    """Something must be there first."""


def prepare_database() -> None:
    """Makes the tables what this version needs. Raises :class:`NotReady`."""
    require_database()
    call_command("migrate", interactive=False, verbosity=0)


def require_database() -> None:
    """Raises :class:`NotReady` when the database does not answer."""
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        raise NotReady(say("server.database_away", problem=str(problem).strip())) from problem


def require_tables() -> None:
    """Raises :class:`NotReady` when the tables are not those of this version: ``serve`` and ``setup`` make them."""
    require_database()
    if missing_migrations():
        raise NotReady(say("server.not_migrated"))


def collect_static_files() -> None:
    """Style sheets and scripts, where they are served from. Raises :class:`NotReady`."""
    if not STYLES.exists():
        raise NotReady(say("server.not_built"))
    call_command("collectstatic", interactive=False, verbosity=0)
