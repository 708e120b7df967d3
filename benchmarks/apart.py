"""Jobs in a fresh process each, so that the memory they take at most is theirs alone."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any, Self

_GB = 1e9


def run_apart(module: str, *arguments: object) -> dict[str, Any]:
    """What ``python -m module`` says in JSON on its last line."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def peaks() -> dict[str, float]:
    """GB of memory that this process (``parent``) and the largest it has started (``backend``) took at most."""
    return {
        "parent": _own_peak() / _GB,
        "backend": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / _GB,
    }


class Together:
    """Around a job: ``peak`` is what this process and all it has started took at one time, in GB, at most.

    It is looked at ten times a second, where the kernel says it (Linux).
    """

    def __init__(self) -> None:
        self.peak = 0.0
        self._done = Event()
        self._looking = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._looking.join()

    def _look(self) -> None:
        while not self._done.wait(0.1):
            self.peak = max(self.peak, sum(map(_resident, _family(os.getpid()))) / _GB)


def _family(process: int) -> Iterator[int]:
    """A process and what it has started."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # it has ended meanwhile
            for child in children.read_text("ascii").split():
                yield from _family(int(child))


def _resident(process: int) -> int:
    """Bytes in memory."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def _own_peak() -> int:
    """In bytes; as the kernel counts since this program began, where it says so.

    What ``getrusage`` says of a process includes what it was before it became this program: its parent's memory.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
