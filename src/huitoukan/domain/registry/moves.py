"""From one state of an import to the next, and who works on it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from huitoukan.core.background.progress import Cancelled, StoredProgress
from huitoukan.domain.registry.enums import MOVES, ImportState
from huitoukan.domain.registry.models import Import
from huitoukan.messages import Mendable, say


class WrongMove(Mendable):
    """An import is not where somebody believes it to be."""


def locked(brought: Import) -> Import:
    """The import as it is now, kept so until the transaction ends."""
    return Import.objects.select_for_update().get(pk=brought.pk)


def move(brought: Import, to: ImportState, **changes: Any) -> None:
    """Brings a :func:`locked` import into another state. Raises :class:`WrongMove`."""
    state = ImportState(brought.state)
    if to not in MOVES[state]:
        raise WrongMove(say("import.wrong_move", now=say(f"import.state_{state}"), to=say(f"import.state_{to}")))
    brought.state = to
    for name, value in changes.items():
        setattr(brought, name, value)
    brought.save(update_fields=["state", *changes])


class Claim:
    """The right of one task to write about one import. Whoever claims it later takes it away.

    A worker that was silent for a while counts as dead and its task begins anew elsewhere: should it wake up, what it
    still writes must not mix with what the other one does.
    """

    def __init__(self, brought: Import) -> None:
        self.brought = brought
        self.token = brought.claim

    @property
    def progress(self) -> StoredProgress:
        """Kept at the import, as long as it is this task's."""
        return StoredProgress(self._save, lambda: not self._mine().exists())

    @contextmanager
    def writing(self) -> Iterator[Import]:
        """One short transaction with the import locked. Raises ``Cancelled`` when it is no longer this task's."""
        with transaction.atomic():
            brought = self._mine().select_for_update().first()
            if brought is None:
                raise Cancelled
            yield brought

    def _mine(self) -> Any:
        return Import.objects.filter(pk=self.brought.pk, claim=self.token)

    def _save(self, progress: dict[str, Any]) -> None:
        self._mine().update(progress=progress)


@transaction.atomic
def claim(pk: int, *, waits_as: ImportState, works_as: ImportState) -> Claim | None:
    """The work on an import that waits, or whose task was cut off; None when there is nothing to do any more."""
    brought = Import.objects.select_for_update().filter(pk=pk, state__in=(waits_as, works_as)).first()
    if brought is None:
        return None
    token = secrets.token_hex(16)
    if brought.state == works_as:
        brought.claim = token
        brought.save(update_fields=["claim"])
    else:
        move(brought, works_as, claim=token)
    return Claim(brought)
