"""Runs in the background."""

from __future__ import annotations

from django_tasks import task

from huitoukan.domain.screening.performing.judging import perform


@task()
def judge(run: int) -> None:
    """Performs the run of that number."""
    perform(run)
