"""A backend's side of the pipe: takes settings and a plan, says what is done, ends when nobody listens any more.

Two lines of JSON come in on standard input (settings, plan); one line a finished table goes out on standard output.
"""

from __future__ import annotations

import json
import os
import sys
from threading import Thread
from typing import Any

from huitoukan.engine.backends import wire
from huitoukan.engine.plan import Plan

Settings = dict[str, Any]


def receive() -> tuple[Settings, Plan]:
    """The settings and the plan; from here on the process ends with the one that started it."""
    settings: Settings = json.loads(sys.stdin.readline())
    plan = wire.load(sys.stdin.readline())
    Thread(target=_end_with_parent, daemon=True).start()
    return settings, plan


def tell(**event: str) -> None:
    """One event: ``done`` is a table; ``failed`` is one, with what was ``said`` and which ``sort`` of fault it is."""
    print(json.dumps(event), flush=True)


def _end_with_parent() -> None:
    """Standard input closes when the parent is gone, however it went."""
    sys.stdin.read()
    os._exit(3)
