"""The process that does what is in the queue: the loop of django-tasks-db, with a ticker beside it."""

from __future__ import annotations

import logging
import secrets
import time
from typing import Any

from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as Loop

from huitoukan.core.background import actions
from huitoukan.jobs.ticker import Ticker
from huitoukan.jobs.timetable import TIMETABLE

log = logging.getLogger(__name__)
SECONDS = 1
"""Between two looks into an empty queue."""


class Worker(Loop):
    """Says in the log what it did, and puts back what failed and may be tried again."""

    def run_task(self, db_task_result: Any) -> None:
        """Does one task."""
        started = time.perf_counter()
        super().run_task(db_task_result)
        told = {
            "task": db_task_result.task_path,
            "attempt": len(db_task_result.worker_ids),
            "ms": round((time.perf_counter() - started) * 1000, 1),
        }
        if db_task_result.status == TaskResultStatus.FAILED:
            log.error("task failed with %s", db_task_result.exception_class_path, extra=told)
            actions.put_back(failed=db_task_result, now=timezone.now())
        else:
            log.info("task done", extra=told)


def work(*, until_idle: bool = False) -> None:
    """Works until a polite signal, which lets the task at hand finish; or until the queue is empty."""
    key = secrets.token_hex(16)
    ticker = Ticker(key, TIMETABLE)
    worker = Worker(
        queue_names=["*"],
        interval=SECONDS,
        batch=until_idle,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=key,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    log.info("worker starts", extra={"worker": key})
    actions.give_sign(worker=key, now=timezone.now())  # before it takes a task: whose worker is unknown counts as dead
    ticker.start()
    try:
        worker.run()
    finally:
        ticker.end()
        actions.take_leave(worker=key)
        log.info("worker ends", extra={"worker": key})
