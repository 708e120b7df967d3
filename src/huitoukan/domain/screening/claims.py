"""From one state of a run to the next, and who works on it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from huitoukan.core.background import claims
from huitoukan.domain.screening.enums import RUN_MOVES, UNDER_WAY, RunState
from huitoukan.domain.screening.models import Run
from huitoukan.messages import Mendable, say


class WrongMove(Mendable):
    """A run is not where somebody believes it to be."""


def move(run: Run, to: RunState, **changes: Any) -> None:
    """Brings a locked run into another state. Raises :class:`WrongMove`."""
    state = RunState(run.state)
    if to not in RUN_MOVES[state]:
        raise WrongMove(say("run.wrong_move", now=say(f"run.state_{state}")))
    run.state = to
    for name, value in changes.items():
        setattr(run, name, value)
    run.save(update_fields=["state", *changes])


class Claim(claims.Claim[Run]):
    """Of a task on a run that nobody has cancelled."""

    def __init__(self, run: Run) -> None:
        super().__init__(run, state=RunState.RUNNING)

    @property
    def run(self) -> Run:
        """As it was when it was claimed."""
        return self.held


@transaction.atomic
def claim(run: int) -> Claim | None:
    """A run that waits, or whose task was cut off; None when there is nothing to do any more."""
    found = Run.objects.select_for_update().filter(pk=run, state__in=UNDER_WAY).first()
    if found is None:
        return None
    move(found, RunState.RUNNING, claim=claims.new_token(), progress={})
    return Claim(found)
