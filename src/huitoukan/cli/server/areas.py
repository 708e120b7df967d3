"""``huitoukan areas import``: a county's own list, brought by whoever owns the machine."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from huitoukan.cli.session import Session
from huitoukan.cli.values import read_day
from huitoukan.cli.wording import Command, Group
from huitoukan.messages import say

File = Annotated[Path, typer.Argument(help="area_list.help_file", metavar="FILE")]
Day = Annotated[str | None, typer.Option("--as-of", help="area_list.help_day", metavar="DATE")]
Corrections = Annotated[bool, typer.Option("--corrections", help="area_list.help_corrections")]
Look = Annotated[bool, typer.Option("--dry-run", help="area_list.help_dry_run")]

_SHOWN = 20
"""Wrong lines that are named; the rest are counted."""


def add_to(app: typer.Typer) -> None:
    """Adds the command and that below it."""
    below = typer.Typer(name="areas", cls=Group, help="area_list.help_group", no_args_is_help=True)
    below.callback()(lambda: None)
    below.command("import", cls=Command, help="area_list.help_import")(import_list)
    app.add_typer(below)


def import_list(
    context: typer.Context, file: File, as_of: Day = None, corrections: Corrections = False, dry_run: Look = False
) -> int:
    """Says what the list would change, and changes it; the trail tells of it in the name of the server."""
    from huitoukan.config.starting import start_on_tables

    session: Session = context.obj
    day = read_day(as_of) if as_of else dt.datetime.now().astimezone().date()
    start_on_tables(session.lang)
    from huitoukan.core.areas.lists.comparing import State, Terms, compare, counts
    from huitoukan.core.areas.lists.landing import Source, land
    from huitoukan.core.areas.lists.reading import read_list
    from huitoukan.engine.sheets.files.contents import open_file

    terms = Terms(day=day, are_corrections=corrections)
    content = open_file(file, file.name)
    lines = read_list(content)
    judged = compare(lines, terms, by=None)
    for state, count in counts(judged).items():
        session.tell(f"{state.label}  {count}")
    wrong = [each for each in judged if each.state is State.WRONG]
    for each in wrong[:_SHOWN]:
        where = say("area_list.at", sheet=each.line.sheet, row=each.line.row, notes=each.notes)
        session.complain(where)
    if not dry_run:
        land(by=None, lines=lines, terms=terms, source=Source(content.name, content.sha256))
        session.say(say("area_list.landed", file=content.name), "green")
    return 1 if wrong else 0
