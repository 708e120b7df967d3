"""A line of a list, as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one row says of an area; an empty text where it says nothing."""

    sheet: str
    row: int
    """As the spreadsheet program counts."""
    code: str
    name: str
    level: str = ""
    parent: str = ""
    is_poor_village: str | None = None
    """None: the list has no such column."""
    is_resettlement: str | None = None
    opened_on: str = ""


def packed(lines: Sequence[Line]) -> list[list[Any]]:
    """As plain values that a database keeps."""
    return [list(asdict(line).values()) for line in lines]


def unpacked(rows: Sequence[Sequence[Any]]) -> list[Line]:
    """What :func:`packed` made."""
    names = [field.name for field in fields(Line)]
    return [Line(**dict(zip(names, row, strict=True))) for row in rows]
