"""Comparing two names in SQL. ``a`` and ``b`` are table aliases with the columns name, pinyin and shape."""

from __future__ import annotations

SAME, HOMOPHONE, LOOK_ALIKE, NEAR, SURNAME, OTHER = 6, 5, 4, 3, 2, 1
"""How near two names are. From LOOK_ALIKE on they are taken for spellings of one name."""


def surname_alike_sql(a: str, b: str) -> str:
    """Whether the surnames are one character, sound alike or look alike. Unknown where a name is missing."""
    return (
        f"(substr({a}.name, 1, 1) = substr({b}.name, 1, 1)"
        f" OR split_part({a}.pinyin, ' ', 1) = split_part({b}.pinyin, ' ', 1)"
        f" OR substr({a}.shape, 1, 1) = substr({b}.shape, 1, 1))"
    )


def contained_sql(a: str, b: str) -> str:
    """Whether one name stands within the other, as in 户主张三; a single character proves nothing."""
    return (
        f"((length({b}.name) > 1 AND contains({a}.name, {b}.name))"
        f" OR (length({a}.name) > 1 AND contains({b}.name, {a}.name)))"
    )


def compatible_sql(a: str, b: str) -> str:
    """Whether the names may be those of one person: the surname is, or a name is missing. Never unknown."""
    return f"coalesce({surname_alike_sql(a, b)} OR {contained_sql(a, b)}, TRUE)"


def level_sql(a: str, b: str) -> str:
    """How near the names are, as one of the levels above; NULL where one is missing."""
    return f"""CASE
        WHEN {a}.name IS NULL OR {b}.name IS NULL THEN NULL
        WHEN {a}.name = {b}.name THEN {SAME}
        WHEN {a}.pinyin = {b}.pinyin THEN {HOMOPHONE}
        WHEN {a}.shape = {b}.shape THEN {LOOK_ALIKE}
        WHEN {contained_sql(a, b)} THEN {NEAR}
        WHEN NOT {surname_alike_sql(a, b)} THEN {OTHER}
        WHEN levenshtein({a}.pinyin_key, {b}.pinyin_key) <= 1 THEN {NEAR}
        WHEN length({a}.name) > 2 AND levenshtein({a}.name, {b}.name) = 1 THEN {NEAR}
        ELSE {SURNAME} END"""
