"""From one state of an import to the next, and who works on it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from huitoukan.core.background import claims
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


class Claim(claims.Claim[Import]):
    """Of a task on an import."""

    @property
    def brought(self) -> Import:
        """As it was when this task last looked."""
        return self.held


@transaction.atomic
def claim(pk: int, *, waits_as: ImportState, works_as: ImportState) -> Claim | None:
    """The work on an import that waits, or whose task was cut off; None when there is nothing to do any more."""
    brought = Import.objects.select_for_update().filter(pk=pk, state__in=(waits_as, works_as)).first()
    if brought is None:
        return None
    token = claims.new_token()
    if brought.state == works_as:
        brought.claim = token
        brought.save(update_fields=["claim"])
    else:
        move(brought, works_as, claim=token)
    return Claim(brought)
