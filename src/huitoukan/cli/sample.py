"""``huitoukan sample-county``: a made-up county to try everything on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from huitoukan.cli.session import Session
from huitoukan.cli.values import read_day
from huitoukan.cli.wording import Command
from huitoukan.policy import load_pack, parameters_on

Target = Annotated[Path, typer.Argument(help="cli.help_sample_out", metavar="OUT")]
Households = Annotated[int, typer.Option("--households", help="cli.help_households", metavar="N", min=1)]
Seed = Annotated[int, typer.Option("--seed", help="cli.help_seed", metavar="S")]
Hard = Annotated[bool, typer.Option("--hard", help="cli.help_hard")]
SampleDay = Annotated[str | None, typer.Option("--as-of", help="cli.help_sample_as_of", metavar="DATE")]

Further = Annotated[bool, typer.Option("--library", help="cli.help_sample_library")]


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("sample-county", cls=Command, help="cli.help_sample")(write_sample)


def write_sample(
    context: typer.Context,
    out: Target,
    households: Households = 2500,
    seed: Seed = 1,
    as_of: SampleDay = None,
    library: Further = False,
    hard: Hard = False,
) -> int:
    """Writes the county and says how to check it."""
    from huitoukan.samples import PARAMETERS, write_county

    session: Session = context.obj
    day = read_day(as_of) if as_of else _last_month_end(dt.datetime.now().astimezone().date())
    values = parameters_on(load_pack(), day)
    numbers = {name: float(value) for name in PARAMETERS if isinstance(value := values.get(name), (int, float))}
    made = write_county(
        out, households=households, seed=seed, as_of=day, parameters=numbers, further=library, hard=hard
    )
    session.tell(
        session.text(
            "sample_made",
            name=made.name,
            households=made.households,
            people=made.people,
            files=len(made.rows),
            rows=sum(made.rows.values()),
            out=out,
        )
    )
    following = "sample_next_library" if library else "sample_next"
    session.tell(session.text(following, lists=out / "lists", as_of=day.isoformat()))
    return 0


def _last_month_end(today: dt.date) -> dt.date:
    """Lists are of whole months, so the county is as it was when the last one ended."""
    return today.replace(day=1) - dt.timedelta(days=1)
