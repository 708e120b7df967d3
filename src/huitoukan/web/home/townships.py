"""The townships of whoever sees several: how many villages each has, as bars and, with boundaries, on a map."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from huitoukan.core.areas import queries
from huitoukan.core.areas.boundaries.queries import outlines_among
from huitoukan.web.drawing.bars import Bar, bars
from huitoukan.web.drawing.outline import Map, Outline, outline_map
from huitoukan.web.requests import Reader


@dataclass(frozen=True, slots=True)
class Townships:
    """Both drawings; no map where no boundary is known."""

    bars: list[Bar]
    map: Map | None


def townships(reader: Reader) -> Townships | None:
    """Those that ``reader`` sees; None for one alone, which there is nothing to compare with."""
    found = {area.code: area for area in queries.townships(reader)}
    if len(found) < 2:
        return None
    addresses = {code: reverse("area", args=[code]) for code in found}
    outlines = (
        Outline(code, found[code].name, each.geometry, float(found[code].child_count), addresses[code])
        for each in outlines_among(found)
        for code in [each.area.code]
    )
    rows = ((area.name, float(area.child_count), addresses[code]) for code, area in found.items())
    return Townships(bars(rows), outline_map(outlines))
