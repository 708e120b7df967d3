"""A server of its own for a test: a home, an empty database of the kind the tests run on, and its commands as processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import psycopg

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")
SECONDS = 300


@dataclass
class Server:
    """Where it lives, and how to call it."""

    home: Path
    more: dict[str, str] = field(default_factory=dict)
    ready: Server | None = None
    """One that has been set up."""

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        paths = os.pathsep.join(map(str, (ROOT / "src", ROOT)))
        return {**kept, "PYTHONPATH": paths, "HUITOUKAN_HOME": str(self.home), "HUITOUKAN_LANG": "en", **self.more}

    def run(self, *arguments: object, said: str = "") -> subprocess.CompletedProcess[str]:
        """``huitoukan`` with these words, and ``said`` on its input."""
        return self._call([sys.executable, "-m", "huitoukan", *map(str, arguments)], said)

    def python(self, code: str) -> str:
        """What a few lines print that run inside this server."""
        prologue = "import django; django.setup()\n"
        settings = {"DJANGO_SETTINGS_MODULE": "huitoukan.config.settings"}
        done = self._call([sys.executable, "-c", prologue + code], "", settings)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _call(
        self, command: list[str], said: str, more: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        environment = {**self.environment, **(more or {})}
        return subprocess.run(
            command, env=environment, input=said, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
        )

    def set_up(self) -> None:
        """As ``huitoukan setup`` leaves it, copied from one where that was run."""
        assert self.ready
        shutil.copytree(self.ready.home, self.home, dirs_exist_ok=True)
        if "DATABASE_URL" in self.more:
            _copy_database(self.ready.more["DATABASE_URL"], self.more["DATABASE_URL"])

    def set_up_in_earnest(self) -> None:
        """By the command."""
        line = ("--code", "990101000000", "--area", "云岭县", "--username", "admin", "--name", "管理员")
        done = self.run("setup", *line, said="heron-Basket-71\n")
        assert done.returncode == 0, done.stderr

    @contextmanager
    def running(self, *arguments: object) -> Iterator[Running]:
        """The command as long as the block lasts."""
        command = [sys.executable, "-m", "huitoukan", *map(str, arguments)]
        process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )
        running = Running(process)
        try:
            yield running
        finally:
            running.end()


class Running:
    """A command at work, and all it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as said:
            for line in said:
                self.lines.append(line)

    def wait_for(self, words: str) -> str:
        """The line with ``words``, as soon as it is said."""
        return wait(lambda: next((line for line in list(self.lines) if words in line), ""), words, self.lines)

    def end(self, by: int = signal.SIGTERM) -> int:
        """Asks it to end, and gives its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        code = self.process.wait(SECONDS)
        self._reader.join(SECONDS)
        return code


def wait(asked: Callable[[], T], what: str, said: object = "") -> T:
    """The first true answer; a test that waits too long fails."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if answer := asked():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited too long for {what}: {said}")


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """The variable for an empty database beside that of the tests; none on SQLite, where each home has its own."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield {}
        return
    name = f"server_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as asking:
        asking.execute(f"CREATE DATABASE {name}")
        try:
            yield {"DATABASE_URL": f"{address.rpartition('/')[0]}/{name}"}
        finally:
            asking.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _copy_database(source: str, target: str) -> None:
    """Within one cluster; nobody may be connected to either."""
    source_name, target_name = (address.rpartition("/")[2] for address in (source, target))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as asking:
        asking.execute(f"DROP DATABASE {target_name} WITH (FORCE)")
        asking.execute(f"CREATE DATABASE {target_name} TEMPLATE {source_name}")
