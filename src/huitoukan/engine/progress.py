"""How a long job says where it is; the command line draws it, a server stores it."""

from __future__ import annotations

from typing import Protocol

from huitoukan.messages import Message


class Progress(Protocol):
    """Told about stages and steps. ``total`` is the number of steps of the stage."""

    def start(self, stage: Message, total: int) -> None: ...

    def advance(self, done: Message | None = None, steps: int = 1) -> None: ...

    def finish(self) -> None: ...


class Silent:
    """Progress nobody watches."""

    def start(self, stage: Message, total: int) -> None:
        """Nothing to show."""

    def advance(self, done: Message | None = None, steps: int = 1) -> None:
        """Nothing to show."""

    def finish(self) -> None:
        """Nothing to show."""
