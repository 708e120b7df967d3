"""``huitoukan setup``: the first area and the first administrator of a new server."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from huitoukan.cli.session import Session
from huitoukan.cli.wording import Command
from huitoukan.messages import Mendable, say

Code = Annotated[str | None, typer.Option("--code", help="server.help_code", metavar="990101000000")]
AreaName = Annotated[str | None, typer.Option("--area", help="server.help_area", metavar="NAME")]
Username = Annotated[str | None, typer.Option("--username", help="server.help_username", metavar="NAME")]
Name = Annotated[str | None, typer.Option("--name", help="server.help_name", metavar="NAME")]


class NotAnswered(Mendable):
    """There is nobody at a terminal to ask, and the line does not say it."""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("setup", cls=Command, help="server.help_setup")(set_up)


def set_up(
    context: typer.Context,
    code: Code = None,
    area: AreaName = None,
    username: Username = None,
    name: Name = None,
) -> int:
    """Asks for what the line does not say; the password is never on the line."""
    from huitoukan.config.starting import start_django

    session: Session = context.obj
    start_django(session.lang)
    from huitoukan.config.preparing import prepare_database
    from huitoukan.core import setup

    prepare_database()
    setup.require_new()
    made = setup.set_up(
        code=code or _ask(session, "code"),
        area_name=area or _ask(session, "area"),
        username=username or _ask(session, "username"),
        name=name or _ask(session, "name"),
        password=_ask_password(session),
    )
    session.say(say("server.set_up", username=made.username))
    return 0


def _ask(session: Session, what: str) -> str:
    """A line from the terminal."""
    if not sys.stdin.isatty():
        raise NotAnswered(say("server.not_answered", option=f"--{what}"))
    answer = ""
    while not answer:
        answer = input(say(f"server.ask_{what}").text(session.lang)).strip()
    return answer


def _ask_password(session: Session) -> str:
    """Twice and unseen from a terminal, else the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(say("server.ask_password").text(session.lang))
    if first != getpass.getpass(say("server.ask_password_again").text(session.lang)):
        raise NotAnswered(say("server.passwords_differ"))
    return first
