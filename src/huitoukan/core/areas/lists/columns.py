"""Which column of a list says what, whatever its header is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from huitoukan.core.areas.lists.words import columns
from huitoukan.engine.sheets.recognition.headers import Header, normal

_FAR = 10_000
"""The rank of a header that fits no spelling."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the header of a sheet stands, and which column says what."""

    row: int
    """Index of the header row."""
    places: dict[str, int]
    """Index of the column by what it says."""


def find_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The first of ``rows`` that names a code and a name; None where none does."""
    for index, row in enumerate(rows):
        places = _places(row)
        if "code" in places and "name" in places:
            return Columns(index, places)
    return None


def _places(row: Sequence[str]) -> dict[str, int]:
    """Each column goes to what it is surest for, so that 乡镇名称 beside 村名称 is where a village lies."""
    places: dict[str, int] = {}
    for column in columns():
        ranked = [(_rank(column, cell), at) for at, cell in enumerate(row) if at not in places.values()]
        best = min(ranked, default=(_FAR, 0))
        if best[0] < _FAR:
            places[column] = best[1]
    return places


def _rank(column: str, header: str) -> int:
    known = _ranks(column)
    return min((known.get(key, _FAR) for key, _ in Header(header).readings()), default=_FAR) if header else _FAR


@cache
def _ranks(column: str) -> dict[str, int]:
    return {normal(spelling): rank for rank, spelling in reversed(list(enumerate(columns()[column])))}
