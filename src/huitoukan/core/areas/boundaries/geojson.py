"""From the bytes of a GeoJSON file (RFC 7946) to outlines. Whatever is wrong is a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from huitoukan.messages import Mendable, say

LARGEST_FILE = 20 << 20
"""Bytes. The townships of a county in survey quality have some 5 MB."""
MOST_FEATURES = 2_000
MOST_POINTS = 400_000
"""Of the whole file; the map of an area is sent to browsers, and 20 townships of 20,000 points are slow already."""
MOST_POINTS_OF_ONE = 20_000
_DECIMALS = 6
"""Of a degree: a tenth of a metre."""
_FEWEST_POINTS = 4
_CODES = ("code", "CODE", "adcode", "区划代码", "统计用区划代码", "代码")
_NAMES = ("name", "NAME", "名称", "区划名称")
_DEPTH = {"Polygon": 1, "MultiPolygon": 2}

Ring = list[list[float]]


class WrongBoundaries(Mendable):
    """A file that cannot be used for the map."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of an area, which the file names by code or by name."""

    code: str
    name: str
    geometry: dict[str, Any]

    @property
    def title(self) -> str:
        """What a sentence calls it."""
        return self.name or self.code


def read_outlines(content: bytes) -> list[Outline]:
    """The features of a file. Raises :class:`WrongBoundaries`."""
    check_size(len(content))
    features = _features(content)
    if not 0 < len(features) <= MOST_FEATURES:
        raise WrongBoundaries(say("boundary.features", count=len(features), limit=MOST_FEATURES))
    outlines = [_outline(feature, number) for number, feature in enumerate(features, 1)]
    points = sum(_count(outline.geometry) for outline in outlines)
    if points > MOST_POINTS:
        raise WrongBoundaries(say("boundary.many_points", count=points, limit=MOST_POINTS))
    return outlines


def check_size(size: int) -> None:
    """Asked before a file is taken into memory. Raises :class:`WrongBoundaries`."""
    if size > LARGEST_FILE:
        raise WrongBoundaries(say("boundary.too_large", limit=LARGEST_FILE >> 20))


def _features(content: bytes) -> list[Any]:
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise WrongBoundaries(say("boundary.no_json")) from error
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise WrongBoundaries(say("boundary.no_collection"))
    features = data.get("features")
    if not isinstance(features, list):
        raise WrongBoundaries(say("boundary.no_collection"))
    return features


def _refuse(constant: str) -> float:
    """JSON has no NaN, and a map has no infinity."""
    raise ValueError(constant)


def _outline(feature: Any, number: int) -> Outline:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        raise WrongBoundaries(say("boundary.no_feature", number=number))
    code, name = _first(properties, _CODES), _first(properties, _NAMES)
    if not code and not name:
        raise WrongBoundaries(say("boundary.no_key", number=number, code=_CODES[0], name=_NAMES[0]))
    return Outline(code, name, _geometry(geometry, name or code))


def _first(properties: dict[str, Any], names: Sequence[str]) -> str:
    values = (properties.get(name) for name in names)
    said = (str(value).strip() for value in values if isinstance(value, (str, int)) and not isinstance(value, bool))
    text = next((text[:60] for text in said if text), "")
    return text.encode("utf-8", "replace").decode()  # JSON can hold halves of characters, which no page can


def _geometry(geometry: dict[str, Any], title: str) -> dict[str, Any]:
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in _DEPTH:
        raise WrongBoundaries(say("boundary.no_polygon", title=title))
    polygons = geometry.get("coordinates")
    if kind == "Polygon":
        polygons = [polygons]
    if not isinstance(polygons, list) or not polygons:
        raise WrongBoundaries(say("boundary.no_ring", title=title))
    checked = [_polygon(polygon, title) for polygon in polygons]
    points = sum(len(ring) for polygon in checked for ring in polygon)
    if points > MOST_POINTS_OF_ONE:
        raise WrongBoundaries(say("boundary.many_points_of_one", title=title, count=points, limit=MOST_POINTS_OF_ONE))
    return {"type": kind, "coordinates": checked[0] if kind == "Polygon" else checked}


def _polygon(polygon: Any, title: str) -> list[Ring]:
    if not isinstance(polygon, list) or not polygon:
        raise WrongBoundaries(say("boundary.no_ring", title=title))
    return [_ring(ring, title) for ring in polygon]


def _ring(ring: Any, title: str) -> Ring:
    if not isinstance(ring, list):
        raise WrongBoundaries(say("boundary.no_ring", title=title))
    points = [_point(point, title) for point in ring]
    if len(points) < _FEWEST_POINTS or points[0] != points[-1]:
        raise WrongBoundaries(say("boundary.no_ring", title=title))
    return points


def _point(point: Any, title: str) -> list[float]:
    """Longitude and latitude in degrees; a height is left out."""
    if not isinstance(point, list) or not 2 <= len(point) <= 3:
        raise WrongBoundaries(say("boundary.no_point", title=title))
    for value, most in zip(point, (180, 90), strict=False):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise WrongBoundaries(say("boundary.no_point", title=title))
        if abs(value) > most:  # no infinity passes, nor a whole number that is too long to be rounded
            raise WrongBoundaries(say("boundary.no_degrees", title=title))
    return [round(float(value), _DECIMALS) for value in point[:2]]


def _count(geometry: dict[str, Any]) -> int:
    return sum(len(ring) for ring in rings(geometry))


def rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """Every ring of an outline that was read here."""
    coordinates = geometry["coordinates"]
    for polygon in [coordinates] if geometry["type"] == "Polygon" else coordinates:
        yield from polygon
