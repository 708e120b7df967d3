"""Areas for programs."""

from __future__ import annotations

import datetime as dt

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Path, Query, Schema

from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import in_area
from huitoukan.core.areas import queries
from huitoukan.core.areas.enums import Level
from huitoukan.core.areas.models import Area
from huitoukan.web.api.codes import CODE, Day, area_of
from huitoukan.web.api.paging import Asked, Some, some
from huitoukan.web.api.site import read
from huitoukan.web.requests import Request


class AreaAnswer(Schema):
    """An area."""

    code: str
    name: str
    level: Level
    is_poor_village: bool
    is_resettlement: bool
    opened_on: dt.date
    ended_on: dt.date | None


class AreasAnswer(Schema):
    """Some areas."""

    items: list[AreaAnswer]
    next: str | None


class AreasAsked(Asked):
    """Which areas."""

    as_of: Day | None = Query(None, description="哪一天的区域 / the areas of a day")
    level: Level | None = Query(None, description="区域层级 / its level")
    area: str | None = Query(None, pattern=CODE, description="在哪个区域内 / in which area")


@read("areas", name="api_areas", takes=AreasAsked, needs=Permission.SEE_AREAS, gives=AreasAnswer, about="区域 / Areas")
def areas(request: Request, asked: Query[AreasAsked]) -> dict[str, object]:
    """Those that exist on a day, in the order of their codes."""
    rows = queries.on(queries.seen_by(request.user), asked.as_of or timezone.localdate())
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.area:
        rows = rows.filter(in_area("code", area_of(asked.area)))
    return answer(some(rows, ("code",), asked, "areas"))


@read("areas/{code}", name="api_area", needs=Permission.SEE_AREAS, gives=AreaAnswer, about="一个区域 / One area")
def area(request: Request, code: str = Path(..., pattern=CODE, description="区域代码 / the code of the area")) -> Area:
    """By its code, also one that is no more."""
    return get_object_or_404(queries.seen_by(request.user), code=code)


def answer(found: Some) -> dict[str, object]:
    """As every list answers."""
    return {"items": found.rows, "next": found.next}
