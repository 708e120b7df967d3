"""Writing the trail, from inside the transaction of what it tells of."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils import timezone

from huitoukan.core.audit.chain import GENESIS, canonical, seal
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.prepared import Prepared

_LOCK = 0x68756974  # an arbitrary number of ours


class NotInTransaction(RuntimeError):
    """An event would be kept even if what it tells of is not."""


def record(*, event: Event, by: Any, subject: Subject, **details: Any) -> Entry:
    """Adds one row. ``by`` is an account, or None for the system itself."""
    if not connection.in_atomic_block:
        raise NotInTransaction(event)
    _wait_for_turn()
    last = _last.first()
    number, before = (last[0] + 1, last[1]) if last else (1, GENESIS)
    entry = Entry(
        number=number,
        at=timezone.now(),
        actor=by.pk if by else None,
        actor_name=by.name if by else "",
        action=event,
        subject_kind=subject.kind,
        subject=subject.key,
        subject_name=subject.name,
        area_code=subject.area_code,
        details=canonical(details),
    )
    entry.seal = seal(entry, before)
    entry.save(force_insert=True)
    return entry


_last = Prepared(lambda: Entry.objects.order_by("-number").values_list("number", "seal")[:1])


def _wait_for_turn() -> None:
    """One writer at a time, until the transaction ends; SQLite has one writer only anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
