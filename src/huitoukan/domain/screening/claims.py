"""From one state of a run to the next, and who works on it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from huitoukan.core.background.progress import Cancelled, StoredProgress
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


class Claim:
    """The right of one task to write about one run. Whoever claims it later takes it away.

    A worker that was silent for a while counts as dead and its task begins anew elsewhere: should it wake up, what it
    still writes must not mix with what the other one does.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self._token = run.claim

    @property
    def progress(self) -> StoredProgress:
        """Kept at the run, as long as it is this task's."""
        return StoredProgress(lambda told: self._mine().update(progress=told), lambda: not self._mine().exists())

    @contextmanager
    def writing(self) -> Iterator[Run]:
        """One short transaction with the run locked. Raises ``Cancelled`` when it is no longer this task's."""
        with transaction.atomic():
            run = self._mine().select_for_update().first()
            if run is None:
                raise Cancelled
            yield run

    def _mine(self) -> Any:
        return Run.objects.filter(pk=self.run.pk, state=RunState.RUNNING, claim=self._token)


@transaction.atomic
def claim(run: int) -> Claim | None:
    """A run that waits, or whose task was cut off; None when there is nothing to do any more."""
    found = Run.objects.select_for_update().filter(pk=run, state__in=UNDER_WAY).first()
    if found is None:
        return None
    move(found, RunState.RUNNING, claim=secrets.token_hex(16), progress={})
    return Claim(found)
