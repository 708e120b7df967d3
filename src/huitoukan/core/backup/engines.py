"""Which of the two databases this server has."""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from huitoukan.core.backup import postgres, sqlite


def engine() -> ModuleType:
    """The module that dumps and loads it; both have ``NAME``, ``dump`` and ``load``."""
    return {"sqlite": sqlite, "postgresql": postgres}[connection.vendor]
