"""A county's registered list read, landed, landed again a month later and undone, while somebody else writes.

``python -m benchmarks.site.landing`` (on PostgreSQL: with ``DATABASE_URL``, or under ``tools/postgres.py``).
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitoukan.config.settings")
FIRST, SECOND = dt.date(2026, 9, 30), dt.date(2026, 10, 31)
STEPS = ("read", "land", "read the next month", "land it", "undo it")


NEIGHBOUR = """
import sys, threading, time
import django
django.setup()
from django.utils import timezone
from huitoukan.core.background.actions import give_sign
over = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
print("ready", flush=True)
longest = 0
while not over.wait(0.02):
    started = time.perf_counter()
    give_sign(worker="neighbour", now=timezone.now())
    longest = max(longest, time.perf_counter() - started)
print(longest)
"""
"""Somebody who writes all the time, a little: how long it takes at most is what a landing costs others."""


def measure(what: Callable[[], object]) -> tuple[float, float, float]:
    """Seconds, seconds of this process on a processor, and the longest that the neighbour waited."""
    command = [sys.executable, "-c", NEIGHBOUR]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as neighbour:
        assert neighbour.stdout
        neighbour.stdout.readline()
        started, busy = time.perf_counter(), time.process_time()
        what()
        took = time.perf_counter() - started, time.process_time() - busy
        longest, _ = neighbour.communicate()
    return *took, float(longest)


def write_list(path: Path, people: int, *, month: int) -> Path:
    """The registered list; a month later every household earns more and one in a hundred has left."""
    import polars as pl
    from benchmarks.scale.population import lists

    from huitoukan.policy import load_pack

    fields = load_pack().kinds["registered"].fields
    frame = pl.concat([batch["registered"] for batch in lists(people, seed=1)])
    if month:
        more = (pl.col("income_wage").cast(pl.Float64) + 100).cast(pl.String)
        frame = frame.with_columns(income_wage=more).filter(pl.col("household_no").hash() % 100 > 0)
    path.parent.mkdir(parents=True)
    frame.rename({name: fields[name].title for name in frame.columns}).write_csv(path, include_bom=True)
    return path


def set_up() -> object:
    """An empty office with a county officer."""
    from django.core.management import call_command

    from huitoukan.core.access.roles import Role
    from huitoukan.core.accounts import actions as accounts
    from huitoukan.core.areas.models import Area
    from huitoukan.core.setup import set_up as begin

    call_command("migrate", verbosity=0)
    first, second = "first-Ladder-52", "heron-Basket-71"
    admin = begin(code="990101000000", area_name="安和县", username="admin", name="管理员", password=first)
    admin = accounts.change_password(by=admin, old=first, new=second)
    seat = accounts.NewSeat(role=Role.COUNTY_OFFICER, area=Area.objects.get(), starts_on=dt.date(2020, 1, 1))
    return accounts.add(by=admin, username="officer", name="王干事", password=first, seat=seat)


def race(people: int, work: Path) -> list[tuple[float, float, float]]:
    """A line for each of ``STEPS``."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from huitoukan.domain.registry import actions, tasks

    by = set_up()
    lines = []
    for month, day in enumerate((FIRST, SECOND)):
        path = write_list(work / str(month) / "监测对象信息.csv", people, month=month)
        upload = SimpleUploadedFile(path.name, path.read_bytes())
        brought = actions.bring(by=by, files=[upload], day=day, is_complete=True)  # type: ignore[arg-type]
        lines.append(measure(lambda pk=brought.pk: tasks.read.call(pk)))  # type: ignore[misc]
        actions.ask_to_land(by=by, brought=brought)  # type: ignore[arg-type]
        lines.append(measure(lambda pk=brought.pk: tasks.land.call(pk)))  # type: ignore[misc]
    actions.ask_to_undo(by=by, brought=brought, reason="基准测试")  # type: ignore[arg-type]
    lines.append(measure(lambda: tasks.undo.call(brought.pk)))
    brought.refresh_from_db()
    assert brought.state == "undone", brought.problem
    return lines


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=210_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory(prefix="landing-") as folder:
        os.environ["HUITOUKAN_HOME"] = folder
        import django

        django.setup()
        from benchmarks.tables import print_table
        from django.db import connection

        lines = race(people, Path(folder) / "lists")
        rows = [(step, *(f"{figure:.2f}" for figure in line)) for step, line in zip(STEPS, lines, strict=True)]
        print_table((f"{people} people on {connection.vendor}", "s", "s on a processor", "others waited s"), rows)
        connection.close()


if __name__ == "__main__":
    main()
