"""The commands put together; Typer reads the line, we say what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from typer._click import exceptions as usage

from huitoukan import __version__
from huitoukan.cli import check, kinds, policy, sample, server
from huitoukan.cli.language import OPTION, VARIABLE
from huitoukan.cli.session import INTERRUPTED, Session, WrongUsage
from huitoukan.cli.wording import Group, translate
from huitoukan.messages import LANGS, Message, say

NAME = "huitoukan"


def run(arguments: Sequence[str], session: Session) -> int:
    """Runs one command line and gives its exit code. Raises :class:`WrongUsage` and ``Mendable``."""
    command = typer.main.get_command(build_app())
    translate(command, session.lang)
    try:
        done = command.main(list(arguments), prog_name=NAME, standalone_mode=False, obj=session)
    except usage.NoArgsIsHelpError:
        return WrongUsage.exit_code
    except usage.UsageError as problem:
        raise WrongUsage(_explain(problem)) from problem
    if done == INTERRUPTED:  # Typer has caught the KeyboardInterrupt
        raise KeyboardInterrupt
    return done if isinstance(done, int) else 0


def build_app() -> typer.Typer:
    """The commands; helps are names of sentences until :func:`translate` has seen them."""
    app = typer.Typer(name=NAME, cls=Group, help="cli.help", no_args_is_help=False)
    app.callback(invoke_without_command=True)(_start)
    check.add_to(app)
    kinds.add_to(app)
    sample.add_to(app)
    policy.add_to(app)
    server.add_to(app)
    return app


def _start(
    context: typer.Context,
    lang: Annotated[str, typer.Option(OPTION, help="cli.help_lang", envvar=VARIABLE, metavar="|".join(LANGS))] = LANGS[
        0
    ],
    version: Annotated[bool, typer.Option("--version", help="cli.help_version")] = False,
) -> None:
    """``--lang`` was taken off the line before; it stands here so that the help names it."""
    session: Session = context.obj
    if version:
        session.tell(f"{NAME} {__version__}")
    elif context.invoked_subcommand is None:
        session.tell(context.get_help())


def _explain(problem: usage.UsageError) -> Message:
    """What Typer says in English, in our words."""
    line = problem.ctx.command_path if problem.ctx else NAME
    match problem:
        case usage.MissingParameter(param=param) if param is not None:
            return say("cli.usage_missing", what=param.get_error_hint(), line=line)
        case usage.NoSuchOption(option_name=option, possibilities=near):
            return say("cli.usage_no_option", option=option, near=_near(near or ()), line=line)
        case usage.BadParameter(param=param) if param is not None:
            # Only counts are left to Typer; whatever else has a form is read in values.py.
            return say("cli.usage_number", what=param.get_error_hint(), line=line)
        case _:
            return say("cli.usage_other", problem=problem.message, line=line)


def _near(words: Sequence[str]) -> Message | str:
    return say("cli.near", words=sorted(words)) if words else ""
