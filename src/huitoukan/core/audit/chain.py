"""How rows of the trail are sealed: each seal is the SHA-256 of the seal before it and of the row, to the byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
"""What stands before the first row."""

_SEALED = (
    "number", "actor", "actor_name", "action", "subject_kind", "subject", "subject_name", "area_code", "details",
)  # fmt: skip
COLUMNS = (*_SEALED, "at", "seal")
"""All that a reading of the trail needs of a row."""


def canonical(details: Mapping[str, Any]) -> str:
    """``details`` as the one text that stands for them. Kept as text, since databases rewrite JSON."""
    return json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(entry: Any, before: str) -> str:
    """The seal of ``entry`` (a row with the columns of the trail), which follows the row sealed ``before``."""
    row = [before, entry.at.timestamp().hex(), *(getattr(entry, name) for name in _SEALED)]
    return hashlib.sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody knows of an earlier day: the row of this number had this seal."""

    number: int
    seal: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of reading the whole trail."""

    count: int
    """Rows that were read and are right."""
    head: str
    """The seal of the last of them; written down elsewhere it proves that no row was cut off."""
    broken_at: int | None
    """The number of the first row that is not what was sealed, or that should be there and is not."""
    has_expected: bool = True
    """Whether the seal that was expected is that of one of the rows."""


def verify(entries: Iterable[Any], *, known: Known | None = None, expected: str = "") -> Verdict:
    """Reads ``entries`` in the order of their numbers, one at a time, up to the first that is wrong.

    ``known`` must be among them, at its place; ``expected`` is a seal that any of them must have.
    """
    before, count, found = GENESIS, 0, not expected
    for entry in entries:
        if entry.number != count + 1 or entry.seal != seal(entry, before):
            return Verdict(count, before, count + 1, found)
        if known and known.number == entry.number and known.seal != entry.seal:
            return Verdict(count, before, count + 1, found)
        before, count = entry.seal, count + 1
        found = found or entry.seal == expected
    is_cut = known is not None and known.number > count
    return Verdict(count, before, count + 1 if is_cut else None, found)
