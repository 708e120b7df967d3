"""What list a sheet is: each kind's score, whether one is clearly ahead, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from huitoukan.engine.results import KindGuess
from huitoukan.engine.sheets.recognition.header_rows import HeaderRows
from huitoukan.engine.sheets.recognition.matching import Match, match
from huitoukan.engine.sheets.recognition.spellings import Spellings
from huitoukan.policy.models import ListKind

LEAST_SCORE = 0.8
"""Under this, headers say too little: any list has a name and a number."""
LEAST_LEAD = 0.4
MOST_BEHIND = 1.0
"""A kind that fits better by this much, but lacks a column it needs, is more likely what the sheet is …"""
ENOUGH_EXPLAINED = 0.6
"""… unless the kind that lacks nothing explains this share of the columns that the other does."""
TITLE_BONUS = 0.25
MOST_TITLE_BONUS = 0.75
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Recognition:
    """The kinds in order of score; ``match`` is the one taken, None when that is not clear."""

    match: Match | None
    ranked: tuple[Match, ...]

    def guesses(self, headers: HeaderRows) -> tuple[KindGuess, ...]:
        """The nearest kinds with their reasons, for reports."""
        return tuple(_guess(m, headers) for m in self.ranked[:SHOWN])


def recognise(
    headers: HeaderRows,
    kinds: Sequence[ListKind],
    spellings: Spellings,
    *,
    filled: Sequence[bool],
    names: Sequence[str],
) -> Recognition:
    """Every kind tried on ``headers``; ``names`` are the file's and sheet's, which only tip the balance."""
    claims = [spellings.claims(header) for header in headers.headers]
    context = " ".join((*names, *headers.titles))
    tried = []
    for kind in kinds:
        found = match(kind, headers.headers, claims, filled)
        if found.columns:
            tried.append(_with_bonus(found, context))
    ranked = tuple(sorted(tried, key=lambda m: (-m.score, m.kind.id)))
    return Recognition(choose(ranked), ranked)


def choose(ranked: Sequence[Match]) -> Match | None:
    """The best kind that lacks nothing, if no other such comes close and none that lacks something is far ahead."""
    whole = [m for m in ranked if not m.missing]
    if not whole or whole[0].score < LEAST_SCORE:
        return None
    if len(whole) > 1 and whole[0].score - whole[1].score < LEAST_LEAD:
        return None
    rival, best = ranked[0], whole[0]
    explains = len(best.columns) >= ENOUGH_EXPLAINED * len(rival.columns)
    return best if explains or rival.score - best.score <= MOST_BEHIND else None


def _with_bonus(found: Match, context: str) -> Match:
    words = sum(word in context for word in found.kind.title_words)
    bonus = min(MOST_TITLE_BONUS, TITLE_BONUS * words)
    return Match(found.kind, found.columns, found.score + bonus, found.missing, found.unmatched, found.warnings)


def _guess(found: Match, headers: HeaderRows) -> KindGuess:
    names = [header.title for header in headers.headers]
    return KindGuess(
        kind=found.kind.id,
        score=round(found.score, 2),
        matched={field: names[at] for field, at in found.columns.items()},
        missing=found.missing,
        unmatched=tuple(names[at] for at in found.unmatched),
    )
