"""``huitoukan demo-site``: a server of a made-up county, to try everything on."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from huitoukan.cli.progress import show_progress
from huitoukan.cli.session import Session
from huitoukan.cli.wording import Command
from huitoukan.messages import say

Policy = Annotated[str, typer.Option(help="demo.help_policy", metavar="NAME")]
County = Annotated[Path, typer.Argument(help="demo.help_county", metavar="COUNTY")]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("demo-site", cls=Command, help="demo.help")(fill)


def fill(context: typer.Context, county: County, policy: Policy = "") -> int:
    """Makes the tables, fills them, and says who can sign in."""
    from huitoukan.config.starting import start_django

    session: Session = context.obj
    start_django(session.lang)
    from huitoukan.config.preparing import prepare_database
    from huitoukan.core.access.roles import Role
    from huitoukan.core.accounts.models import User
    from huitoukan.core.demo import seed
    from huitoukan.jobs.demo import live_a_month, work_by
    from huitoukan.samples.office import PASSWORD

    prepare_database()
    people = seed(county)
    officer = next(clerk for clerk in people if clerk.role == Role.COUNTY_OFFICER)
    logging.disable(logging.INFO)  # what the tasks tell is for the log of a server
    with show_progress(session) as progress:
        by = User.objects.get(username=officer.username)
        work_by(policy, by=by)
        live_a_month(county, by=by, progress=progress)
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for clerk in people:
        table.add_row(f"  {clerk.username}", str(Role(clerk.role).label), clerk.name, clerk.unit)
    session.say(say("demo.who"), "bold")
    session.out.print(table)
    session.say(say("demo.password", password=PASSWORD), "bold")
    return 0
