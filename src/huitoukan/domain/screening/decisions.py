"""What somebody may do next about a mark, to be offered on pages. The actions judge by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from huitoukan.core.access.holdings import Holder, may
from huitoukan.core.accounts.models import User
from huitoukan.core.areas.enums import Level
from huitoukan.domain.screening.deciding import levels
from huitoukan.domain.screening.marking import MARK_OWNERS, MarkKind, MarkState
from huitoukan.domain.screening.models import Mark


class Decision(StrEnum):
    """An action on a mark that somebody has made."""

    AGREE = "agree"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


def decisions_open_to(who: User, mark: Mark | None) -> list[Decision]:
    """In the order of buttons; none about what is over, or was never said."""
    if mark is None or (MarkKind(mark.kind), MarkState(mark.state)) not in MARK_OWNERS:
        return []
    return list(_of_what_holds(who, mark) if mark.state == MarkState.AGREED else _of_what_is_asked(who, mark))


def _of_what_holds(who: Holder, mark: Mark) -> Iterator[Decision]:
    owner = MARK_OWNERS[MarkKind(mark.kind), MarkState(mark.state)]
    is_at_level = mark.kind != MarkKind.EXEMPT or Level.COUNTY in levels(who, mark.area_code)
    if is_at_level and may(who, owner, at=mark.area_code):
        yield Decision.WITHDRAW


def _of_what_is_asked(who: User, mark: Mark) -> Iterator[Decision]:
    decides = levels(who, mark.area_code)
    if mark.kind == MarkKind.EXEMPT:
        decides &= {Level.COUNTY if mark.state == MarkState.PASSED else Level.TOWNSHIP}
    if decides and not any(step.by_id == who.pk for step in mark.steps.all()):
        yield Decision.CONFIRM if mark.kind == MarkKind.WRONG else Decision.AGREE
        yield Decision.REFUSE
    if mark.asked_by_id == who.pk:
        yield Decision.WITHDRAW
