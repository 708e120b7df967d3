"""Asking about what people say of findings."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import in_area, visible
from huitoukan.core.accounts.models import User
from huitoukan.core.areas.codes import level_of
from huitoukan.domain.screening.deciding import NARROW
from huitoukan.domain.screening.marking import MarkKind, MarkState
from huitoukan.domain.screening.models import Mark, Step
from huitoukan.domain.screening.queries.runs import bulky


def marks_seen_by(who: Holder) -> QuerySet[Any]:
    """What was said of findings that ``who`` may see, the newest first."""
    rows = visible(Mark.objects.all(), to=who, needs=Permission.SEE_FINDINGS)
    return rows.select_related("asked_by", "run").defer(*bulky("run")).order_by("-pk")


def marks_waiting_for(who: User) -> QuerySet[Any]:
    """Marks that ``who`` may decide about: at their level's turn, and with no hand in them so far; the oldest first."""
    turn = Q(kind=MarkKind.WRONG, state=MarkState.ASKED)
    for held in who.holdings:
        if Permission.DECIDE_EXEMPTIONS in held.role.permissions:
            state = MarkState.ASKED if level_of(held.code) in NARROW else MarkState.PASSED
            turn |= Q(kind=MarkKind.EXEMPT, state=state) & in_area("area_code", held.code)
    own = Step.objects.filter(mark=OuterRef("pk"), by=who)
    rows = visible(Mark.objects.filter(turn).exclude(Exists(own)), to=who, needs=Permission.DECIDE_EXEMPTIONS)
    return rows.select_related("asked_by").order_by("pk")
