"""Comparing two ID numbers in SQL.

``a`` and ``b`` are table aliases with the columns

- ``digits``: the number as far as it can be compared: valid, or whole but wrong somewhere;
- ``sure``: whether ``digits`` is a valid number;
- ``prefix``: the leading digits that survived, of a number that lost the others.
"""

from __future__ import annotations

from huitoukan.engine.linkage.texts import swapped_sql

SAME_NUMBER, ONE_EDIT, PREFIX, TAIL, SHORT_PREFIX, TWO_EDITS, AREA_BIRTH, OTHER, CONTRADICTED = (
    9,
    8,
    7,
    6,
    5,
    4,
    3,
    1,
    0,
)
"""How near two numbers are. CONTRADICTED: both are known well enough to say that they are two numbers."""

_PREFIX_CHARACTERS = 15
_BIRTH_ENDS = 14
_CHARACTERS = 18
_AREA_CHARACTERS = 6


def pieces_sql(a: str) -> tuple[str, ...]:
    """Pieces of a number of which two numbers share one when they are one edit or one swap of neighbours apart.

    A wrong character leaves one of the first three intact (they count from both ends, so a missing character does
    too); a swap across their borders leaves one of the others. The first 14 characters also stand in what a number
    that lost its last digits has left.
    """
    number = f"{a}.digits"
    start = f"coalesce({number}, {a}.prefix)"
    return (
        f"right({number}, 8)",
        f"substr({number}, 1, 10) || right({number}, 4)",
        f"CASE WHEN length({start}) >= {_BIRTH_ENDS} THEN substr({start}, 1, {_BIRTH_ENDS}) ELSE {number} END",
        f"substr({number}, 1, 9) || right({number}, 7)",
        f"substr({number}, 1, 13) || right({number}, 3)",
    )


def _whole_sql(a: str, b: str) -> str:
    x, y = f"{a}.digits", f"{b}.digits"
    # few are near each other: all others are compared once, not once for each question
    return f"""CASE
        WHEN levenshtein({x}, {y}) <= 2 THEN CASE
            WHEN levenshtein({x}, {y}) <= 1 OR {swapped_sql(x, y, _CHARACTERS)} THEN {ONE_EDIT}
            WHEN right({x}, 8) = right({y}, 8) THEN {TAIL}
            ELSE {TWO_EDITS} END
        WHEN right({x}, 8) = right({y}, 8) THEN {TAIL}
        WHEN substr({x}, 1, {_BIRTH_ENDS}) = substr({y}, 1, {_BIRTH_ENDS}) THEN {AREA_BIRTH}
        ELSE {OTHER} END"""


def _prefix_sql(whole: str, part: str) -> str:
    """A whole number against leading digits: a valid number that begins otherwise is another one.

    A spreadsheet may have rounded the 15th digit, so one more or less there is not another number.
    """
    start, left = f"substr({whole}.digits, 1, {_PREFIX_CHARACTERS})", f"{part}.prefix"
    rounded = f"abs({_digits_sql(start)} - {_digits_sql(left)}) = 1"
    return f"""CASE
        WHEN length({part}.prefix) = {_PREFIX_CHARACTERS} AND {rounded} THEN {SHORT_PREFIX}
        WHEN NOT starts_with({whole}.digits, {part}.prefix)
            THEN CASE WHEN {whole}.sure THEN {CONTRADICTED} ELSE {OTHER} END
        WHEN length({part}.prefix) >= {_PREFIX_CHARACTERS} THEN {PREFIX}
        WHEN length({part}.prefix) = {_BIRTH_ENDS} THEN {SHORT_PREFIX}
        ELSE NULL END"""


def _digits_sql(text: str) -> str:
    """The text as a number if it is digits and nothing else: engines differ in what else they take for a number."""
    return f"CASE WHEN translate({text}, '0123456789', '') = '' THEN TRY_CAST({text} AS BIGINT) END"


def level_sql(a: str, b: str) -> str:
    """How near the numbers are, as one of the levels above; NULL where one of them says nothing."""
    return f"""CASE
        WHEN {a}.digits = {b}.digits THEN {SAME_NUMBER}
        WHEN {a}.sure AND {b}.sure THEN {CONTRADICTED}
        WHEN {a}.digits IS NOT NULL AND {b}.digits IS NOT NULL THEN {_whole_sql(a, b)}
        WHEN {a}.prefix IS NOT NULL AND {b}.digits IS NOT NULL THEN {_prefix_sql(b, a)}
        WHEN {a}.digits IS NOT NULL AND {b}.prefix IS NOT NULL THEN {_prefix_sql(a, b)}
        WHEN length({a}.prefix) >= {_PREFIX_CHARACTERS} AND {a}.prefix = {b}.prefix THEN {PREFIX}
        WHEN length({a}.prefix) > {_AREA_CHARACTERS} AND length({b}.prefix) > {_AREA_CHARACTERS}
            AND NOT starts_with({a}.prefix, {b}.prefix) AND NOT starts_with({b}.prefix, {a}.prefix) THEN {OTHER}
        ELSE NULL END"""
