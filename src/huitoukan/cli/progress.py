"""How far a run is: bars with counts and time left on a terminal, plain lines in a log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from huitoukan.cli.session import Session
from huitoukan.messages import Message

if TYPE_CHECKING:  # the engine takes its time to load; helps and completion need not wait
    from huitoukan.engine.progress import Progress


@contextmanager
def show_progress(session: Session) -> Iterator[Progress]:
    """Progress on stderr, as long as the block lasts."""
    if not session.err.is_terminal:
        yield LineProgress(session)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[done]}", style="dim", markup=False),
    )
    with Bars(*columns, console=session.err) as bars:
        yield BarProgress(session, bars)


class BarProgress:
    """A bar for each stage; the last thing done stands behind it."""

    def __init__(self, session: Session, bars: Bars) -> None:
        self._session = session
        self._bars = bars
        self._task: TaskID | None = None

    def start(self, stage: Message, total: int) -> None:
        """A new bar."""
        self._task = self._bars.add_task(stage.text(self._session.lang), total=total, done="")

    def advance(self, done: Message | None = None, steps: int = 1) -> None:
        """The bar grows."""
        if self._task is None:
            return
        if done is None:
            self._bars.update(self._task, advance=steps)
        else:
            self._bars.update(self._task, advance=steps, done=done.text(self._session.lang))

    def finish(self) -> None:
        """The bar stays, full, with the time it took."""
        if self._task is not None:
            total = self._bars.tasks[self._task].total
            self._bars.update(self._task, completed=total, done="")
        self._task = None


class LineProgress:
    """A line for each thing done, and one when a stage begins and ends."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stage = ""
        self._total = 0
        self._done = 0
        self._since = 0.0

    def start(self, stage: Message, total: int) -> None:
        """Says what begins."""
        self._stage, self._total, self._done = stage.text(self._session.lang), total, 0
        self._since = time.monotonic()
        self._print(self._session.text("progress_start", stage=self._stage))

    def advance(self, done: Message | None = None, steps: int = 1) -> None:
        """Says what was done, where there is something to say."""
        self._done += steps
        if done is not None:
            self._print(f"  [{self._done}/{self._total}] {done.text(self._session.lang)}")

    def finish(self) -> None:
        """Says how long it took."""
        seconds = f"{time.monotonic() - self._since:.1f}"
        self._print(self._session.text("progress_finish", stage=self._stage, seconds=seconds))

    def _print(self, line: str) -> None:
        self._session.err.print(line, markup=False, soft_wrap=True)
