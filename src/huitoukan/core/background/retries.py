"""Tasks that are tried again when they fail: later each time, and not for ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django_tasks.base import Task


@dataclass(frozen=True, slots=True)
class Patience:
    """How often, and after how long."""

    times: int
    first_wait: dt.timedelta

    def wait(self, attempt: int) -> dt.timedelta | None:
        """How long after the failure of this attempt, counted from 1, the next may begin; None when it was the last."""
        return None if attempt > self.times else self.first_wait * 4 ** (attempt - 1)


_PATIENCE: dict[str, Patience] = {}


def retried(*, times: int = 4, first_wait: dt.timedelta = dt.timedelta(seconds=30)) -> Callable[[Any], Any]:
    """Marks a task, which must bear being repeated: ``@retried()`` above ``@task()``."""

    def mark(task: Task[Any, Any]) -> Task[Any, Any]:
        _PATIENCE[task.module_path] = Patience(times, first_wait)
        return task

    return mark


def patience_with(task_path: str) -> Patience | None:
    """What its task was marked with; the task has been imported, since it has just failed."""
    return _PATIENCE.get(task_path)
