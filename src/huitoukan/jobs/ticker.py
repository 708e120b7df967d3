"""What a worker does beside its tasks: it gives signs of life, keeps the timetable and looks for work left behind."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from django.db import Error, connection
from django.utils import timezone

from huitoukan.core.background import actions
from huitoukan.core.background.schedules import Schedule

log = logging.getLogger(__name__)
SECONDS = 5


class Ticker(threading.Thread):
    """Ticks in a thread of its own, with a connection of its own, while a task may take its time."""

    def __init__(self, worker: str, timetable: Sequence[Schedule], seconds: float = SECONDS) -> None:
        super().__init__(name="ticker", daemon=True)
        self._worker = worker
        self._timetable = timetable
        self._seconds = seconds
        self._ended = threading.Event()

    def run(self) -> None:
        """Until it is told to end."""
        try:
            while not self._ended.is_set():
                try:
                    tick(self._worker, self._timetable)
                except Error:
                    # The database is away or busy: the next tick may fare better.
                    log.exception("tick failed")
                    connection.close()
                self._ended.wait(self._seconds)
        finally:
            connection.close()

    def end(self) -> None:
        """Waits for the tick that is under way."""
        self._ended.set()
        self.join()


def tick(worker: str, timetable: Sequence[Schedule]) -> None:
    """Once round."""
    now = timezone.now()
    actions.give_sign(worker=worker, now=now)
    for schedule in timetable:
        if actions.enqueue_due(schedule=schedule, now=now):
            log.info("due", extra={"schedule": schedule.name})
    actions.rescue(now=now)
