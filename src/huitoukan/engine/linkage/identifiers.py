"""Comparing two ID numbers in SQL.

``a`` and ``b`` are table aliases with the columns

- ``digits``: the number as far as it can be compared: valid, or whole but wrong somewhere (16 to 19 characters);
- ``sure``: whether ``digits`` is a valid number;
- ``prefix``: the leading digits that survived, of a number that lost the others.
"""

from __future__ import annotations

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
_AREA_CHARACTERS = 6


def swapped_sql(a: str, b: str) -> str:
    """Whether exchanging two neighbours of the text ``b`` gives the text ``a`` (18 characters)."""
    swaps = (
        f"{a} = substr({b}, 1, {i - 1}) || substr({b}, {i + 1}, 1) || substr({b}, {i}, 1) || substr({b}, {i + 2})"
        for i in range(1, 18)
    )
    return "(" + "\n        OR ".join(swaps) + ")"


def blocks_sql(a: str, b: str) -> tuple[str, ...]:
    """Join conditions that together find every number one edit or one swap of neighbours away.

    A wrong character leaves one of the first three intact (they count from both ends, so a missing character does
    too); a swap across their borders leaves one of the others.
    """
    pieces = ("right({0}, 8)", "substr({0}, 1, 10) || right({0}, 4)", "substr({0}, 1, 14)")
    borders = ("substr({0}, 1, 9) || right({0}, 7)", "substr({0}, 1, 13) || right({0}, 3)")
    return tuple(f"{p.format(f'{a}.digits')} = {p.format(f'{b}.digits')}" for p in (*pieces, *borders))


def _whole_sql(a: str, b: str) -> str:
    x, y = f"{a}.digits", f"{b}.digits"
    return f"""CASE
        WHEN levenshtein({x}, {y}) <= 1 THEN {ONE_EDIT}
        WHEN levenshtein({x}, {y}) = 2 AND {swapped_sql(x, y)} THEN {ONE_EDIT}
        WHEN right({x}, 8) = right({y}, 8) THEN {TAIL}
        WHEN levenshtein({x}, {y}) = 2 THEN {TWO_EDITS}
        WHEN substr({x}, 1, {_BIRTH_ENDS}) = substr({y}, 1, {_BIRTH_ENDS}) THEN {AREA_BIRTH}
        ELSE {OTHER} END"""


def _prefix_sql(whole: str, part: str) -> str:
    """A whole number against leading digits: a valid number that begins otherwise is another one.

    A spreadsheet may have rounded the 15th digit, so one more or less there is not another number.
    """
    rounded = f"abs(TRY_CAST(substr({whole}.digits, 1, 15) AS BIGINT) - TRY_CAST({part}.prefix AS BIGINT)) = 1"
    return f"""CASE
        WHEN length({part}.prefix) = {_PREFIX_CHARACTERS} AND {rounded} THEN {SHORT_PREFIX}
        WHEN NOT starts_with({whole}.digits, {part}.prefix)
            THEN CASE WHEN {whole}.sure THEN {CONTRADICTED} ELSE {OTHER} END
        WHEN length({part}.prefix) >= {_PREFIX_CHARACTERS} THEN {PREFIX}
        WHEN length({part}.prefix) = {_BIRTH_ENDS} THEN {SHORT_PREFIX}
        ELSE NULL END"""


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
