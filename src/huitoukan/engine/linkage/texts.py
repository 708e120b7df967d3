"""Comparing two texts in SQL, whatever they say."""

from __future__ import annotations

_LONG = 8
"""A text of so many characters may have some of them wrong and still be known."""
_ONE_IN = 4


def alike_sql(a: str, b: str) -> str:
    """Whether two long texts differ in at most a quarter of their characters; of short ones a single one tells."""
    shorter = f"least(length({a}), length({b}))"
    return f"({shorter} >= {_LONG} AND levenshtein({a}, {b}) * {_ONE_IN} <= {shorter})"


def swapped_sql(a: str, b: str, length: int) -> str:
    """Whether exchanging two neighbours of the text ``b`` gives the text ``a`` (of ``length`` characters)."""
    swaps = (
        f"{a} = substr({b}, 1, {i - 1}) || substr({b}, {i + 1}, 1) || substr({b}, {i}, 1) || substr({b}, {i + 2})"
        for i in range(1, length)
    )
    return "(" + "\n        OR ".join(swaps) + ")"
