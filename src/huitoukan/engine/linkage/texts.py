"""Comparing two texts in SQL, whatever they say."""

from __future__ import annotations

_LONG = 8
"""A text of so many letters may have some of them wrong and still be known."""
_ONE_IN = 4
_LAST_LATIN = "ɏ"
_MOST_CHARACTERS = 8


def latin_sql(text: str) -> str:
    """Whether a text begins with a Latin letter or a digit."""
    return f"substr({text}, 1, 1) <= '{_LAST_LATIN}'"


def alike_sql(a: str, b: str) -> str:
    """Whether two long Latin texts differ in at most a quarter of their letters.

    Only Latin ones: engines count the edits of other texts by bytes or by characters.
    """
    shorter = f"least(length({a}), length({b}))"
    return (
        f"({shorter} >= {_LONG} AND {latin_sql(a)} AND {latin_sql(b)}"
        f" AND levenshtein({a}, {b}) * {_ONE_IN} <= {shorter})"
    )


def first_word_sql(text: str) -> str:
    """What stands before the first space of a text; all of it where there is none."""
    # DuckDB's split_part takes the whole text apart, which takes three times as long
    return f"substr({text}, 1, instr({text} || ' ', ' ') - 1)"


def other_words_sql(text: str) -> str:
    """What stands behind the first space of a text; nothing where there is none."""
    return f"substr({text}, instr({text} || ' ', ' ') + 1)"


def one_wrong_sql(a: str, b: str, least: int) -> str:
    """Whether two texts of one length, ``least`` to eight characters, differ in exactly one character."""
    wrong = " + ".join(
        f"CASE WHEN substr({a}, {i}, 1) = substr({b}, {i}, 1) THEN 0 ELSE 1 END" for i in range(1, _MOST_CHARACTERS + 1)
    )
    return f"(length({a}) = length({b}) AND length({a}) BETWEEN {least} AND {_MOST_CHARACTERS} AND {wrong} = 1)"


def swapped_sql(a: str, b: str, length: int) -> str:
    """Whether exchanging two neighbours of the text ``b`` gives the text ``a`` (of ``length`` characters)."""
    swaps = (
        f"{a} = substr({b}, 1, {i - 1}) || substr({b}, {i + 1}, 1) || substr({b}, {i}, 1) || substr({b}, {i + 2})"
        for i in range(1, length)
    )
    return "(" + "\n        OR ".join(swaps) + ")"
