"""How many pages a second the server gives, against an empty Django page from the same gunicorn in the same run.

``python -m benchmarks.pages`` serves both on loopback, one after the other in turns, asks each from a few threads for a
few seconds, and prints pages a second by the clock and by the processors' time that the server took, which suffers less
from company, and their ratio in each round. There are two to hold ours against: the empty page, a view that
answers ``ok`` without middleware, templates or database, which is the most that Django can give here; and the default
page, an empty template with the middleware that ``django-admin startproject`` gives.
"""

from __future__ import annotations

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.tables import print_table
from benchmarks.timing import machine

HOST = "127.0.0.1"
EMPTY = """
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("ok"))]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="x" * 50, MIDDLEWARE=[])
application = get_wsgi_application()
"""
DEFAULT = """
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.shortcuts import render
from django.urls import path
urlpatterns = [path("", lambda request: render(request, "page.html"))]
page = "<!doctype html><title>empty</title><p>{{ user }}"
django, contrib = "django.middleware.", "django.contrib."
processors = ["django.template.context_processors.request", contrib + "auth.context_processors.auth"]
settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="x" * 50,
    INSTALLED_APPS=[contrib + app for app in ("auth", "contenttypes", "sessions", "messages", "staticfiles")],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {
        "loaders": [("django.template.loaders.locmem.Loader", {"page.html": page})],
        "context_processors": [*processors, contrib + "messages.context_processors.messages"],
    }}],
    MIDDLEWARE=[
        django + "security.SecurityMiddleware",
        contrib + "sessions.middleware.SessionMiddleware",
        django + "common.CommonMiddleware",
        django + "csrf.CsrfViewMiddleware",
        contrib + "auth.middleware.AuthenticationMiddleware",
        contrib + "messages.middleware.MessageMiddleware",
        django + "clickjacking.XFrameOptionsMiddleware",
    ],
)
application = get_wsgi_application()
"""
PAGES = {
    "empty": ("empty", "/"),
    "default": ("default", "/"),
    "alive": ("ours", "/health/alive/"),
    "sign-in": ("ours", "/sign-in/"),
}
"""Which site gives them, and where."""


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--seconds", type=float, default=3, help="for each page in each round")
    given.add_argument("--rounds", type=int, default=5)
    given.add_argument("--threads", type=int, default=4, help="that ask")
    given.add_argument("--port", type=int, default=8300)
    options = given.parse_args()
    print(machine("django", "gunicorn"))
    with (
        tempfile.TemporaryDirectory(prefix="huitoukan-pages-") as folder,
        all_sites(Path(folder), options.port) as sites,
    ):
        rates: dict[str, list[Rate]] = {name: [] for name in PAGES}
        for _ in range(options.rounds):
            for name, (site, path) in PAGES.items():
                rates[name].append(rate(sites[site], path, options.seconds, options.threads))
    show(rates)


@dataclass(frozen=True, slots=True)
class Site:
    """A gunicorn and where it listens."""

    port: int
    process: int

    def processor_seconds(self) -> float:
        """That its workers have taken so far."""
        workers = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        ticks = [Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[11:13] for worker in workers]
        return sum(int(tick) for pair in ticks for tick in pair) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Rate:
    """Pages a second."""

    by_clock: float
    by_processor: float


def show(rates: dict[str, list[Rate]]) -> None:
    """A row for each page; shares are of the processors' time."""
    rows = []
    for name, taken in rates.items():
        row = [
            name,
            f"{median(rate.by_clock for rate in taken):.0f}",
            f"{median(rate.by_processor for rate in taken):.0f}",
        ]
        for base in ("empty", "default"):
            pairs = zip(taken, rates[base], strict=True)
            shares = [mine.by_processor / theirs.by_processor for mine, theirs in pairs]
            row.append(f"{median(shares):.0%} ({min(shares):.0%} to {max(shares):.0%})")
        rows.append(row)
    print_table(("page", "a second", "a processor second", "of the empty page", "of the default page"), rows)


@contextmanager
def all_sites(folder: Path, port: int) -> Iterator[dict[str, Site]]:
    """The two bare projects and ours, each with our settings of gunicorn."""
    (folder / "empty.py").write_text(EMPTY, "ascii")
    (folder / "default.py").write_text(DEFAULT, "ascii")
    environment = {**os.environ, "HUITOUKAN_HOME": str(folder / "home"), "PYTHONPATH": f"{folder}:src"}
    environment["DJANGO_SETTINGS_MODULE"] = "huitoukan.config.settings"
    for command in ("migrate", "collectstatic"):
        task = [sys.executable, "-m", "django", command, "--no-input", "--verbosity", "0"]
        subprocess.run(task, env=environment, check=True)
    environment.pop("DJANGO_SETTINGS_MODULE")
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:huitoukan.config.gunicorn"]
    doors = {
        "empty": (port, ["empty:application"]),
        "default": (port + 1, ["default:application"]),
        "ours": (port + 2, []),
    }
    servers = {
        name: subprocess.Popen([*gunicorn, "--bind", f"{HOST}:{at}", *app], env=environment, stderr=subprocess.DEVNULL)
        for name, (at, app) in doors.items()
    }
    try:
        for site, path in PAGES.values():
            wait(doors[site][0], path)
        yield {name: Site(doors[name][0], server.pid) for name, server in servers.items()}
    finally:
        for server in servers.values():
            server.terminate()
            server.wait()


def wait(port: int, path: str) -> None:
    """Until it answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError):
            if ask(http.client.HTTPConnection(HOST, port), path) == http.client.OK:
                return
        time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")


def rate(site: Site, path: str, seconds: float, threads: int) -> Rate:
    """Pages a second, asked over connections that are kept."""

    def keep_asking(_: int) -> int:
        connection, count, until = http.client.HTTPConnection(HOST, site.port), 0, time.monotonic() + seconds
        while time.monotonic() < until:
            if ask(connection, path) != http.client.OK:
                raise SystemExit(f"{path} fails")
            count += 1
        connection.close()
        return count

    before = site.processor_seconds()
    with ThreadPoolExecutor(threads) as pool:
        count = sum(pool.map(keep_asking, range(threads)))
    return Rate(count / seconds, count / (site.processor_seconds() - before))


def ask(connection: http.client.HTTPConnection, path: str) -> int:
    """The status of the answer."""
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer.status


if __name__ == "__main__":
    main()
