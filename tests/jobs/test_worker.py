"""Workers as processes: what is due is done once, and what a killed one had begun is not lost."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.serving import Server, wait

from huitoukan.jobs.timetable import TIMETABLE

ENQUEUE = "from tests.core.background import work\n"
AS_IF_LATER = (
    "import datetime as dt\nfrom django.utils import timezone\nfrom huitoukan.core.background.actions import rescue\n"
    "print(rescue(now=timezone.now() + dt.timedelta(minutes=1)))"
)
STATES = (
    "from django_tasks_db.models import DBTaskResult\n"
    "print(sorted(DBTaskResult.objects.values_list('task_path', 'status')))"
)


def lines(place: Path) -> list[str]:
    return place.read_text().split() if place.exists() else []


def test_two_workers_do_once_what_is_due_once(server: Server) -> None:
    server.set_up()
    with server.running("worker") as one, server.running("worker") as other:
        for worker in (one, other):
            worker.wait_for("worker starts")
        done = "from django_tasks_db.models import DBTaskResult\nprint(DBTaskResult.objects.successful().count())"
        wait(lambda: server.python(done) == str(len(TIMETABLE)), "the timetable")
        assert one.end() == other.end() == 0
    assert server.python(STATES).count("SUCCESSFUL") == len(TIMETABLE)
    assert sum("audit trail is intact" in line for line in one.lines + other.lines) == 1


def test_what_a_killed_worker_had_begun_is_done_by_another(server: Server, tmp_path: Path) -> None:
    server.set_up()
    place = tmp_path / "lines"
    server.python(f"{ENQUEUE}work.note_then_sleep.enqueue({str(place)!r}, 600)")
    with server.running("worker") as doomed:
        wait(lambda: lines(place), "the task to begin")
        doomed.end(signal.SIGKILL)
    assert server.python(AS_IF_LATER) == "1"
    with server.running("worker") as heir:
        heir.wait_for('"task": "tests.core.background.work.note_then_sleep", "attempt": 2')
        heir.end()
    assert lines(place) == ["begun", "begun"]
    assert "RUNNING" not in server.python(STATES)


def test_a_polite_end_lets_the_task_at_hand_finish(server: Server, tmp_path: Path) -> None:
    server.set_up()
    place = tmp_path / "lines"
    server.python(f"{ENQUEUE}work.note_then_sleep.enqueue({str(place)!r}, 1.5)")
    with server.running("worker") as worker:
        wait(lambda: lines(place), "the task to begin")
        assert worker.end() == 0
    assert "('tests.core.background.work.note_then_sleep', 'SUCCESSFUL')" in server.python(STATES)


def test_a_worker_without_tables_says_what_to_do(server: Server) -> None:
    done = server.run("worker")
    assert done.returncode == 1
    assert "huitoukan serve" in done.stderr
    assert "Traceback" not in done.stderr
