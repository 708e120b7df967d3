"""Outlines of townships that fit together: each gets what lies nearest to its seat, with borders as nature bends them.

They lie in the open ocean, where no county is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

Point = tuple[float, float]
Ring = list[list[float]]

_WEST, _SOUTH = 160.0, 25.0
_SIZE = 0.5
"""Degrees of latitude from north to south: some 55 km."""
_DECIMALS = 5
_CORNERS = 14
_ROUNDS = 3
"""Moving every seat to the middle of its township makes them alike in size."""
_BENDS = 4
_BEND = 0.13
"""How far the middle of a border is moved aside, as a share of its length."""


def partition(count: int, rng: Random) -> list[Ring]:
    """Closed rings of longitude and latitude: neighbours share their border to the point, and nothing is left over."""
    whole = _outline(rng)
    seats = [(rng.uniform(0.25, 0.75), rng.uniform(0.25, 0.75)) for _ in range(count)]
    for _ in range(_ROUNDS):
        seats = [_middle(_nearest(whole, seats, at)) for at in range(count)]
    return [_ring(_nearest(whole, seats, at)) for at in range(count)]


def _outline(rng: Random) -> list[Point]:
    """The county: corners in turn on an ellipse, so that it has no dents."""
    turns = sorted((at + rng.uniform(0, 0.7)) / _CORNERS * math.tau for at in range(_CORNERS))
    return [(0.5 + 0.5 * math.cos(turn), 0.5 + 0.42 * math.sin(turn)) for turn in turns]


def _nearest(whole: Sequence[Point], seats: Sequence[Point], at: int) -> list[Point]:
    """The part of ``whole`` that is nearer to one seat than to any other."""
    cell = list(whole)
    for other, seat in enumerate(seats):
        if other != at:
            cell = _clip(cell, seats[at], seat)
    return cell


def _clip(cell: Sequence[Point], own: Point, other: Point) -> list[Point]:
    """What of a polygon without dents is nearer to ``own`` than to ``other``."""
    kept: list[Point] = []
    for start, end in zip(cell, [*cell[1:], cell[0]], strict=True):
        inside, beyond = _lead(start, own, other), _lead(end, own, other)
        if inside >= 0:
            kept.append(start)
        if (inside >= 0) != (beyond >= 0):
            share = inside / (inside - beyond)
            kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
    return kept


def _lead(point: Point, own: Point, other: Point) -> float:
    """By how much ``own`` is nearer."""
    return math.dist(point, other) ** 2 - math.dist(point, own) ** 2


def _middle(cell: Sequence[Point]) -> Point:
    """The centre of the area."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(cell, [*cell[1:], cell[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / (3 * area), y / (3 * area)


def _ring(cell: Sequence[Point]) -> Ring:
    """The cell with bent borders, closed, on the globe."""
    corners = [(round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in cell]
    points: list[Point] = []
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        points += _bent(start, end)
    ring = [_placed(point) for point in points]
    closed = [*ring, ring[0]]
    return [closed[0], *(point for before, point in pairwise(closed) if point != before)]


def _bent(start: Point, end: Point) -> list[Point]:
    """From ``start`` up to ``end``, without it: the same points in whichever direction a border is walked."""
    if start > end:
        backwards = _bent(end, start)
        return [start, *backwards[:0:-1]]
    points = [start, end]
    rng = Random(f"{start}/{end}")
    for _ in range(_BENDS):
        points = _halved(points, rng)
    return points[:-1]


def _halved(points: Sequence[Point], rng: Random) -> list[Point]:
    halved = [points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        aside = rng.uniform(-_BEND, _BEND)
        halved += [((x1 + x2) / 2 - aside * (y2 - y1), (y1 + y2) / 2 + aside * (x2 - x1)), (x2, y2)]
    return halved


def _placed(point: Point) -> list[float]:
    """Longitude and latitude; degrees of longitude are shorter up there."""
    across = _SIZE / math.cos(math.radians(_SOUTH))
    return [round(_WEST + point[0] * across, _DECIMALS), round(_SOUTH + point[1] * _SIZE, _DECIMALS)]
