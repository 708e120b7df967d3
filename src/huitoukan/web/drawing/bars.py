"""A bar for each row: how long, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from huitoukan.web.drawing.numbers import shown


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart."""

    label: str
    share: str
    """Of the longest bar, in percent."""
    shown: str
    address: str = ""


def bars(rows: Iterable[tuple[str, float, str]]) -> list[Bar]:
    """A bar for each label, value and address, in the order given; an unaddressed one leads nowhere."""
    listed = list(rows)
    longest = max((value for _, value, _ in listed), default=0) or 1
    return [
        Bar(label, f"{max(0.0, value) / longest * 100:.2f}", shown(value), address) for label, value, address in listed
    ]
