"""The commands that run and keep a server. None of them loads Django before it is called."""

from __future__ import annotations

import typer

from huitoukan.cli.server import areas, audit, backup, demo, serve, setup


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    serve.add_to(app)
    setup.add_to(app)
    backup.add_to(app)
    areas.add_to(app)
    audit.add_to(app)
    demo.add_to(app)
