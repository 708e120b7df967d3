"""The map of an area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from huitoukan.core.access.holdings import Holder
from huitoukan.core.areas.models import Area, Boundary
from huitoukan.core.areas.queries import on, seen_by


def outlines_of(area: Area, *, to: Holder, day: dt.date) -> QuerySet[Boundary]:
    """The outlines of what lies right below ``area`` and ``to`` may see; its own where those have none."""
    seen = on(seen_by(to), day)
    shown = Boundary.objects.select_related("area").order_by("area__code", "pk")
    parts = shown.filter(area__in=seen.filter(parent=area))
    return parts if parts.exists() else shown.filter(area__in=seen.filter(pk=area.pk))


def outlines_among(codes: Iterable[str]) -> QuerySet[Boundary]:
    """The outlines of the areas of these codes, which the reader may see."""
    return Boundary.objects.select_related("area").filter(area__code__in=list(codes)).order_by("area__code", "pk")


def has_boundary(area: Area) -> bool:
    """Whether the area has an outline of its own."""
    return Boundary.objects.filter(area=area).exists()


def feature_collection(outlines: QuerySet[Boundary]) -> dict[str, Any]:
    """As GeoJSON, each feature with the code and the name of its area."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": outline.area.code, "name": outline.area.name},
            "geometry": outline.geometry,
        }
        for outline in outlines
    ]
    return {"type": "FeatureCollection", "features": features}
