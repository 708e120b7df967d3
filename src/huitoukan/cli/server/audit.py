"""``huitoukan audit``: is the trail whole, and which seal proves it tomorrow."""

from __future__ import annotations

from typing import Annotated

import typer

from huitoukan.cli.session import Session
from huitoukan.cli.wording import Command, Group
from huitoukan.messages import say

Seal = Annotated[str | None, typer.Option("--expect", help="audit.help_expect", metavar="SEAL")]


def add_to(app: typer.Typer) -> None:
    """Adds the command and those below it."""
    below = typer.Typer(name="audit", cls=Group, help="audit.help_group", no_args_is_help=True)
    below.command("verify", cls=Command, help="audit.help_verify")(verify)
    below.command("head", cls=Command, help="audit.help_head")(head)
    app.add_typer(below)


def verify(context: typer.Context, expect: Seal = None) -> int:
    """Reads the whole trail; exit code 1 where it is not what was sealed. Writes nothing."""
    from huitoukan.config.starting import start_on_tables

    session: Session = context.obj
    start_on_tables(session.lang)
    from huitoukan.core.audit.verifications import verdict

    found = verdict((expect or "").strip().lower())
    if found.broken_at is not None:
        session.complain(say("audit.found_broken", number=found.broken_at))
        return 1
    if not found.has_expected:
        session.complain(say("audit.not_expected", count=found.count))
        return 1
    session.say(say("audit.found_intact", count=found.count), "green")
    session.tell(found.head)
    return 0


def head(context: typer.Context) -> int:
    """The number and the seal of the last entry, to be written down elsewhere."""
    from huitoukan.config.starting import start_on_tables

    session: Session = context.obj
    start_on_tables(session.lang)
    from huitoukan.core.audit.queries import head as last

    number, seal = last()
    session.tell(f"{number} {seal}")
    return 0
