"""When something is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django_tasks.base import Task


@dataclass(frozen=True, slots=True)
class Schedule:
    """A task and the times at which it is due."""

    name: str
    task: Task[Any, Any]
    last_due: Callable[[dt.datetime], dt.datetime]
    """The last of those times that is not after a given one."""


def daily(hour: int, minute: int = 0) -> Callable[[dt.datetime], dt.datetime]:
    """Each day at this time of the office's clock."""

    def last_due(now: dt.datetime) -> dt.datetime:
        here = timezone.localtime(now)
        today = here.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return today if today <= here else today - dt.timedelta(days=1)

    return last_due


def every(minutes: int) -> Callable[[dt.datetime], dt.datetime]:
    """Each so many minutes, counted from midnight UTC of some day long ago."""
    step = minutes * 60

    def last_due(now: dt.datetime) -> dt.datetime:
        return dt.datetime.fromtimestamp(int(now.timestamp()) // step * step, dt.UTC)

    return last_due
