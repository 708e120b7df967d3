"""States of runs, and what a finding is to the run before."""

from __future__ import annotations

from django.db import models

from huitoukan.core.saying import say_later


class RunState(models.TextChoices):
    """How far a run has come."""

    WAITING = "waiting", say_later("run.state_waiting")
    RUNNING = "running", say_later("run.state_running")
    DONE = "done", say_later("run.state_done")
    FAILED = "failed", say_later("run.state_failed")
    CANCELLED = "cancelled", say_later("run.state_cancelled")


RUN_MOVES: dict[RunState, frozenset[RunState]] = {
    RunState.WAITING: frozenset({RunState.RUNNING, RunState.CANCELLED}),
    # to itself, too: a run whose worker was killed begins anew
    RunState.RUNNING: frozenset({RunState.RUNNING, RunState.DONE, RunState.FAILED, RunState.CANCELLED}),
    RunState.DONE: frozenset(),
    RunState.FAILED: frozenset(),
    RunState.CANCELLED: frozenset(),
}
"""From where a run may go where."""
UNDER_WAY = (RunState.WAITING, RunState.RUNNING)
CAME_TO_NOTHING = (RunState.FAILED, RunState.CANCELLED)


class Standing(models.TextChoices):
    """What a finding is in a run, held against the run before."""

    NEW = "new", say_later("finding.standing_new")
    STILL = "still", say_later("finding.standing_still")
    BACK = "back", say_later("finding.standing_back")
    """It was gone, and is there again."""
    GONE = "gone", say_later("finding.standing_gone")
    """Its rule was judged, and does not fire any more. Said once, in the first run without it."""
    UNJUDGED = "unjudged", say_later("finding.standing_unjudged")
    """Its rule could not be judged for want of a list: it may be there still."""


PRESENT = (Standing.NEW, Standing.STILL, Standing.BACK)
"""What a run found itself."""


class Confidence(models.TextChoices):
    """Whether a finding rests on sure links only."""

    FIRM = "firm", say_later("finding.confidence_firm")
    REVIEW = "review", say_later("finding.confidence_review")
