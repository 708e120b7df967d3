"""Tasks for tests."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from django_tasks import task

from huitoukan.core.background.retries import retried


@task()
def note(place: str) -> None:
    """Leaves a line."""
    with Path(place).open("a") as file:
        file.write("done\n")


@task()
def note_then_sleep(place: str, seconds: float) -> None:
    """Leaves a line, then takes its time; not the second time."""
    path = Path(place)
    again = path.exists()
    with path.open("a") as file:
        file.write("begun\n")
    if not again:
        time.sleep(seconds)


@task()
def fail() -> None:
    """Never succeeds, and is not tried again."""
    raise ValueError("no")


@retried(times=2, first_wait=dt.timedelta(seconds=10))
@task()
def fail_and_retry() -> None:
    """Never succeeds."""
    raise ValueError("no")
