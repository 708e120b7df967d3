"""Twenty people of all roles clicking at once on a server that :mod:`benchmarks.site.fill` has filled.

``HUITOUKAN_HOME=… python -m benchmarks.site.load`` starts it as its owner would (``huitoukan serve``) on loopback, and
beside it, with the same settings of gunicorn, what ``django-admin startproject`` gives with a page that is all but
empty, which the same people click on as well. A page of ours that takes next to nothing, ``/health/alive/``, tells how
long a page waits for its turn among the others.

All of them ask as soon as they are answered, then once more with a rest after each page; each time a table says by page
how long they waited. They live in this one process, apart from the server; what it takes itself is told, too, and what
others took of the machine meanwhile.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.browsers import HOST, Browser, Server, wait_for
from benchmarks.pages.bare import DEFAULT
from benchmarks.site.clicks import Click, Person, click, waits
from benchmarks.tables import print_table
from benchmarks.timing import machine

EMPTY, SIMPLE = "empty Django page", "simple page of ours"
PEOPLE = (
    *("county", "housing", "medical", "inspector", "leader", "auditor", "admin"),
    *(f"town{n}" for n in range(1, 7)),
    *(f"village{n}" for n in range(1, 5)),
    *(f"helper{n}" for n in range(1, 4)),
)
WARM_SECONDS = 15


def main() -> None:
    """Serves, clicks, and prints."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=float, default=90, help="for each table")
    given.add_argument("--pauses", type=float, nargs="+", default=[0, 1], help="seconds of rest after each page")
    given.add_argument("--port", type=int, default=8300)
    options = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="huitoukan-load-") as folder, servers(Path(folder), options.port) as both:
        ours, empty = both
        people = come_in(ours.port, empty.port)
        print(f"{machine('django', 'gunicorn')}; {len(people)} people")
        click(people, seconds=WARM_SECONDS, pause=0, seed=0)
        for pause in options.pauses:
            before = _Used.now(both)
            clicks = click(people, seconds=options.seconds, pause=pause, seed=1)
            print(f"\npause {pause:g} s; {_Used.now(both).since(before, len(clicks))}")
            show(clicks)


def come_in(port: int, empty: int) -> list[Person]:
    """Everybody signs in, and knows where to click."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitoukan.config.settings")
    import django

    django.setup()
    from benchmarks.site.addresses import addresses
    from django.db import connection

    from huitoukan.core.accounts.models import User
    from huitoukan.samples.office import PASSWORD

    people = []
    for user in User.objects.filter(username__in=PEOPLE).order_by("pk"):
        browser = Browser(port)
        browser.sign_in(user.username, PASSWORD)
        people.append(Person(browser, addresses(user) | {SIMPLE: ["/health/alive/"]}, Browser(empty), {EMPTY: "/"}))
    connection.close()
    return people


def show(clicks: Sequence[Click]) -> None:
    """A row for each page."""
    found = waits(clicks, besides=[EMPTY, SIMPLE])
    base = next(each.half for each in found if each.page == EMPTY)
    rows = [
        (
            each.page,
            len(each.taken),
            f"{each.half:.0f}",
            f"{each.late:.0f}",
            f"{max(each.taken):.0f}",
            f"{each.half / base:.1f}",
        )
        for each in found
    ]
    print_table(("page", "clicks", "median ms", "p95 ms", "max ms", "× empty"), rows)


class _Used:
    """Seconds of the processors since the machine was started, or since another moment."""

    def __init__(self, clock: float, machine: float, ours: float, clients: float) -> None:
        self.clock, self.machine, self.ours, self.clients = clock, machine, ours, clients

    @classmethod
    def now(cls, servers: Sequence[Server]) -> _Used:
        """Until this moment; all servers together are ours."""
        user, nice, system, _idle, _waiting, *rest = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
        busy = sum(map(int, (user, nice, system, *rest))) / os.sysconf("SC_CLK_TCK")
        worked = sum(server.processor_seconds() for server in servers)
        return cls(time.monotonic(), busy, worked, time.process_time())

    def since(self, before: _Used, pages: int) -> str:
        """In words."""
        clock, ours = self.clock - before.clock, self.ours - before.ours
        clients = self.clients - before.clients
        others = max(0.0, self.machine - before.machine - ours - clients)
        return (
            f"{pages / clock:.0f} pages a second; of the processors, for each page: {ours / pages * 1000:.1f} ms the "
            f"servers, {clients / pages * 1000:.1f} ms those who click; others took {others / clock:.2f} of "
            f"{os.cpu_count()} processors"
        )


@contextmanager
def servers(folder: Path, port: int) -> Iterator[tuple[Server, Server]]:
    """Ours, and the empty one."""
    (folder / "default.py").write_text(DEFAULT, "ascii")
    paths = os.pathsep.join((str(folder), *sys.path))
    gunicorn = ("gunicorn", "--config", "python:huitoukan.config.gunicorn", "default:application", "--bind")
    commands = {port: ("huitoukan", "serve", "--bind"), port + 1: gunicorn}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = {
        at: subprocess.Popen(
            [sys.executable, "-m", *command, f"{HOST}:{at}"], env={**os.environ, "PYTHONPATH": paths}, **quiet
        )
        for at, command in commands.items()
    }
    try:
        wait_for(port, "/health/alive/")
        wait_for(port + 1, "/")
        ours, empty = (Server(at, process.pid) for at, process in running.items())
        yield ours, empty
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.wait()


if __name__ == "__main__":
    main()
