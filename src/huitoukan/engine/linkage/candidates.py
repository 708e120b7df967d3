"""Who a row without a good ID might be: pairs that share a telling key, so that nobody is compared with all.

Rows are taken from a table with the columns of ``linkage_loose``, people from one with those of ``linkage_known``
(records of people: a person may have several). Each *block* is one sort of key. A key that too many people share
tells nothing and would pair thousands (all the 王芳 of a province): it is passed over, so that the work grows with
the rows and the people, never with their product.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from huitoukan.engine.linkage import identifiers
from huitoukan.engine.linkage.texts import first_word_sql, other_words_sql
from huitoukan.policy.linking import KeyPart

_PARTS: dict[KeyPart, str] = {
    KeyPart.NAME_SOUND: "{0}.pinyin",
    KeyPart.NAME_SHAPE: "{0}.shape",
    KeyPart.SURNAME_SOUND: first_word_sql("{0}.pinyin"),
    KeyPart.GIVEN_SOUND: other_words_sql("{0}.pinyin"),
    KeyPart.BIRTH: "coalesce({0}.birth_listed, {0}.birth_id, {0}.birth_loose)",
    KeyPart.TOWNSHIP: "{0}.township",
    KeyPart.VILLAGE: "{0}.village",
    KeyPart.PHONE: "{0}.phone",
}
_NUMBERS = len(identifiers.pieces_sql("l"))
"""The first blocks are those of numbers."""
_SPELLINGS = (KeyPart.NAME_SOUND, KeyPart.NAME_SHAPE)
_PLACES = ((KeyPart.VILLAGE,), (KeyPart.TOWNSHIP,), ())


@dataclass(frozen=True, slots=True)
class Block:
    """One sort of key, as SQL for an alias of the table of rows or of people."""

    key: Callable[[str], str]
    vague: str = ""
    """The side (l: the row, r: the person) whose ID must be unreadable; then places must not contradict either."""
    by_number: bool = False
    """Valid numbers are never one edit apart, so two valid ones need not meet."""

    def sql(self, side: str, number: int, table: str, wanted: str) -> str:
        """The ``wanted`` keys of one table; columns kept beside the key are those that two keys must not contradict."""
        sure = f"coalesce({side}.sure, FALSE)" if self.by_number else "FALSE"
        township, village = (
            f"{side}.{area}" if self.vague else "CAST(NULL AS VARCHAR)" for area in ("township", "village")
        )
        conditions = [wanted, *([unreadable_sql(side)] if self.vague == side else [])]
        return f"""SELECT {", ".join(f"{side}.{c}" for c in _WHO[side])}, {number} AS block, {self.key(side)} AS key,
    {sure} AS sure, {township} AS township, {village} AS village
FROM {table} {side}
WHERE {" AND ".join(conditions)}"""


_WHO = {"l": ("kind", "row_id"), "r": ("person_id",)}


def unreadable_sql(row: str) -> str:
    """Whether the ID of a row says nothing that could be compared: empty, held back, or too little left of it."""
    return f"({row}.digits IS NULL AND coalesce(length({row}.prefix), 0) < 14)"


def blocks(keys: Sequence[Sequence[KeyPart]], vague: Sequence[str]) -> tuple[Block, ...]:
    """Pieces of a number; the pack's ``keys``; and where there is no number, a name in its place, or alone."""
    numbers = [Block(_piece(at), by_number=True) for at in range(_NUMBERS)]
    alone = [
        Block(_joined((spelling, *place)), vague=side) for side in vague for spelling in _SPELLINGS for place in _PLACES
    ]
    return (*numbers, *(Block(_joined(parts)) for parts in keys), *alone)


def _piece(at: int) -> Callable[[str], str]:
    return lambda side: identifiers.pieces_sql(side)[at]


def _joined(parts: Sequence[KeyPart]) -> Callable[[str], str]:
    return lambda side: " || '#' || ".join(_PARTS[part].format(side) for part in parts)


def row_keys_sql(rows: str, sorts: Sequence[Block]) -> str:
    """The keys of the rows."""
    return "\nUNION ALL\n".join(
        block.sql("l", at, rows, f"{block.key('l')} IS NOT NULL") for at, block in enumerate(sorts)
    )


def person_keys_sql(people: str, row_keys: str, sorts: Sequence[Block]) -> str:
    """The keys of the people that some row has too; two records of one person may have the same key."""
    return "\nUNION ALL\n".join(
        block.sql("r", at, people, f"{block.key('r')} IN (SELECT key FROM {row_keys} WHERE block = {at})")
        for at, block in enumerate(sorts)
    )


def pairs_sql(row_keys: str, person_keys: str) -> str:
    """Distinct (kind, row_id, person_id) that share a key of at most ``bucket_most`` people.

    Of a piece of a number it is ``number_bucket_most``: people born in one county on one day share one by right.
    """
    return f"""SELECT DISTINCT l.kind, l.row_id, r.person_id
FROM {row_keys} l
JOIN {person_keys} r ON r.block = l.block AND r.key = l.key
JOIN (
    SELECT block, key FROM {person_keys} GROUP BY block, key
    HAVING count(DISTINCT person_id) <= CASE WHEN block < {_NUMBERS} THEN $number_bucket_most ELSE $bucket_most END
) b ON b.block = l.block AND b.key = l.key
WHERE NOT (l.sure AND r.sure)
    AND coalesce(l.township = r.township, TRUE) AND coalesce(l.village = r.village, TRUE)"""
