"""Runs a plan in a process of its own, so that its memory, its files and its faults stay there."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

from huitoukan.engine.backends import wire
from huitoukan.engine.plan import Plan
from huitoukan.engine.progress import Progress, Silent
from huitoukan.messages import Mendable, Message, say

ENGINES = {"duckdb": "huitoukan.engine.backends.duckdb"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a backend may use. ``memory`` as DuckDB writes it, like ``3GB``; None leaves it to the backend."""

    memory: str | None = None
    threads: int | None = None


class BackendFailed(RuntimeError):
    """A step did not run: a fault of ours, with the step and what the database said."""


def run(
    plan: Plan,
    *,
    scratch: Path,
    limits: Limits | None = None,
    engine: str = "duckdb",
    progress: Progress | None = None,
    stage: Message | None = None,
) -> None:
    """Run ``plan`` and write its outputs.

    ``scratch`` holds the backend's own files (it may spill there); they are gone afterwards.
    Raises :class:`Mendable` when disk or memory ran out, :class:`BackendFailed` for any other fault.
    """
    progress = progress or Silent()
    limits = limits or Limits()
    total = len(plan.inputs) + len(plan.steps) + len(plan.outputs)
    if stage:
        progress.start(stage, total)
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=scratch) as own, _child(engine) as child:
        settings = {"own": own, "memory": limits.memory, "threads": limits.threads}
        assert child.stdin and child.stdout
        child.stdin.write(json.dumps(settings) + "\n" + wire.dump(plan) + "\n")
        child.stdin.flush()
        titles = {step.name: step.title for step in plan.steps}
        for event in _events(child.stdout):
            if "failed" in event:
                raise _fault(event)
            if stage:
                progress.advance(titles.get(event["done"]))
        # the child's last event is its end; anything else is a crash
        if child.wait() != 0:
            raise BackendFailed(f"the backend ended by itself with code {child.returncode}")
    if stage:
        progress.finish()


@contextmanager
def _child(engine: str) -> Iterator[subprocess.Popen[str]]:
    """The backend's process. It ends when its standard input closes, so it never outlives us."""
    child = subprocess.Popen(
        [sys.executable, "-m", ENGINES[engine]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert child.stderr
    said: deque[str] = deque(maxlen=40)
    listener = Thread(target=_listen, args=(child.stderr, said), daemon=True)
    listener.start()
    try:
        yield child
    except BackendFailed as fault:
        listener.join(1)
        raise BackendFailed(f"{fault}\n{''.join(said)}") from None
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream:
                stream.close()


def _listen(stream: IO[str], said: deque[str]) -> None:
    said.extend(stream)
    stream.close()


def _events(stream: IO[str]) -> Iterator[dict[str, str]]:
    for line in stream:
        yield json.loads(line)


def _fault(event: dict[str, str]) -> Exception:
    """The exception for a failed step: out of disk or memory is the user's to mend."""
    if event["sort"] == "disk":
        return Mendable(say("engine.disk_full"))
    if event["sort"] == "memory":
        return Mendable(say("engine.memory_full"))
    return BackendFailed(f"step {event['failed']}: {event['said']}")
