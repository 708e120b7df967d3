"""What people may say of a finding, and the way each mark takes: who moves it on, and what the trail calls that."""

from __future__ import annotations

from django.db import models

from huitoukan.core.access.permissions import Permission
from huitoukan.core.audit.events import Event
from huitoukan.core.saying import say_later


class MarkKind(models.TextChoices):
    """What is said of the finding."""

    FOR_CASE = "for_case", say_later("mark.kind_for_case")
    """Somebody should act on it."""
    EXEMPT = "exempt", say_later("mark.kind_exempt")
    """It is so, and in order until a day."""
    WRONG = "wrong", say_later("mark.kind_wrong")
    """It is not so."""


class MarkState(models.TextChoices):
    """How far a mark has come."""

    ASKED = "asked", say_later("mark.state_asked")
    PASSED = "passed", say_later("mark.state_passed")
    """The township agrees; the county decides."""
    AGREED = "agreed", say_later("mark.state_agreed")
    REFUSED = "refused", say_later("mark.state_refused")
    WITHDRAWN = "withdrawn", say_later("mark.state_withdrawn")
    ENDED = "ended", say_later("mark.state_ended")
    """An exemption past its last day; a word against a finding that came back."""


class Status(models.TextChoices):
    """What the live mark on a finding makes of it in a run."""

    OPEN = "open", say_later("mark.status_open")
    FOR_CASE = "for_case", say_later("mark.status_for_case")
    EXEMPT_ASKED = "exempt_asked", say_later("mark.status_exempt_asked")
    EXEMPT = "exempt", say_later("mark.status_exempt")
    WRONG_ASKED = "wrong_asked", say_later("mark.status_wrong_asked")
    WRONG = "wrong", say_later("mark.status_wrong")


COUNTED_APART = (Status.EXEMPT, Status.WRONG)
"""These stay in the list, and are no part of what is still to be done."""

_Way = tuple[MarkKind, MarkState]
MARK_MOVES: dict[_Way, frozenset[MarkState]] = {
    (MarkKind.FOR_CASE, MarkState.AGREED): frozenset({MarkState.WITHDRAWN}),
    (MarkKind.EXEMPT, MarkState.ASKED): frozenset({MarkState.PASSED, MarkState.REFUSED, MarkState.WITHDRAWN}),
    (MarkKind.EXEMPT, MarkState.PASSED): frozenset({MarkState.AGREED, MarkState.REFUSED, MarkState.WITHDRAWN}),
    (MarkKind.EXEMPT, MarkState.AGREED): frozenset({MarkState.WITHDRAWN, MarkState.ENDED}),
    (MarkKind.WRONG, MarkState.ASKED): frozenset({MarkState.AGREED, MarkState.REFUSED, MarkState.WITHDRAWN}),
    (MarkKind.WRONG, MarkState.AGREED): frozenset({MarkState.WITHDRAWN, MarkState.ENDED}),
}
"""From where a mark of each kind may go where; from anywhere else it goes nowhere."""
MARK_OWNERS: dict[_Way, Permission] = {
    (MarkKind.FOR_CASE, MarkState.AGREED): Permission.MARK_FINDINGS,
    (MarkKind.EXEMPT, MarkState.ASKED): Permission.DECIDE_EXEMPTIONS,
    (MarkKind.EXEMPT, MarkState.PASSED): Permission.DECIDE_EXEMPTIONS,
    (MarkKind.EXEMPT, MarkState.AGREED): Permission.DECIDE_EXEMPTIONS,
    (MarkKind.WRONG, MarkState.ASKED): Permission.DECIDE_EXEMPTIONS,
    (MarkKind.WRONG, MarkState.AGREED): Permission.DECIDE_EXEMPTIONS,
}
"""Who moves a mark on from there. What is only asked for, whoever asked may take back, too."""
MARK_EVENTS: dict[_Way, Event] = {
    (MarkKind.FOR_CASE, MarkState.AGREED): Event.FINDING_FOR_CASE,
    (MarkKind.FOR_CASE, MarkState.WITHDRAWN): Event.CASE_MARK_WITHDRAWN,
    (MarkKind.EXEMPT, MarkState.ASKED): Event.EXEMPTION_ASKED,
    (MarkKind.EXEMPT, MarkState.PASSED): Event.EXEMPTION_PASSED,
    (MarkKind.EXEMPT, MarkState.AGREED): Event.EXEMPTION_AGREED,
    (MarkKind.EXEMPT, MarkState.REFUSED): Event.EXEMPTION_REFUSED,
    (MarkKind.EXEMPT, MarkState.WITHDRAWN): Event.EXEMPTION_WITHDRAWN,
    (MarkKind.EXEMPT, MarkState.ENDED): Event.EXEMPTION_ENDED,
    (MarkKind.WRONG, MarkState.ASKED): Event.FINDING_CALLED_WRONG,
    (MarkKind.WRONG, MarkState.AGREED): Event.WRONG_CONFIRMED,
    (MarkKind.WRONG, MarkState.REFUSED): Event.WRONG_REFUSED,
    (MarkKind.WRONG, MarkState.WITHDRAWN): Event.WRONG_WITHDRAWN,
    (MarkKind.WRONG, MarkState.ENDED): Event.WRONG_ENDED,
}
"""What the trail says when a mark comes there."""
STATUSES: dict[_Way, Status] = {
    (MarkKind.FOR_CASE, MarkState.AGREED): Status.FOR_CASE,
    (MarkKind.EXEMPT, MarkState.ASKED): Status.EXEMPT_ASKED,
    (MarkKind.EXEMPT, MarkState.PASSED): Status.EXEMPT_ASKED,
    (MarkKind.EXEMPT, MarkState.AGREED): Status.EXEMPT,
    (MarkKind.WRONG, MarkState.ASKED): Status.WRONG_ASKED,
    (MarkKind.WRONG, MarkState.AGREED): Status.WRONG,
}
"""What each live mark makes of its finding."""
LIVE = (MarkState.ASKED, MarkState.PASSED, MarkState.AGREED)
"""A finding has at most one mark in one of these."""
