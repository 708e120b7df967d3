"""A map of areas from their outlines (GeoJSON, longitude and latitude), shaded by a number for each."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from huitoukan.web.drawing.numbers import shown

_WIDTH = 480.0
_MARGIN = 4.0
SHADES = 5
_MIDDLE = str(SHADES // 2)

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Outline:
    """One area: its name, its geometry and what is to be said of it; no value where none is known."""

    code: str
    name: str
    geometry: Mapping[str, Any]
    value: float | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One area as it is drawn."""

    name: str
    path: str
    x: str
    y: str
    shade: str
    shown: str
    address: str


@dataclass(frozen=True, slots=True)
class Step:
    """One shade and the values that have it."""

    shade: str
    shown: str


@dataclass(frozen=True, slots=True)
class Map:
    """Everything the template draws."""

    width: str
    height: str
    shapes: tuple[Shape, ...]
    legend: tuple[Step, ...]

    @property
    def is_shaded(self) -> bool:
        """Whether it says a number of any area, or only where areas lie."""
        return any(shape.shown for shape in self.shapes)


def outline_map(outlines: Iterable[Outline]) -> Map | None:
    """The map, north up; None when there is nothing to draw."""
    listed = [(each, _rings(each.geometry)) for each in outlines]
    points = [point for _, rings in listed for ring in rings for point in ring]
    if not points:
        return None
    place, height = _projection(points)
    shades = _Shades([each.value for each, _ in listed if each.value is not None])
    shapes = tuple(_shape(each, rings, place, shades) for each, rings in listed if rings)
    return Map(f"{_WIDTH:g}", f"{height:.0f}", shapes, shades.legend())


def _rings(geometry: Mapping[str, Any]) -> list[Ring]:
    """All rings; a hole is cut out by the even-odd rule of the drawing."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(float(x), float(y)) for x, y, *_ in ring] for polygon in polygons for ring in polygon]


def _projection(points: Ring) -> tuple[Callable[[tuple[float, float]], tuple[float, float]], float]:
    """From degrees to the drawing: a degree of longitude is shortened as it is in the middle of the map."""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrowing = math.cos(math.radians((south + north) / 2))
    scale = (_WIDTH - 2 * _MARGIN) / (max(east - west, 1e-9) * narrowing)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return _MARGIN + (point[0] - west) * narrowing * scale, _MARGIN + (north - point[1]) * scale

    return place, (north - south) * scale + 2 * _MARGIN


def _shape(
    outline: Outline, rings: list[Ring], place: Callable[[tuple[float, float]], tuple[float, float]], shades: _Shades
) -> Shape:
    drawn = [_thinned([place(point) for point in ring]) for ring in rings]
    x, y = _middle(max(drawn, key=lambda ring: abs(_area(ring))))
    path = "".join("M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in ring) + "Z" for ring in drawn)
    told = "" if outline.value is None else shown(outline.value)
    return Shape(outline.name, path, f"{x:.1f}", f"{y:.1f}", shades.of(outline.value), told, outline.address)


def _thinned(ring: Ring, apart: float = 0.4) -> Ring:
    """Without points that nobody could tell from the one before."""
    kept = ring[:1]
    for point in ring[1:]:
        if math.dist(point, kept[-1]) >= apart:
            kept.append(point)
    return kept


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    """The centre of gravity, where a name stands best."""
    area = _area(ring)
    if not area:
        return ring[0]
    x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / (6 * area), y / (6 * area)


class _Shades:
    """Equal steps from the least to the most; one shade when there is nothing to tell apart."""

    def __init__(self, values: list[float]) -> None:
        self.least, self.most = (min(values), max(values)) if values else (0.0, 0.0)
        self.any = bool(values)
        span = self.most - self.least
        whole = all(float(value).is_integer() for value in values)
        self.size = max(1.0, math.ceil((span + 1) / SHADES)) if whole else span / SHADES or 1.0
        self.whole = whole

    def of(self, value: float | None) -> str:
        if value is None:
            return "none"
        if self.least == self.most:
            return _MIDDLE
        return str(min(SHADES - 1, int((value - self.least) / self.size)))

    def legend(self) -> tuple[Step, ...]:
        if not self.any or self.least == self.most:
            return ()
        steps = []
        for number in range(SHADES):
            low = self.least + number * self.size
            if low > self.most:
                break
            high = min(self.most, low + self.size - (1 if self.whole else 0))
            steps.append(Step(str(number), shown(low) if low == high else f"{shown(low)}–{shown(high)}"))
        return tuple(steps)
