"""Children kept alive: one that dies is started again, later each time; all end with whoever started them."""

from __future__ import annotations

import ctypes
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from huitoukan.messages import Mendable, say

log = logging.getLogger(__name__)

TICK = 0.2
HEALTHY_AFTER = 60.0
"""A child that lived for so long had come up; its death is a new one."""
LONGEST_WAIT = 30.0
DEATHS = 5
"""In a row, before it is given up."""
PATIENCE = 30.0
"""For a child to end by itself."""
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


class CannotStay(Mendable):
    """A child dies again and again."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process to keep."""

    name: str
    command: Sequence[str]


@dataclass(slots=True)
class _Kept:
    child: Child
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    starts_at: float = 0.0
    deaths: int = 0

    def look_after(self, now: float) -> None:
        """Starts it when it is time to, notes its death when it has died."""
        if self.process is None:
            if now >= self.starts_at:
                self.process, self.started_at = _start(self.child), now
        elif self.process.poll() is not None:
            self._bury(self.process.returncode, now)

    def _bury(self, code: int, now: float) -> None:
        self.deaths = 1 if now - self.started_at > HEALTHY_AFTER else self.deaths + 1
        log.error("%s ended with code %s, for the %s. time in a row", self.child.name, code, self.deaths)
        if self.deaths >= DEATHS:
            raise CannotStay(say("server.cannot_stay", name=self.child.name, times=self.deaths))
        self.process = None
        self.starts_at = now + min(LONGEST_WAIT, 2.0 ** (self.deaths - 1))


@dataclass(slots=True)
class Supervisor:
    """Keeps ``children`` until it is interrupted."""

    children: Sequence[Child]
    _kept: list[_Kept] = field(default_factory=list)

    def run(self, on_tick: Callable[[], None] = lambda: None) -> None:
        """Never returns of itself. Raises :class:`CannotStay`, KeyboardInterrupt; all children have ended then."""
        self._kept = [_Kept(child) for child in self.children]
        try:
            while True:
                for kept in self._kept:
                    kept.look_after(time.monotonic())
                on_tick()
                time.sleep(TICK)
        finally:
            self._end()

    def _end(self) -> None:
        """Asks all at once, then waits for each; what does not end is ended."""
        running = [kept.process for kept in self._kept if kept.process and kept.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(child: Child) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C reaches us alone, and we end it in good order."""
    return subprocess.Popen(
        child.command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent,  # noqa: PLW1509  # there are no threads here
    )


def _die_with_parent() -> None:
    """Runs in the child before it becomes one: should we be killed, the system asks it to end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
