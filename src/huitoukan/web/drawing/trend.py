"""Lines over time, in a square of 100 by 100 that the page stretches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huitoukan.web.drawing.numbers import round_top, shown

_STEPS = 4
_SIDE = 100
_DAYS_SHOWN = 4
MOST_LINES = 3
"""As many as can be told apart without colour."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One value on a line."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One series; where a value is unknown the line is broken."""

    name: str
    path: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart of lines with its scale and the table that says the same."""

    marks: tuple[str, ...]
    grid: tuple[str, ...]
    lines: tuple[Line, ...]
    shown_days: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def trend(days: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> Trend:
    """The chart of ``series``, each with a value or None for each of ``days``."""
    if len(series) > MOST_LINES:
        raise ValueError(f"{len(series)} lines cannot be told apart; {MOST_LINES} can")
    known = [value for values in series.values() for value in values if value is not None]
    top = round_top(max(known, default=0), _STEPS)
    return Trend(
        marks=tuple(shown(top * step / _STEPS) for step in range(_STEPS, -1, -1)),
        grid=tuple(f"{_SIDE * step / _STEPS:g}" for step in range(_STEPS + 1)),
        lines=tuple(_line(name, days, values, top) for name, values in series.items()),
        shown_days=_some(days),
        rows=tuple(
            (day, tuple("—" if value is None else shown(value) for value in values))
            for day, *values in zip(days, *series.values(), strict=True)
        ),
    )


def _line(name: str, days: Sequence[str], values: Sequence[float | None], top: float) -> Line:
    step = _SIDE / max(1, len(days) - 1)
    parts, dots, pen_is_down = [], [], False
    for number, (day, value) in enumerate(zip(days, values, strict=True)):
        if value is None:
            pen_is_down = False
            continue
        point = f"{number * step:.2f} {_SIDE - value / top * _SIDE:.2f}"
        parts.append(f"{'L' if pen_is_down else 'M'}{point}")
        dots.append(Dot(f"M{point}h0", f"{day} {name} {shown(value)}"))
        pen_is_down = True
    return Line(name, "".join(parts), tuple(dots))


def _some(days: Sequence[str]) -> tuple[str, ...]:
    """The first, the last and a few evenly between, as many as fit on a phone."""
    if len(days) <= _DAYS_SHOWN:
        return tuple(days)
    for count in range(_DAYS_SHOWN, 2, -1):
        if (len(days) - 1) % (count - 1) == 0:
            return tuple(days[:: (len(days) - 1) // (count - 1)])
    return days[0], days[-1]
