"""Who a row without a good ID might be: pairs that share a telling key, so that nobody is compared with all.

Rows are taken from a table with the columns of ``linkage_loose``, people from one with those of ``linkage_known``
(records of people: a person may have several).
"""

from __future__ import annotations

from huitoukan.engine.linkage import identifiers

_BIRTHS = "coalesce({0}.birth_listed, {0}.birth_id, {0}.birth_loose)"
_SPELLINGS = ("l.pinyin = r.pinyin", "l.shape = r.shape")


def unreadable_sql(row: str) -> str:
    """Whether the ID of a row says nothing that could be compared: empty, held back, or too little left of it."""
    return f"({row}.digits IS NULL AND coalesce(length({row}.prefix), 0) < 14)"


def pairs_sql(rows: str, people: str, *, vague: tuple[str, ...] = ("l",)) -> str:
    """Distinct (kind, row_id, person_id) that are worth comparing.

    A name is enough where the ID of one of the sides ``vague`` (l: the row, r: the person) is unreadable.
    """
    blocks = (*_number_blocks(), *_prefix_blocks(), *_name_blocks(vague))
    return "\nUNION\n".join(
        f"SELECT l.kind, l.row_id, r.person_id FROM {rows} l JOIN {people} r ON {on}" for on in blocks
    )


def _number_blocks() -> tuple[str, ...]:
    """Numbers one edit apart, where not both are valid: valid numbers are never one edit apart."""
    return tuple(f"{block} AND NOT (l.sure AND r.sure)" for block in identifiers.blocks_sql("l", "r"))


def _prefix_blocks() -> tuple[str, ...]:
    """Numbers that lost their last digits, on either side or both."""
    left, right, birth = "substr(l.{0}, 1, 14)", "substr(r.{0}, 1, 14)", "length({0}.prefix) >= 14"
    return (
        f"{left.format('prefix')} = {right.format('digits')} AND {birth.format('l')}",
        f"{left.format('digits')} = {right.format('prefix')} AND {birth.format('r')}",
        f"{left.format('prefix')} = {right.format('prefix')} AND {birth.format('l')} AND {birth.format('r')}",
    )


def _name_blocks(vague: tuple[str, ...]) -> tuple[str, ...]:
    """One name and birth date; or a name alone where there is no number, among those of the same place."""
    same_birth = f"{_BIRTHS.format('l')} = {_BIRTHS.format('r')}"
    with_birth = tuple(f"{spelling} AND {same_birth}" for spelling in _SPELLINGS)
    same_place = " AND ".join(f"coalesce(l.{area} = r.{area}, TRUE)" for area in ("township", "village"))
    without = tuple(
        f"{spelling} AND {unreadable_sql(side)} AND {same_place}" for spelling in _SPELLINGS for side in vague
    )
    return with_birth + without
