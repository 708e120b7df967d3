"""Lists from the look at what they would change until they count; and back. Both are done in the background."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from huitoukan.core import masks
from huitoukan.core.access.holdings import require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.background.queue import enqueue
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.landing.undoing import later_import_on
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.moves import locked, move
from huitoukan.domain.registry.queries.imports import as_subject
from huitoukan.messages import Mendable, say

LAND = "huitoukan.domain.registry.tasks.land"
UNDO = "huitoukan.domain.registry.tasks.undo"
SHORTEST_REASON = 4
_BUSY = (ImportState.LANDING, ImportState.UNDOING)


class WrongLanding(Mendable):
    """Lists that cannot land, or be undone, as things are."""


@action
def ask_to_land(*, by: User, brought: Import) -> Import:
    """The lists shall count. Raises ``Refused``, ``WrongMove``, :class:`WrongLanding`."""
    require(by, Permission.BRING_LISTS, at=brought.area_code)
    brought = locked(brought)
    if brought.state == ImportState.READ and not brought.lists.exists():
        raise WrongLanding(say("import.nothing_to_land"))
    _take_turn(brought, ImportState.LANDING, landed_by=by)
    enqueue(LAND, brought.pk)
    return brought


@action
def ask_to_undo(*, by: User, brought: Import, reason: str) -> Import:
    """The lists shall not count any more. Raises ``Refused``, ``WrongMove``, :class:`WrongLanding`."""
    require(by, Permission.BRING_LISTS, at=brought.area_code)
    brought = locked(brought)
    reason = masks.numbers(" ".join(reason.split()))[:200]
    if len(reason) < SHORTEST_REASON:
        raise WrongLanding(say("import.no_reason", length=SHORTEST_REASON))
    _take_turn(brought, ImportState.UNDOING, undone_by=by, undone_reason=reason)
    if later := later_import_on(brought):
        raise WrongLanding(say("import.built_on", number=later.pk, day=later.day.isoformat()))
    enqueue(UNDO, brought.pk)
    return brought


def _take_turn(brought: Import, state: ImportState, **changes: object) -> None:
    """Two at once could not be told apart; the database refuses the second when both ask in the same moment."""
    other = Import.objects.filter(state__in=_BUSY).exclude(pk=brought.pk).first()
    if other is not None:
        raise WrongLanding(say("import.other_lands", number=other.pk))
    try:
        with transaction.atomic():
            move(brought, state, problem=None, progress={}, claim="", **changes)
    except IntegrityError as error:
        raise WrongLanding(say("import.other_asked")) from error


@action
def stop(*, by: User, brought: Import) -> Import:
    """Back to where it was before it was asked to land or to be undone: what was written does not count.

    Raises ``Refused``, ``WrongMove``.
    """
    require(by, Permission.BRING_LISTS, at=brought.area_code)
    brought = locked(brought)
    back = ImportState.LANDED if brought.state == ImportState.UNDOING else ImportState.READ
    if brought.state not in _BUSY:
        raise WrongLanding(say("import.nothing_to_stop"))
    move(brought, back, claim="", progress={})
    record(event=Event.LANDING_STOPPED, by=by, subject=as_subject(brought), at=timezone.now().isoformat())
    return brought
