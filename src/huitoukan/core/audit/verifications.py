"""Reading the whole trail through, and keeping what came of it."""

from __future__ import annotations

from huitoukan.core.access.holdings import require_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.queries import root_code
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.chain import Known, Verdict, verify
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Verification
from huitoukan.core.audit.queries import in_order, last_intact
from huitoukan.core.audit.subjects import Subject


def verify_trail(*, by: User | None = None) -> Verification:
    """Reads the trail and keeps the verdict. ``by`` is None for the server itself. Raises ``Refused``.

    The reading is no part of a transaction: it takes as long as the trail is, and nobody could write meanwhile.
    """
    if by is not None:
        require_everywhere(by, Permission.SEE_AUDIT)
    return _keep(by=by, verdict=verdict())


def verdict(expected: str = "") -> Verdict:
    """What a reading finds, measured also against the last one that found the trail intact; keeps nothing."""
    earlier = last_intact()
    known = Known(earlier.count, earlier.head) if earlier and earlier.count else None
    return verify(in_order(), known=known, expected=expected)


@action
def _keep(*, by: User | None, verdict: Verdict) -> Verification:
    kept = Verification.objects.create(count=verdict.count, head=verdict.head, broken_at=verdict.broken_at)
    subject = Subject("trail", str(kept.pk), "", root_code())
    record(
        event=Event.TRAIL_VERIFIED,
        by=by,
        subject=subject,
        count=kept.count,
        head=kept.head,
        broken_at=kept.broken_at,
    )
    return kept
