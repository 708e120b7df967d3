"""Which decisions about a mark are offered to whom. The actions ask again, and are what counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas.enums import Level
from huitoukan.domain.screening.actions import marks
from huitoukan.domain.screening.deciding import levels
from huitoukan.domain.screening.marking import MarkKind, MarkState
from huitoukan.domain.screening.models import Mark
from huitoukan.web.requests import Reader

STEPS: dict[str, Callable[..., Any]] = {
    "agree": marks.agree,
    "confirm": marks.confirm_wrong,
    "refuse": marks.refuse,
    "withdraw": marks.withdraw,
}


def steps_for(reader: Reader, mark: Mark | None) -> list[str]:
    """The names of those that ``reader`` may take, in the order of buttons."""
    return list(_steps(reader, mark)) if mark else []


def _steps(reader: Reader, mark: Mark) -> Iterator[str]:
    decides = levels(reader, mark.area_code)
    had_a_hand = any(step.by_id == reader.pk for step in mark.steps.all())
    if mark.state == MarkState.AGREED:
        needs = Permission.MARK_FINDINGS if mark.kind == MarkKind.FOR_CASE else Permission.DECIDE_EXEMPTIONS
        if may(reader, needs, at=mark.area_code) and (mark.kind != MarkKind.EXEMPT or Level.COUNTY in decides):
            yield "withdraw"
        return
    turn = Level.COUNTY if mark.state == MarkState.PASSED else Level.TOWNSHIP
    if decides and not had_a_hand and (mark.kind == MarkKind.WRONG or turn in decides):
        yield "confirm" if mark.kind == MarkKind.WRONG else "agree"
        yield "refuse"
    if mark.asked_by_id == reader.pk:
        yield "withdraw"


def waits_for(reader: Reader, mark: Mark) -> bool:
    """Whether it is ``reader``'s turn."""
    return bool({"agree", "confirm"}.intersection(_steps(reader, mark)))
