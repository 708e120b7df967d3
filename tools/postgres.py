"""A PostgreSQL of one's own for a while: made in a temporary folder, reached by a socket in it, gone afterwards.

``python3 tools/postgres.py COMMAND …`` runs the command with ``DATABASE_URL`` set to it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import debian
from telling import Stopped, tell

NAME = "huitoukan"
# Nobody mourns this database: it need not survive a power cut, but it must be quick.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "timezone=UTC")
SECONDS = 30


@contextmanager
def cluster() -> Iterator[str]:
    """Its address, as ``DATABASE_URL`` takes it."""
    debian.require_postgres()
    programs = debian.find_postgres()
    if programs is None:
        raise Stopped(tell("no_postgres"))
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if runs_as := _unprivileged():
        shutil.chown(folder, runs_as["user"])
    try:
        data = folder / "data"
        make: list[str | Path] = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            NAME,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ]
        subprocess.run(make, stdout=subprocess.DEVNULL, check=True, cwd=folder, **runs_as)
        with (folder / "log").open("wb") as log:
            command: list[str | Path] = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="]
            command += [part for setting in HASTY for part in ("-c", setting)]
            server: subprocess.Popen[bytes] = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **runs_as)
        try:
            _wait(server, programs, folder)
            subprocess.run([programs / "createdb", "-h", folder, "-U", NAME, NAME], check=True)
            yield f"postgres://{NAME}@{quote(str(folder), safe='')}/{NAME}"
        finally:
            server.terminate()
            server.wait(SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    if os.geteuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def _wait(server: subprocess.Popen[bytes], programs: Path, folder: Path) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and server.poll() is None:
        asked: list[str | Path] = [programs / "pg_isready", "-q", "-h", folder, "-U", NAME, "-d", "postgres"]
        if subprocess.run(asked, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise Stopped(tell("postgres_dead", log=(folder / "log").read_text("utf-8", "replace")))


def main(command: list[str]) -> int:
    """Runs ``command`` beside a database of its own, which ends with it however it is told to end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with cluster() as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped as reason:
        sys.exit(str(reason))
