"""States of questions, and how much a candidate is like the row."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models

from huitoukan.core.saying import say_later


class QuestionState(models.TextChoices):
    """How far a question has come."""

    OPEN = "open", say_later("links.state_open")
    HALF = "half", say_later("links.state_half")
    """It takes two people, and one has answered."""
    ANSWERED = "answered", say_later("links.state_answered")
    DISPUTED = "disputed", say_later("links.state_disputed")
    """Two people answered differently: neither counts."""
    SETTLED = "settled", say_later("links.state_settled")
    """A third person has decided, with a reason."""


_S = QuestionState
MOVES: dict[QuestionState, frozenset[QuestionState]] = {
    _S.OPEN: frozenset({_S.HALF, _S.ANSWERED}),
    _S.HALF: frozenset({_S.OPEN, _S.ANSWERED, _S.DISPUTED}),
    _S.ANSWERED: frozenset({_S.OPEN, _S.HALF, _S.ANSWERED, _S.DISPUTED}),
    _S.DISPUTED: frozenset({_S.HALF, _S.ANSWERED, _S.DISPUTED, _S.SETTLED}),
    _S.SETTLED: frozenset({_S.OPEN}),
}
"""From where a question may go where. One that was decided is open again when a new candidate turns up."""
COUNTED = (_S.ANSWERED, _S.SETTLED)
"""Only these are decisions for the next run."""


def state_by(choices: Collection[object], *, wants_two: bool) -> QuestionState:
    """What the answers of different people, as they stand, make of a question."""
    if len(set(choices)) > 1:
        return QuestionState.DISPUTED
    if not choices:
        return QuestionState.OPEN
    return QuestionState.HALF if wants_two and len(choices) == 1 else QuestionState.ANSWERED


class Likeness(models.TextChoices):
    """What the score of a candidate says, in a word."""

    OWNER = "owner", say_later("links.likeness_owner")
    """The ID number of the row is this person's; the name is not."""
    STRONG = "strong", say_later("links.likeness_strong")
    FAIR = "fair", say_later("links.likeness_fair")
    WEAK = "weak", say_later("links.likeness_weak")

    @classmethod
    def of(cls, score: float | None, threshold: float) -> Likeness:
        """``threshold`` is the score from which on a link is taken without a person."""
        if score is None:
            return cls.OWNER
        if score >= threshold:
            return cls.STRONG
        return cls.FAIR if score >= 0 else cls.WEAK
