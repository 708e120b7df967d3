"""A run comes to its end once, or to nothing: cancelled, cut off, or by a fault of ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.domain.screening.conftest import AUGUST, SEPTEMBER, Office, deaths, standings

from huitoukan.core.audit.models import Entry
from huitoukan.domain.screening.actions.runs import ask_for_run, cancel
from huitoukan.domain.screening.folders import every_try_of
from huitoukan.domain.screening.models import Finding, Run, Sighting
from huitoukan.domain.screening.performing import judging
from huitoukan.domain.screening.queries.runs import latest_run
from huitoukan.domain.screening.tasks import judge

Happen = Callable[[str, Callable[[], object]], None]


class Killed(BaseException):
    """The worker is no more."""


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> Happen:
    """``before(step, this)`` lets something happen right before a step of a run."""

    def before(step: str, this: Callable[[], object]) -> None:
        real = getattr(judging, step)

        def happens(*args: Any, **kwargs: Any) -> Any:
            monkeypatch.setattr(judging, step, real)
            this()
            return real(*args, **kwargs)

        monkeypatch.setattr(judging, step, happens)

    return before


def die() -> None:
    raise Killed


@pytest.fixture
def asked(office: Office) -> Run:
    office.bring(AUGUST, deaths=deaths("王和平"))
    return ask_for_run(by=office.officer, day=AUGUST)


def test_a_run_that_is_cut_off_begins_again_and_ends_once(asked: Run, before: Happen, files: Path) -> None:
    for step in ("keep_tables", "identify", "finish"):
        before(step, die)
        with pytest.raises(Killed):
            judging.perform(asked.pk)
        asked.refresh_from_db()
        assert asked.state == "running"
        assert latest_run() is None
    assert Sighting.objects.filter(run=asked).exists(), "of the last try"
    judge.func(asked.pk)
    assert standings(asked) == {"王和平": "new"}
    assert latest_run() == asked
    assert [folder.name for folder in every_try_of(asked).iterdir()] == [latest_run().claim]  # type: ignore[union-attr]
    assert not list(files.rglob("work"))
    assert Entry.objects.filter(action="run.done").count() == 1
    judge.func(asked.pk)
    assert Sighting.objects.filter(run=asked, rule_id="death.still_listed").count() == 1


def test_nothing_is_left_of_a_run_that_is_cancelled(office: Office, asked: Run, before: Happen) -> None:
    before("finish", lambda: cancel(by=office.officer, run=asked))
    judging.perform(asked.pk)
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    assert not Sighting.objects.exists() and not Finding.objects.exists()
    assert not every_try_of(asked).exists()


def test_whoever_has_lost_a_run_to_another_worker_writes_nothing_more(asked: Run, before: Happen) -> None:
    before("identify", lambda: judging.perform(asked.pk))
    judging.perform(asked.pk)
    asked.refresh_from_db()
    assert asked.state == "done"
    assert standings(asked) == {"王和平": "new"}
    assert (every_try_of(asked) / asked.claim / "findings.parquet").is_file()


def test_a_fault_of_ours_is_told_and_leaves_the_last_run(office: Office, before: Happen) -> None:
    first = office.month(AUGUST, "王和平")
    run = ask_for_run(by=office.officer, day=SEPTEMBER)
    before("finish", lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        judging.perform(run.pk)
    run.refresh_from_db()
    assert run.state == "failed" and "再试一次" in run.problem["zh"] and "once more" in run.problem["en"]
    assert latest_run() == first
    assert not Sighting.objects.filter(run=run).exists()
    assert standings(office.run(SEPTEMBER)) == {"王和平": "still"}


def test_a_list_taken_back_before_the_run_begins_is_said(office: Office) -> None:
    brought = office.bring(AUGUST, deaths=deaths("王和平"))
    run = ask_for_run(by=office.officer, day=AUGUST)
    office.undo(brought)
    judging.perform(run.pk)
    run.refresh_from_db()
    assert run.state == "failed" and "被撤回" in run.problem["zh"]


def test_what_was_read_adds_up(office: Office) -> None:
    run = office.month(AUGUST, "王和平", "李山花")
    rows = run.counts["rows"]
    assert rows["registered"] == {"read": 4, "used": 4, "set_aside": 0, "linked": 4}
    assert rows["deaths"]["read"] == rows["deaths"]["used"] + rows["deaths"]["set_aside"] == 2
    assert run.counts["findings"] == sum(run.counts["severity"].values()) == Sighting.objects.filter(run=run).count()
    assert run.pack == "baseline" and run.parameters["income_line"]
