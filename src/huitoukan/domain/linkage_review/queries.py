"""Asking about questions."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.accounts.models import User
from huitoukan.core.areas.codes import code_above, level_of
from huitoukan.core.areas.enums import Level
from huitoukan.core.audit.subjects import Subject
from huitoukan.domain.linkage_review.enums import QuestionState
from huitoukan.domain.linkage_review.models import Answer, Asking, Enlistment, Postponement, Question

NO_RUN = 0
_COUNTY_OR_WIDER = (Level.PROVINCE, Level.CITY, Level.COUNTY)


def current_run() -> int:
    """The run whose questions are asked; ``NO_RUN`` before there is one."""
    number: int | None = Enlistment.objects.order_by("-pk").values_list("run", flat=True).first()
    return NO_RUN if number is None else number


def askings_seen_by(who: User) -> QuerySet[Asking]:
    """The questions of today's lists, decided ones too, that lie where ``who`` may review links."""
    rows = Asking.objects.filter(run=current_run()).filter(_asked_or_answered())
    return visible(rows, to=who, needs=Permission.REVIEW_LINKS).select_related("question")


def _asked_or_answered() -> Q:
    """What neither waits for a person nor was answered by one is nobody's business any more."""
    return Q(is_undecided=True) | ~Q(question__state=QuestionState.OPEN)


def queue(who: User, askings: QuerySet[Asking]) -> QuerySet[Any]:
    """Those of ``askings`` that wait for ``who``; what they put off comes last."""
    mine = Answer.objects.filter(question=OuterRef("question"), turn=OuterRef("question__turn"), by=who)
    put_off = Postponement.objects.filter(question=OuterRef("question"), by=who)
    waiting = askings.filter(is_undecided=True, question__state__in=(QuestionState.OPEN, QuestionState.HALF))
    return (
        waiting.exclude(Exists(mine))
        .annotate(put_off_at=Subquery(put_off.values("at")[:1]))
        .order_by(F("put_off_at").asc(nulls_first=True), "area_code", "pk")
    )


def disputed(askings: QuerySet[Asking]) -> QuerySet[Asking]:
    """Those of ``askings`` that two people answered differently."""
    return askings.filter(question__state=QuestionState.DISPUTED)


def lists_of(askings: QuerySet[Asking]) -> list[tuple[str, str]]:
    """The kinds of lists that ``askings`` are of, with their titles."""
    return list(askings.order_by("question__kind").values_list("question__kind", "list_title").distinct())


def answers_of(question: Question) -> QuerySet[Answer]:
    """What was said of it in this turn, the first answer first."""
    return question.answers.filter(turn=question.turn).select_related("by").order_by("pk")


def own_answer(who: User, question: Question) -> Answer | None:
    """What ``who`` said in this turn."""
    return answers_of(question).filter(by=who).first()


def settled_at(asking: Asking) -> str:
    """The area whose people decide when two answers differ: the county, or what is wider where the question is."""
    code = asking.area_code
    while level_of(code) not in _COUNTY_OR_WIDER:
        code = code_above(code) or code
    return code


def may_settle(who: User, asking: Asking) -> bool:
    """Whether ``who`` is of the area whose people decide about the question."""
    return may(who, Permission.REVIEW_LINKS, at=settled_at(asking))


def as_subject(asking: Asking) -> Subject:
    """For the audit trail, which names nobody."""
    return Subject("link", str(asking.question_id), str(asking), asking.area_code)
