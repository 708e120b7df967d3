"""Keeping the background going. All of it is the server's own doing: nobody asks for it, so nobody needs a right."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import IntegrityError, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from huitoukan.core.actions import action
from huitoukan.core.background.models import SILENT_FOR, DueTime, Worker
from huitoukan.core.background.retries import patience_with
from huitoukan.core.background.schedules import Schedule

log = logging.getLogger(__name__)

LIVES = 3
"""How many workers may die over one task before it is given up: it may be what killed them."""
INTERRUPTED = ("builtins.SystemExit", "builtins.KeyboardInterrupt")
DIED = "huitoukan.core.background.WorkerDied"


@action
def give_sign(*, worker: str, now: dt.datetime) -> None:
    """``worker`` is alive."""
    Worker.objects.update_or_create(key=worker, defaults={"alive_at": now})


@action
def take_leave(*, worker: str) -> None:
    """``worker`` has ended as it should."""
    Worker.objects.filter(key=worker).delete()


def enqueue_due(*, schedule: Schedule, now: dt.datetime) -> bool:
    """Puts the task of ``schedule`` into the queue when it is due and nobody has; says whether it did."""
    due_at = schedule.last_due(now)
    if DueTime.objects.filter(schedule=schedule.name, due_at=due_at).exists():
        return False
    try:
        with transaction.atomic():
            DueTime.objects.create(schedule=schedule.name, due_at=due_at)
            schedule.task.enqueue()
    except IntegrityError:
        return False  # another worker was quicker
    return True


@action
def put_back(*, failed: DBTaskResult, now: dt.datetime) -> bool:  # type: ignore[type-arg]
    """A task that has just failed goes back into the queue if it may; says whether it does."""
    wait = _wait_after(failed)
    return wait is not None and _requeue(failed, was=TaskResultStatus.FAILED, run_after=now + wait)


def _wait_after(failed: DBTaskResult) -> dt.timedelta | None:  # type: ignore[type-arg]
    if failed.exception_class_path in INTERRUPTED:
        return dt.timedelta()
    patience = patience_with(failed.task_path)
    return patience.wait(len(failed.worker_ids)) if patience else None


def rescue(*, now: dt.datetime) -> int:
    """Tasks whose worker has died go back into the queue, or are given up; says how many were looked at."""
    running = list(DBTaskResult.objects.running())  # first: whoever has one of these has given a sign before
    alive = set(Worker.objects.filter(alive_at__gt=now - SILENT_FOR).values_list("key", flat=True))
    orphans = [task for task in running if not alive.intersection(task.worker_ids[-1:])]
    for task in orphans:
        if len(task.worker_ids) < LIVES:
            _requeue(task, was=TaskResultStatus.RUNNING, run_after=task.run_after)
        else:
            _give_up(task, now)
    Worker.objects.filter(alive_at__lte=now - SILENT_FOR).delete()
    return len(orphans)


def _requeue(task: DBTaskResult, *, was: str, run_after: dt.datetime) -> bool:  # type: ignore[type-arg]
    """Only if it is still as we saw it: another worker may have been quicker."""
    rows = DBTaskResult.objects.filter(pk=task.pk, status=was, worker_ids=task.worker_ids)
    changed = rows.update(
        status=TaskResultStatus.READY, run_after=run_after, started_at=None, finished_at=None, traceback=""
    )
    if changed:
        log.warning("task goes back into the queue", extra={"task": task.task_path, "attempt": len(task.worker_ids)})
    return bool(changed)


def _give_up(task: DBTaskResult, now: dt.datetime) -> None:  # type: ignore[type-arg]
    rows = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING)
    if rows.update(status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=DIED):
        log.error("task is given up: its workers died", extra={"task": task.task_path, "attempt": len(task.worker_ids)})


@action
def prune(*, before: dt.datetime) -> int:
    """Results of tasks and due times from before a day are removed; says how many rows."""
    results, _ = DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    due_times, _ = DueTime.objects.filter(due_at__lt=before).delete()
    return results + due_times
