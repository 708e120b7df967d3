"""Runs a plan in a process of its own, so that its memory, its files and its faults stay there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from typing import IO

from huitoukan.engine.backends import wire
from huitoukan.engine.plan import Plan
from huitoukan.engine.progress import Progress, Silent
from huitoukan.messages import Mendable, Message, say

ENGINES = {"duckdb": "huitoukan.engine.backends.duckdb", "spark": "huitoukan.engine.backends.spark"}
LOCAL = "local[*]"
"""Spark without a cluster: every core of this machine."""
_LAST_WORDS = 20
"""Seconds for a backend, and what it has started, to clear up behind itself."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What runs plans; see ``ENGINES``.

    ``master`` is where Spark finds its cluster (``spark://host:7077``, ``yarn``, ``k8s://…``, ``local[*]``), ``shared``
    a folder that this machine and every machine of the cluster reach under one name: a path or a URL.
    """

    name: str = "duckdb"
    master: str = LOCAL
    shared: str | None = None

    def __post_init__(self) -> None:
        if self.name not in ENGINES:
            raise Mendable(say("engine.unknown_engine", name=self.name, engines=sorted(ENGINES)))
        if self.name == "spark" and not self.shared and not self.master.startswith("local"):
            raise Mendable(say("engine.shared_needed", master=self.master))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a backend may use. ``memory`` as DuckDB writes it, like ``3GB``; None leaves it to the backend.

    On a cluster ``memory`` is that of each executor, and ``threads`` are the cores of all together.
    """

    memory: str | None = None
    threads: int | None = None


class BackendFailed(RuntimeError):
    """A step did not run: a fault of ours, with the step and what the database said."""


def run(
    plan: Plan,
    *,
    scratch: Path,
    limits: Limits | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
    stage: Message | None = None,
) -> None:
    """Run ``plan`` and write its outputs.

    ``scratch`` holds the backend's own files (it may spill there); they are gone afterwards.
    Raises :class:`Mendable` for what a user can mend (disk or memory ran out, a cluster that does not answer),
    :class:`BackendFailed` for any other fault.
    """
    engine = engine or Engine()
    progress = progress or Silent()
    limits = limits or Limits()
    total = len(plan.inputs) + len(plan.steps) + len(plan.outputs)
    if stage:
        progress.start(stage, total)
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=scratch) as own, _child(engine.name) as child:
        settings = {"own": own, **asdict(limits), "master": engine.master, "shared": engine.shared}
        assert child.stdin and child.stdout
        child.stdin.write(json.dumps(settings) + "\n" + wire.dump(plan) + "\n")
        child.stdin.flush()
        titles = {step.name: step.title for step in plan.steps}
        for event in _events(child.stdout):
            if "failed" in event:
                raise _fault(event, engine)
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
        start_new_session=True,  # so that what it starts can be ended with it
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
            _end(child, signal.SIGTERM)
        # what it has started holds the other end of the stream
        listener.join(_LAST_WORDS)
        if listener.is_alive():
            _end(child, signal.SIGKILL)
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream:
                stream.close()


def _end(child: subprocess.Popen[str], how: signal.Signals) -> None:
    """End the backend and whatever it has started."""
    try:
        os.killpg(child.pid, how)
    except ProcessLookupError:
        return


def _listen(stream: IO[str], said: deque[str]) -> None:
    said.extend(stream)
    stream.close()


def _events(stream: IO[str]) -> Iterator[dict[str, str]]:
    for line in stream:
        yield json.loads(line)


_MENDABLE = {
    "disk": "engine.disk_full",
    "memory": "engine.memory_full",
    "pyspark": "engine.no_pyspark",
    "java": "engine.no_java",
    "master": "engine.no_master",
    "workers": "engine.no_workers",
    "executor": "engine.executor_lost",
    "shared": "engine.not_shared",
    "storage": "engine.no_storage",
}


def _fault(event: dict[str, str], engine: Engine) -> Exception:
    """The exception for a failed step."""
    if sentence := _MENDABLE.get(event["sort"]):
        return Mendable(say(sentence, master=engine.master, shared=engine.shared or "", said=event["said"][:300]))
    return BackendFailed(f"step {event['failed']}: {event['said']}")
