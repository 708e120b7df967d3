"""``huitoukan serve`` and ``huitoukan worker``."""

from __future__ import annotations

import http.client
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from huitoukan.cli.server.addresses import Address, read_address, require_free
from huitoukan.cli.session import Session
from huitoukan.cli.wording import Command
from huitoukan.messages import say

Bind = Annotated[str, typer.Option("--bind", help="server.help_bind", metavar="HOST:PORT")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("serve", cls=Command, help="server.help_serve")(serve)
    app.command("worker", cls=Command, help="server.help_worker")(work)


def serve(context: typer.Context, bind: Bind = "127.0.0.1:8000") -> int:
    """Prepares the server, then runs its pages and its background until it is told to end."""
    from huitoukan.config.starting import start_django

    session: Session = context.obj
    address = read_address(bind)
    require_free(address)
    start_django(session.lang)
    from django.db import connections

    from huitoukan.config import preparing
    from huitoukan.config.supervision import Child, Supervisor

    session.say(say("server.preparing"))
    preparing.prepare_database()
    preparing.collect_static_files()
    connections.close_all()
    python = (sys.executable, "-m")
    pages = Child("pages", (*python, "gunicorn", "-c", "python:huitoukan.config.gunicorn", "--bind", bind))
    background = Child("worker", (*python, "huitoukan", "worker"))
    try:
        Supervisor((pages, background)).run(on_tick=_announcement(session, address))
    except KeyboardInterrupt:  # how it is meant to end
        session.say(say("server.ended"))
    return 0


def work(context: typer.Context) -> int:
    """Does what is in the queue until it is told to end."""
    from huitoukan.config.starting import start_on_tables

    session: Session = context.obj
    start_on_tables(session.lang)
    from huitoukan.jobs.worker import work as work_on

    work_on()
    return 0


def _announcement(session: Session, address: Address) -> Callable[[], None]:
    """Says once, as soon as the pages answer, where they are and what comes next."""
    from django.conf import settings

    from huitoukan.core.accounts.queries import has_accounts

    said = False

    def announce() -> None:
        nonlocal said
        if said or not _answers(address, settings.ALLOWED_HOSTS[0]):
            return
        said = True
        place = f"https://{settings.ALLOWED_HOSTS[0]}" if settings.SECURE_SSL_REDIRECT else str(address)
        session.say(say("server.open", place=place), "bold")
        if not has_accounts():
            session.say(say("server.set_up_next"))
        session.say(say("server.how_to_end"))

    return announce


def _answers(address: Address, host: str) -> bool:
    """Whether the pages are there; a socket in the file system is left to whoever stands in front of it."""
    if address.path:
        return True
    asking = http.client.HTTPConnection(address.reachable, address.port, timeout=1)
    try:
        asking.request("GET", "/health/alive/", headers={"Host": host.lstrip(".")})
        return asking.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        asking.close()
