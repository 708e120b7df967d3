"""Which of two kinds that both fit the headers is meant, by the words in the columns that both claim.

Pension cover and medical cover are listed under the same headers; only the cells say which of them it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from huitoukan.engine.sheets.cleaning.codes import Words
from huitoukan.engine.sheets.recognition.kinds import Recognition, choose
from huitoukan.engine.sheets.recognition.matching import Match
from huitoukan.policy.models import FieldType, Pack

NEAR = 2.0
"""Kinds further than this behind the best are no rivals, whatever the cells say."""
WORDS_KNOWN = 1.0
"""What it says for a kind that it knows most words of a contested column, or against it that it knows none."""
LEAST_CELLS = 3


def settle(found: Recognition, sample: pl.DataFrame, pack: Pack) -> Recognition:
    """``found`` with the whole kinds near the best weighed by what the cells of contested columns say."""
    near = _near([m for m in found.ranked if not m.missing])
    contested = {at for one in near for other in near if one is not other for at in _shared(one, other)}
    if not contested:
        return found
    weighed = [
        replace(m, score=m.score + _told(m, contested, sample, pack)) if any(m is n for n in near) else m
        for m in found.ranked
    ]
    ranked = tuple(sorted(weighed, key=lambda m: (-m.score, m.kind.id)))
    return Recognition(choose(ranked), ranked)


def _near(whole: Sequence[Match]) -> list[Match]:
    return [m for m in whole if m.score >= whole[0].score - NEAR]


def _shared(one: Match, other: Match) -> set[int]:
    """Columns that both take, but for those that say who the row is about."""
    taken = {at for name, at in other.columns.items() if other.kind.fields[name].role is None}
    return {at for name, at in one.columns.items() if one.kind.fields[name].role is None} & taken


def _told(found: Match, contested: set[int], sample: pl.DataFrame, pack: Pack) -> float:
    said = 0.0
    for name, at in found.columns.items():
        field = found.kind.fields[name]
        cells = sample[f"c{at}"].drop_nulls().to_list()
        if at in contested and field.type is FieldType.CODE and field.values and len(cells) >= LEAST_CELLS:
            words = Words(pack.values[field.values], None)
            known = sum(words.look_up(cell) is not None for cell in cells)
            said += WORDS_KNOWN * ((known * 2 > len(cells)) - (known == 0))
    return said
