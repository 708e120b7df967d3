"""The background goes on whatever dies or fails, and does nothing twice that is due once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as Loop
from django_tasks_db.models import DBTaskResult
from tests.core.background import work

from huitoukan.core.background import actions, queries
from huitoukan.core.background.schedules import Schedule, every
from huitoukan.jobs.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)  # the loop of the worker closes connections
NOW = dt.datetime(2026, 11, 22, 10, 7, tzinfo=dt.UTC)


def a_worker(kind: type[Loop] = Worker) -> Loop:
    return kind(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="one",
        excluded_queue_names=[],
    )


def only() -> DBTaskResult:
    return DBTaskResult.objects.get()


def test_what_is_due_is_enqueued_once_for_each_due_time() -> None:
    schedule = Schedule("fail", work.fail, every(5))
    assert actions.enqueue_due(schedule=schedule, now=NOW)
    assert not actions.enqueue_due(schedule=schedule, now=NOW)
    assert not actions.enqueue_due(schedule=schedule, now=NOW + dt.timedelta(minutes=2))
    assert actions.enqueue_due(schedule=schedule, now=NOW + dt.timedelta(minutes=3))
    assert DBTaskResult.objects.count() == 2


def test_a_task_that_fails_stays_failed() -> None:
    work.fail.enqueue()
    a_worker().run()
    assert only().status == TaskResultStatus.FAILED
    assert not actions.put_back(failed=only(), now=timezone.now())


def test_a_task_marked_so_is_tried_again_later_each_time_and_not_for_ever() -> None:
    long_ago = timezone.now() - dt.timedelta(hours=1)
    work.fail_and_retry.enqueue()
    for attempt, wait in ((1, 10), (2, 40)):
        a_worker(Loop).run()
        assert actions.put_back(failed=only(), now=long_ago)
        assert only().status == TaskResultStatus.READY
        assert only().run_after == long_ago + dt.timedelta(seconds=wait)
        assert len(only().worker_ids) == attempt
    a_worker(Loop).run()
    assert not actions.put_back(failed=only(), now=long_ago)
    assert only().status == TaskResultStatus.FAILED


def test_our_worker_puts_it_back_itself() -> None:
    work.fail_and_retry.enqueue()
    a_worker().run()
    assert only().status == TaskResultStatus.READY
    assert only().run_after > timezone.now()


def test_a_task_of_a_living_worker_is_left_alone() -> None:
    work.fail.enqueue()
    actions.give_sign(worker="one", now=NOW)
    only().claim("one")
    assert actions.rescue(now=NOW + dt.timedelta(seconds=29)) == 0
    assert only().status == TaskResultStatus.RUNNING


def test_a_task_of_a_dead_worker_goes_back_and_is_given_up_at_last() -> None:
    work.fail.enqueue()
    for lives in range(1, actions.LIVES + 1):
        assert only().status == TaskResultStatus.READY
        actions.give_sign(worker=f"worker {lives}", now=NOW)
        only().claim(f"worker {lives}")
        assert actions.rescue(now=NOW + dt.timedelta(seconds=31)) == 1
    assert only().status == TaskResultStatus.FAILED
    assert only().exception_class_path == actions.DIED


def test_a_worker_that_took_leave_or_fell_silent_does_not_count() -> None:
    assert not queries.is_worked_on(now=NOW)
    actions.give_sign(worker="one", now=NOW)
    actions.give_sign(worker="one", now=NOW + dt.timedelta(seconds=20))
    assert queries.is_worked_on(now=NOW + dt.timedelta(seconds=45))
    assert not queries.is_worked_on(now=NOW + dt.timedelta(seconds=51))
    actions.take_leave(worker="one")
    assert not queries.is_worked_on(now=NOW + dt.timedelta(seconds=21))


def test_old_results_are_removed_and_what_waits_is_not() -> None:
    now, day = timezone.now(), dt.timedelta(days=1)
    actions.enqueue_due(schedule=Schedule("fail", work.fail, every(5)), now=now)
    a_worker().run()
    work.fail.enqueue()
    assert actions.prune(before=now - day) == 0
    assert actions.prune(before=now + day) == 2  # the result and the due time
    assert only().status == TaskResultStatus.READY
