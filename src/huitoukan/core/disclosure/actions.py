"""Showing personal data in full, and telling the trail who opened what."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from huitoukan.core import masks
from huitoukan.core.access.holdings import require
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.disclosure.models import Disclosure, Opening
from huitoukan.core.disclosure.queries import needed_for
from huitoukan.core.prepared import Prepared
from huitoukan.messages import Mendable, say

LASTS = dt.timedelta(minutes=10)
QUIET = dt.timedelta(minutes=10)
"""Opening the same file again within this time is the same opening."""
SHORTEST_REASON = 4


class NoReason(Mendable):
    """Nobody sees personal data in full without saying why."""


@action
def disclose(*, by: User, subject: Subject, reason: str) -> Disclosure:
    """``by`` sees the data of ``subject`` in full for some minutes. Raises ``Refused``, :class:`NoReason`."""
    require(by, needed_for(subject), at=subject.area_code)
    reason = masks.numbers(" ".join(reason.split()))
    if len(reason) < SHORTEST_REASON:
        raise NoReason(say("disclosure.no_reason", length=SHORTEST_REASON))
    now = timezone.now()
    made = Disclosure.objects.create(
        reader=by, subject_kind=subject.kind, subject_key=subject.key, reason=reason, at=now, until=now + LASTS
    )
    record(event=Event.DISCLOSED, by=by, subject=subject, reason=reason)
    return made


def note_opening(*, by: User, subject: Subject, event: Event) -> None:
    """Records ``event``, unless ``by`` has opened the same file just now; then nobody waits for a turn to write."""
    if not _opened_since(by.pk, subject.kind, subject.key, timezone.now() - QUIET):
        _note_opening(by=by, subject=subject, event=event)


def _openings(reader: int, kind: str, key: str, since: dt.datetime) -> QuerySet[Opening, int]:
    rows = Opening.objects.filter(reader=reader, subject_kind=kind, subject_key=key, recorded_at__gt=since)
    return rows.values_list("pk", flat=True)[:1]


_opened_since = Prepared(_openings, int, str, str, dt.datetime)


@action
def _note_opening(*, by: User, subject: Subject, event: Event) -> None:
    now = timezone.now()
    opening, is_first = Opening.objects.select_for_update().get_or_create(
        reader=by, subject_kind=subject.kind, subject_key=subject.key, defaults={"recorded_at": now}
    )
    if not is_first:
        if now - opening.recorded_at < QUIET:
            return
        opening.recorded_at = now
        opening.save(update_fields=["recorded_at"])
    record(event=event, by=by, subject=subject)
