"""Answering questions about links, and settling those that two people answered differently."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from huitoukan.core import masks
from huitoukan.core.access.holdings import require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.domain.linkage_review.enums import MOVES, QuestionState, state_by
from huitoukan.domain.linkage_review.models import Answer, Asking, Candidate, Postponement, Question
from huitoukan.domain.linkage_review.queries import answers_of, as_subject, current_run, settled_at
from huitoukan.messages import Mendable, say

SHORTEST_REASON = 4


class WrongAnswer(Mendable):
    """A question cannot be answered so."""


@action
def answer(*, by: User, question: Question, candidate: Candidate | None) -> Question:
    """The row is about ``candidate``, and so about none of the others; with None, about none of those shown.

    Raises ``Refused``, :class:`WrongAnswer`.
    """
    asking, question = _held(by, question)
    state = QuestionState(question.state)
    if state in (QuestionState.DISPUTED, QuestionState.SETTLED):
        raise WrongAnswer(say(f"links.already_{state}"))
    given = list(answers_of(question))
    if any(each.by_id == by.pk for each in given):
        raise WrongAnswer(say("links.already_yours"))
    if not given:
        question.wants_two = asking.is_close
    made = _say(by, question, asking, candidate)
    _move(question, state_by(_choices([*given, made]), wants_two=question.wants_two))
    Postponement.objects.filter(question=question, by=by).delete()
    _record(Event.LINK_ANSWERED, by, asking, made)
    return question


@action
def later(*, by: User, question: Question) -> None:
    """``by`` sees the question again when their others are done. It is nobody else's business."""
    _held(by, question)
    Postponement.objects.update_or_create(question=question, by=by, defaults={"at": timezone.now()})


@action
def withdraw(*, by: User, question: Question) -> Question:
    """``by`` has not answered. Raises :class:`WrongAnswer` where there is no answer, or it has been settled."""
    asking, question = _held(by, question)
    if question.state == QuestionState.SETTLED:
        raise WrongAnswer(say("links.already_settled"))
    given = list(answers_of(question))
    mine = next((each for each in given if each.by_id == by.pk), None)
    if mine is None:
        raise WrongAnswer(say("links.not_yours"))
    mine.delete()
    others = _choices(each for each in given if each is not mine)
    _move(question, state_by(others, wants_two=question.wants_two))
    _record(Event.LINK_WITHDRAWN, by, asking, mine)
    return question


@action
def settle(*, by: User, question: Question, candidate: Candidate | None, reason: str) -> Question:
    """The county decides between two people, and says why. Raises ``Refused``, :class:`WrongAnswer`."""
    asking, question = _held(by, question)
    require(by, Permission.REVIEW_LINKS, at=settled_at(asking))
    reason = masks.numbers(" ".join(reason.split()))
    if question.state != QuestionState.DISPUTED:
        raise WrongAnswer(say("links.not_disputed"))
    if answers_of(question).filter(by=by).exists():
        raise WrongAnswer(say("links.own_dispute"))
    if len(reason) < SHORTEST_REASON:
        raise WrongAnswer(say("links.no_reason", length=SHORTEST_REASON))
    made = _say(by, question, asking, candidate, is_ruling=True, reason=reason)
    _move(question, QuestionState.SETTLED)
    _record(Event.LINK_SETTLED, by, asking, made)
    return question


def _held(by: User, question: Question) -> tuple[Asking, Question]:
    """The question as it is now, nobody else's to change until the transaction ends, as the newest run asks it."""
    asking = Asking.objects.filter(question=question, run=current_run()).first()
    if asking is None:
        raise WrongAnswer(say("links.gone"))
    require(by, Permission.REVIEW_LINKS, at=asking.area_code)
    return asking, Question.objects.select_for_update().get(pk=question.pk)


def _say(by: User, question: Question, asking: Asking, candidate: Candidate | None, **more: object) -> Answer:
    if candidate and candidate.asking_id != asking.pk:
        raise WrongAnswer(say("links.candidate_gone"))
    shown = [each.who for each in asking.candidates.all()]
    chosen = candidate.who if candidate else None
    return Answer.objects.create(question=question, turn=question.turn, by=by, chosen=chosen, shown=shown, **more)


def _choices(answers: Iterable[Answer]) -> list[tuple[str, ...]]:
    return [tuple(each.chosen or ()) for each in answers]


def _move(question: Question, to: QuestionState) -> None:
    assert to in MOVES[QuestionState(question.state)], f"no question goes from {question.state} to {to}"
    question.state = to
    question.save(update_fields=["state", "wants_two"])


def _record(event: Event, by: User, asking: Asking, made: Answer) -> None:
    record(
        event=event,
        by=by,
        subject=as_subject(asking),
        same_person=made.chosen is not None,
        candidate=made.chosen[0] if made.chosen else "",
        reason=made.reason,
    )
