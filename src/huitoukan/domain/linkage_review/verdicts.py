"""What answers come to: the decisions that the engine takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import polars as pl

from huitoukan.domain.linkage_review.enums import COUNTED
from huitoukan.domain.linkage_review.models import Answer, Question
from huitoukan.engine.linkage.decisions import DECISIONS


def decisions() -> pl.DataFrame:
    """All that is decided, for the next run (columns ``DECISIONS``).

    A yes for one candidate is a no for the others that were shown. What was decided before a new candidate turned up
    still holds for the old ones, and the later turn comes first.
    """
    answers = Answer.objects.select_related("question").order_by("question", "turn", "pk")
    turns = groupby(answers.iterator(chunk_size=2_000), key=lambda each: (each.question_id, each.turn))
    rows = [row for _, given in turns for row in _of_turn(list(given))]
    return pl.DataFrame(rows, schema=DECISIONS)


def decided_on(question: Question) -> list[list[str]]:
    """The candidates of whom something was decided (each one's ``who``); its answers have been fetched."""
    turns = groupby(question.answers.all(), key=lambda each: each.turn)
    return [who for turn, answers in turns for who in _agreed(_counting(question, turn, list(answers)))]


def _of_turn(answers: Sequence[Answer]) -> Iterator[dict[str, object]]:
    question, turn = answers[0].question, answers[0].turn
    counting = _counting(question, turn, answers)
    for key, mark in _agreed(counting):
        chosen = counting[0].chosen
        same = [key, mark] == chosen
        if chosen and mark == chosen[1] and not same:
            continue  # two rows that say the same: next month nobody could tell which of them was not meant
        yield {"order": turn, **_row(question), "candidate": key, "candidate_mark": mark, "same": same}


def _counting(question: Question, turn: int, answers: Sequence[Answer]) -> Sequence[Answer]:
    """The ruling, where there is one, else all; none while the question is not decided. A turn that is over was."""
    if turn == question.turn and question.state not in COUNTED:
        return ()
    return [each for each in answers if each.is_ruling] or answers


def _agreed(answers: Sequence[Answer]) -> list[list[str]]:
    """The candidates that all who answered have seen: only of these something was said."""
    shown = [each.shown for each in answers]
    return [who for who in shown[0] if all(who in others for others in shown)] if shown else []


def _row(question: Question) -> dict[str, object]:
    """The row that is meant; where it stands only if that is needed to know it."""
    known: dict[str, object] = {"kind": question.kind, "mark": question.mark}
    return known | {"file": question.file, "sheet": question.sheet, "row": question.row} if question.file else known
