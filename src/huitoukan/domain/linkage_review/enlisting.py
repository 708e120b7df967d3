"""What a run could not decide becomes questions: a few hundred at a time, and to be seen when the run is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import TypeVar

import polars as pl
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from huitoukan.core.areas.queries import every_name, root_code
from huitoukan.domain.linkage_review.enums import COUNTED, QuestionState
from huitoukan.domain.linkage_review.gathering import Asked, Key, Standing, gather, key_of, still_listed
from huitoukan.domain.linkage_review.models import Asking, Candidate, Enlistment, Question
from huitoukan.domain.linkage_review.queries import current_run
from huitoukan.domain.linkage_review.verdicts import decided_on
from huitoukan.domain.registry.comparing.places import gazetteer
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.results import Result
from huitoukan.policy.models import Pack

BATCH = 500
Writing = Callable[[], AbstractContextManager[object]]
T = TypeVar("T")


def enlist(*, run: int, result: Result, pack: Pack, rows: pl.DataFrame, writing: Writing = transaction.atomic) -> None:
    """Writes the questions of ``run``; :func:`take_effect` shows them. Cut off at any moment, it is called again.

    ``rows`` says which import brought each row, and in which file (``kind``, ``row_id``, ``origin``, ``file``).
    Each batch is written in ``writing()``: one short transaction, which may also find out that the run is not wanted
    any more.
    """
    edition = Edition(result, pack, full_ids=True)
    _remove_remains(writing)
    for few in _batches(gather(edition, rows, gazetteer(every_name(), root_code()))):
        with writing():
            _ask(run, few)
    answered = Question.objects.exclude(state=QuestionState.OPEN).exclude(askings__run=run).order_by("pk")
    standings = still_listed(edition, rows, answered.iterator(chunk_size=2_000))
    for some in _batches(standings.items()):
        with writing():
            _carry_over(run, dict(some))


def take_effect(*, run: int) -> None:
    """From now on pages show the questions of ``run``. Belongs into the transaction that ends the run."""
    Enlistment.objects.get_or_create(run=run)
    decided = Asking.objects.filter(run=run, is_undecided=True, question__state__in=COUNTED)
    for asking in decided.select_related("question").prefetch_related("candidates", "question__answers"):
        question, known = asking.question, decided_on(asking.question)
        # Decided and undecided all the same: because of somebody who was not among the candidates then.
        if any(each.who not in known for each in asking.candidates.all()):
            question.turn, question.wants_two, question.state = question.turn + 1, False, QuestionState.OPEN
            question.save(update_fields=["turn", "wants_two", "state"])


def _ask(run: int, asked: Sequence[Asked]) -> None:
    questions = _find_or_make([each.key for each in asked])
    made = Asking.objects.bulk_create(_asking(run, each, questions[each.key]) for each in asked)
    Candidate.objects.bulk_create(
        Candidate(asking=asking, **said) for asking, each in zip(made, asked, strict=True) for said in each.candidates
    )


def _asking(run: int, asked: Asked, question: Question) -> Asking:
    return Asking(
        question=question,
        run=run,
        is_undecided=True,
        area_code=asked.area_code,
        list_title=asked.list_title,
        name=asked.name,
        record=asked.record,
        is_close=asked.is_close,
        **_place(asked.standing),
    )


def _place(standing: Standing) -> dict[str, object]:
    return {name: getattr(standing, name) for name in ("origin", "file", "sheet", "row", "count")}


def _find_or_make(keys: Sequence[Key]) -> dict[Key, Question]:
    found = {key_of(each): each for each in Question.objects.filter(mark__in={key.mark for key in keys})}
    new = Question.objects.bulk_create(Question(**key._asdict()) for key in keys if key not in found)
    return found | {key_of(each): each for each in new}


def _carry_over(run: int, standings: dict[int, Standing]) -> None:
    """Answered questions that this run did not have to ask: as they were asked last, where the row stands now."""
    last = Asking.objects.filter(question__in=standings).order_by("question", "-run").prefetch_related("candidates")
    seen: dict[int, Asking] = {}
    for asking in last:
        seen.setdefault(asking.question_id, asking)
    before = list(seen.values())
    after = Asking.objects.bulk_create(_copy(run, each, standings[each.question_id]) for each in before)
    candidates = [(asking, each) for asking, old in zip(after, before, strict=True) for each in old.candidates.all()]
    for asking, each in candidates:
        each.pk, each.asking = None, asking
    Candidate.objects.bulk_create(each for _, each in candidates)


def _copy(run: int, asking: Asking, standing: Standing) -> Asking:
    said = ("area_code", "list_title", "name", "record", "is_close")
    return Asking(
        question_id=asking.question_id,
        run=run,
        is_undecided=False,
        **{name: getattr(asking, name) for name in said},
        **_place(standing),
    )


def _remove_remains(writing: Writing) -> None:
    """What a run wrote that came to nothing, and what nobody sees any more since it was asked again."""
    current = current_run()
    newer = Asking.objects.filter(question=OuterRef("question"), run__gt=OuterRef("run"), run__lte=current)
    _remove(Asking.objects.filter(run__gt=current), writing)
    _remove(Asking.objects.filter(Exists(newer), run__lt=current), writing)


def _remove(askings: QuerySet[Asking], writing: Writing) -> None:
    while few := list(askings.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with writing():
            Asking.objects.filter(pk__in=few).delete()


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(things)
    while few := list(islice(rest, BATCH)):
        yield few
