"""``huitoukan backup`` and ``huitoukan restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from huitoukan.cli.session import Session
from huitoukan.cli.wording import Command
from huitoukan.messages import say

Target = Annotated[Path, typer.Argument(help="server.help_backup_file", metavar="FILE")]
Source = Annotated[Path, typer.Argument(help="server.help_restore_file", metavar="FILE")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("backup", cls=Command, help="server.help_backup")(back_up)
    app.command("restore", cls=Command, help="server.help_restore")(restore)


def back_up(context: typer.Context, file: Target) -> int:
    """Writes everything into one file, while the server goes on."""
    from huitoukan.config.starting import start_on_tables

    session: Session = context.obj
    start_on_tables(session.lang)
    from huitoukan.core.backup.saving import save

    manifest = save(file)
    session.say(say("server.backed_up", file=file, rows=sum(manifest.rows.values())))
    session.say(say("server.trail_head", count=manifest.trail.count, head=manifest.trail.head))
    if manifest.trail.broken_at is not None:
        session.say(say("server.trail_broken", number=manifest.trail.broken_at), "red")
    return 0


def restore(context: typer.Context, file: Source) -> int:
    """Fills a new server from such a file, or leaves it as it was."""
    from huitoukan.config.starting import start_django

    session: Session = context.obj
    start_django(session.lang)
    from huitoukan.config.preparing import prepare_database, require_database
    from huitoukan.core.backup.restoring import restore as fill

    require_database()
    manifest = fill(file)
    prepare_database()
    session.say(say("server.restored", made_at=manifest.made_at, rows=sum(manifest.rows.values())))
    session.say(say("server.trail_head", count=manifest.trail.count, head=manifest.trail.head))
    return 0
