"""How far long work is, kept where pages find it; and how such work is stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from huitoukan.core.saying import in_both
from huitoukan.messages import Message

SECONDS = 0.5
"""Between two times that progress is stored, and that it is asked whether to go on."""


class Cancelled(Exception):
    """The work is not wanted any more, or somebody else has it."""


class StoredProgress:
    """Progress as ``{"stage": sentence in both languages, "done": 3, "total": 12}``.

    ``save`` keeps it; ``is_cancelled`` is asked as often as it is kept, and a yes raises :class:`Cancelled`.
    """

    def __init__(self, save: Callable[[dict[str, Any]], None], is_cancelled: Callable[[], bool]) -> None:
        self._save, self._is_cancelled = save, is_cancelled
        self._now: dict[str, Any] = {}
        self._kept_at = float("-inf")

    def start(self, stage: Message, total: int) -> None:
        """A new stage is kept at once, if only it does not follow too quickly."""
        self._now = {"stage": in_both(stage), "done": 0, "total": total}
        self._keep()

    def advance(self, done: Message | None = None, steps: int = 1) -> None:
        """What was done last is not told: it may name a file."""
        self._now["done"] = self._now.get("done", 0) + steps
        self._keep()

    def finish(self) -> None:
        """The next stage says more than the end of this one."""

    def _keep(self) -> None:
        if time.monotonic() - self._kept_at < SECONDS:
            return
        if self._is_cancelled():
            raise Cancelled
        self._save(dict(self._now))
        self._kept_at = time.monotonic()
