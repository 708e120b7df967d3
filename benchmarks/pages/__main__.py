"""What our pages cost, against bare Django pages from the same gunicorn in the same run.

``python -m benchmarks.pages`` serves all on loopback, asks for each page in turns from a few people at once, and prints
pages a second and waiting by the clock, and processors' time, which suffers less from company, with its ratio to the
bare pages in each round. What those are is in :mod:`benchmarks.pages.bare`, what ours show in
:mod:`benchmarks.pages.county`. ``alive`` is the simple page: all that stands around a page of ours, and next to nothing
in it. ``--people 20`` is how it is when many click at once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.browsers import HOST, Browser, Server, wait_for
from benchmarks.pages.asking import Taken, ask_for
from benchmarks.pages.bare import DEFAULT, EMPTY
from benchmarks.pages.county import AUDITOR, COUNTY, PASSWORD
from benchmarks.tables import print_table
from benchmarks.timing import machine

PAGES = {
    "empty": ("empty", "/"),
    "default": ("default", "/"),
    "default form": ("default", "/form/"),
    "alive": ("ours", "/health/alive/"),
    "sign-in": ("ours", "/sign-in/"),
    "profile": ("inside", "/own/"),
    "home": ("inside", "/"),
    "one area": ("inside", f"/areas/{COUNTY}/"),
    "areas": ("inside", "/areas/"),
    "accounts": ("inside", "/accounts/"),
    "trail": ("inside", "/audit/"),
    "trail, page 200": ("inside", "/audit/?page=200"),
    "one event": ("inside", "/audit/500/"),
}
"""Which site gives them, and where; inside are those that one must have signed in for."""
BASES = ("empty", "default", "default form")


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=float, default=3, help="for each page in each round")
    given.add_argument("--rounds", type=int, default=5)
    given.add_argument("--people", type=int, default=4, help="who ask at once")
    given.add_argument("--port", type=int, default=8300)
    given.add_argument("--pages", nargs="+", choices=list(PAGES), default=list(PAGES), help="beside the bare ones")
    options = given.parse_args()
    print(machine("django", "gunicorn"))
    wanted = [name for name in PAGES if name in BASES or name in options.pages]
    with (
        tempfile.TemporaryDirectory(prefix="huitoukan-pages-") as folder,
        all_sites(Path(folder), options.port) as sites,
    ):
        auditor = Browser(sites["ours"].port)
        auditor.sign_in(AUDITOR, PASSWORD)
        taken: dict[str, list[Taken]] = {name: [] for name in wanted}
        for _ in range(options.rounds):
            for name in wanted:
                where, path = PAGES[name]
                site = sites["ours" if where == "inside" else where]
                who = auditor if where == "inside" else Browser(site.port)
                taken[name].append(ask_for(site, path, who, seconds=options.seconds, people=options.people))
    show(taken)


def show(taken: dict[str, list[Taken]]) -> None:
    """A row for each page; shares are of the processors' time, how much of a base's rate it has."""
    rows = []
    for name, rounds in taken.items():
        row = [name, f"{median(each.a_second for each in rounds):.0f}"]
        row += [f"{median(getattr(each, figure) for each in rounds):.1f}" for figure in _FIGURES]
        for base in BASES:
            pairs = zip(rounds, taken[base], strict=True)
            shares = [theirs.processor_ms / mine.processor_ms for mine, theirs in pairs]
            row.append(f"{median(shares):.0%} ({min(shares):.0%} to {max(shares):.0%})")
        rows.append(row)
    print_table(("page", "a second", "processor ms", "median ms", "p95 ms", *(f"of {base}" for base in BASES)), rows)


_FIGURES = ("processor_ms", "median_ms", "p95_ms")


@contextmanager
def all_sites(folder: Path, port: int) -> Iterator[dict[str, Server]]:
    """The two bare projects and ours, each with our settings of gunicorn."""
    (folder / "empty.py").write_text(EMPTY, "ascii")
    (folder / "default.py").write_text(DEFAULT, "ascii")
    environment = {**os.environ, "HUITOUKAN_HOME": str(folder / "home"), "PYTHONPATH": f"{folder}:src:."}
    preparing = {**environment, "DJANGO_SETTINGS_MODULE": "huitoukan.config.settings"}
    for command in ("django migrate --verbosity 0", "django collectstatic --no-input --verbosity 0"):
        subprocess.run([sys.executable, "-m", *command.split()], env=preparing, check=True)
    subprocess.run([sys.executable, "-m", "benchmarks.pages.county"], env=preparing, check=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:huitoukan.config.gunicorn"]
    doors = {
        "empty": (port, ["empty:application"], "/"),
        "default": (port + 1, ["default:application"], "/"),
        "ours": (port + 2, [], "/health/alive/"),
    }
    servers = {
        name: subprocess.Popen([*gunicorn, "--bind", f"{HOST}:{at}", *app], env=environment, stderr=subprocess.DEVNULL)
        for name, (at, app, _) in doors.items()
    }
    try:
        for at, _, path in doors.values():
            wait_for(at, path)
        yield {name: Server(doors[name][0], server.pid) for name, server in servers.items()}
    finally:
        for server in servers.values():
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
