"""Landing an import and undoing it: many short transactions that do not count yet, and one that makes them count."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.saying import in_both
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.registry.comparing.records import registered_kind
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.folders import folder_of
from huitoukan.domain.registry.landing import landing, undoing
from huitoukan.domain.registry.landing.writing import Batches
from huitoukan.domain.registry.models import Import, Landing
from huitoukan.domain.registry.moves import Claim, claim, move
from huitoukan.domain.registry.queries.imports import as_subject
from huitoukan.domain.registry.queries.versions import newest_landing
from huitoukan.domain.registry.working.comparisons import change_the_same, compared
from huitoukan.domain.registry.working.trying import trying
from huitoukan.messages import say


def land(pk: int) -> None:
    """What was read counts, all of it or nothing."""
    mine = claim(pk, waits_as=ImportState.LANDING, works_as=ImportState.LANDING)
    if mine is not None:
        with trying(mine, back=ImportState.READ, sentence=say("import.not_landed")):
            if _is_still_so(mine):
                _land(mine)


def _land(mine: Claim) -> None:
    kind = registered_kind(pack_of(mine.brought.read_under)).id
    has_register = bool(mine.brought.compared_in)
    number = landing.write(mine.brought, kind, Batches(mine)) if has_register else newest_landing() + 1
    with mine.writing() as brought:
        now = timezone.now()
        Landing.objects.create(number=number, at=now, of=brought)
        move(brought, ImportState.LANDED, landed_at=now, claim="", progress={})
        record(
            event=Event.LISTS_LANDED,
            by=brought.landed_by,
            subject=as_subject(brought),
            day=brought.day.isoformat(),
            rows=brought.counts["used"],
            persons=brought.counts.get("persons", {}),
            households=brought.counts.get("households", {}),
        )


def _is_still_so(mine: Claim) -> bool:
    """Whether the lists would still change what somebody has looked at and confirmed."""
    if not mine.brought.compared_in or mine.brought.compared_with == newest_landing():
        return True
    told = _compared_again(mine.brought)
    is_so = change_the_same(mine.brought.counts, told["counts"])
    told["counts"] = mine.brought.counts | told["counts"]
    with mine.writing() as brought:
        for name, value in told.items():
            setattr(brought, name, value)
        brought.save(update_fields=list(told))
        if not is_so:
            move(brought, ImportState.READ, claim="", progress={}, problem=in_both(say("import.changed_since")))
    mine.held = brought
    return is_so


def _compared_again(brought: Import) -> dict[str, Any]:
    pack = pack_of(brought.read_under)
    paths = brought.lists.get(kind=registered_kind(pack).id).paths
    return compared(brought, [folder_of(brought) / path for path in paths], pack)


def undo(pk: int) -> None:
    """What the lists said does not count any more, all of it or nothing."""
    mine = claim(pk, waits_as=ImportState.UNDOING, works_as=ImportState.UNDOING)
    if mine is not None:
        with trying(mine, back=ImportState.LANDED, sentence=say("import.not_undone")):
            _undo(mine)


def _undo(mine: Claim) -> None:
    number = undoing.write(mine.brought, Batches(mine))
    with mine.writing() as brought:
        now = timezone.now()
        Landing.objects.create(number=number, at=now, of=brought, is_undoing=True)
        move(brought, ImportState.UNDONE, undone_at=now, claim="", progress={})
        subject = as_subject(brought)
        record(event=Event.LISTS_UNDONE, by=brought.undone_by, subject=subject, reason=brought.undone_reason)
