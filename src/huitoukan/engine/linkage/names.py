"""Comparing two names in SQL. ``a`` and ``b`` are table aliases with the columns name, pinyin and shape.

A name is a row of characters with a dot between its parts where it has parts, as names of several peoples and names
in Latin letters do; its ``pinyin`` is the readings of its characters, or its Latin words, with spaces between them.
"""

from __future__ import annotations

from huitoukan.engine.linkage.texts import alike_sql, first_word_sql, latin_sql, one_wrong_sql

SAME, HOMOPHONE, LOOK_ALIKE, CUT, NEAR, SURNAME, OTHER = 7, 6, 5, 4, 3, 2, 1
"""How near two names are. From LOOK_ALIKE on they are taken for spellings of one name."""
_ALIKE_LEAST = 6
"""Characters of a long name; Han names are shorter."""
_CUT_LEAST = 4
"""Characters that are left of a name when a field was too short for it."""
_UNREADABLE = "□"
"""A character that the writer's machine did not have; see ``sheets.cleaning.names``."""
_ONE_WRONG_LEAST = 3
"""Characters of a name of which one may be wrong; of two, one is half the name."""


def surname_alike_sql(a: str, b: str) -> str:
    """Whether the surnames sound alike or look alike. Unknown where a name is missing.

    The first letter of a name in Latin letters is no surname, and looks like nothing else.
    """
    return (
        f"({first_word_sql(f'{a}.pinyin')} = {first_word_sql(f'{b}.pinyin')}"
        f" OR (NOT {latin_sql(f'{a}.name')} AND substr({a}.shape, 1, 1) = substr({b}.shape, 1, 1)))"
    )


def contained_sql(a: str, b: str) -> str:
    """Whether one name stands within the other, as in 户主张三; a single character proves nothing."""
    return (
        f"((length({b}.name) > 1 AND contains({a}.name, {b}.name))"
        f" OR (length({a}.name) > 1 AND contains({b}.name, {a}.name)))"
    )


def compatible_sql(a: str, b: str) -> str:
    """Whether the names may be those of one person: the surname is, or all the rest, or a name is missing."""
    rest = one_wrong_sql(f"{a}.name", f"{b}.name", _ONE_WRONG_LEAST)
    alike = f"{surname_alike_sql(a, b)} OR {contained_sql(a, b)} OR {_turned_sql(a, b)} OR {rest}"
    # nearly always it is the same name, which is quick to see
    return f"({a}.name = {b}.name OR coalesce({alike}, TRUE))"


def level_sql(a: str, b: str) -> str:
    """How near the names are, as one of the levels above; NULL where one is missing."""
    return f"""CASE
        WHEN {a}.name IS NULL OR {b}.name IS NULL THEN NULL
        WHEN {a}.name = {b}.name THEN {SAME}
        WHEN {a}.pinyin = {b}.pinyin OR {_turned_sql(a, b)} THEN {HOMOPHONE}
        WHEN {a}.shape = {b}.shape THEN {LOOK_ALIKE}
        WHEN {_cut_sql(a, b)} OR {_cut_sql(b, a)} THEN {CUT}
        WHEN {contained_sql(a, b)} OR {_gap_sql(a, b)} OR {_gap_sql(b, a)} OR {_alike_sql(a, b)}
            THEN {NEAR}
        WHEN {one_wrong_sql(f"{a}.name", f"{b}.name", _ONE_WRONG_LEAST)} THEN {NEAR}
        WHEN NOT {surname_alike_sql(a, b)} THEN {OTHER}
        WHEN levenshtein({a}.pinyin_key, {b}.pinyin_key) <= 1 THEN {NEAR}
        ELSE {SURNAME} END"""


def _turned_sql(a: str, b: str) -> str:
    """Whether the two parts of one name stand the other way round in the other."""
    return (
        f"(contains({a}.name, '·') AND split_part({a}.name, '·', 2) || '·' || split_part({a}.name, '·', 1) = {b}.name)"
    )


def _cut_sql(whole: str, part: str) -> str:
    """Whether ``part`` is the beginning of a long name, by its sound, or its whole first part."""
    long = f"length({part}.name) >= {_CUT_LEAST} AND length({whole}.name) > length({part}.name)"
    return (
        f"(({long} AND starts_with({whole}.pinyin || ' ', {part}.pinyin || ' '))"
        f" OR (length({part}.name) > 1 AND starts_with({whole}.name, {part}.name || '·')))"
    )


def _gap_sql(whole: str, part: str) -> str:
    """Whether ``part`` is the name but for characters that could not be written."""
    return (
        f"(contains({part}.name, '{_UNREADABLE}') AND length({part}.name) > 1"
        f" AND {whole}.name LIKE replace({part}.name, '{_UNREADABLE}', '_'))"
    )


def _alike_sql(a: str, b: str) -> str:
    """Whether two long names are, by their sound, but for a few letters."""
    return (
        f"(least(length({a}.name), length({b}.name)) >= {_ALIKE_LEAST}"
        f" AND {alike_sql(f'{a}.pinyin_key', f'{b}.pinyin_key')})"
    )
