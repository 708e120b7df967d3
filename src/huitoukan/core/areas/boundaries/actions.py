"""Giving areas their outlines: all of a file, or none."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from huitoukan.core.access.holdings import require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.boundaries.geojson import Outline, WrongBoundaries, read_outlines
from huitoukan.core.areas.codes import common_code
from huitoukan.core.areas.lists.values import is_code, read_code
from huitoukan.core.areas.models import Area, Boundary
from huitoukan.core.areas.queries import as_subject, edited_by, root_code
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.subjects import Subject
from huitoukan.messages import say

_NAMED = 5
"""Features that a sentence names; the rest are counted."""


@action
def set_boundaries(*, by: User, content: bytes) -> int:
    """Each feature of a GeoJSON file becomes the outline of its area, in place of the one before; says how many.

    Raises ``Refused``, ``WrongBoundaries``.
    """
    require(by, Permission.EDIT_AREAS)
    outlines = read_outlines(content)
    areas = _areas(outlines, list(edited_by(by).filter(ended_on=None)))
    Boundary.objects.filter(area__in=areas).delete()
    Boundary.objects.bulk_create(
        [Boundary(area=area, geometry=outline.geometry) for area, outline in zip(areas, outlines, strict=True)]
    )
    digest = hashlib.sha256(content).hexdigest()
    where = common_code([area.code for area in areas]) or root_code()
    subject = Subject("boundaries", digest[:16], "", where)
    record(event=Event.BOUNDARIES_SET, by=by, subject=subject, count=len(areas), sha256=digest)
    return len(areas)


def _areas(outlines: Sequence[Outline], known: Sequence[Area]) -> list[Area]:
    """The area of each outline: by its code, else by a name that only one area has."""
    by_code = {area.code: area for area in known}
    by_name: dict[str, list[Area]] = {}
    for area in known:
        by_name.setdefault(area.name, []).append(area)
    found = [_area(outline, by_code, by_name) for outline in outlines]
    lost = [outline.title for outline, area in zip(outlines, found, strict=True) if area is None]
    if lost:
        raise WrongBoundaries(say("boundary.lost", count=len(lost), titles=lost[:_NAMED]))
    areas = [area for area in found if area]
    area, times = Counter(areas).most_common(1)[0]
    if times > 1:
        raise WrongBoundaries(say("boundary.twice", area=area.name))
    return areas


def _area(outline: Outline, by_code: Mapping[str, Area], by_name: Mapping[str, Sequence[Area]]) -> Area | None:
    if is_code(outline.code):
        return by_code.get(read_code(outline.code))
    named = by_name.get(outline.name, ())
    return named[0] if len(named) == 1 else None


@action
def remove_boundary(*, by: User, area: Area) -> None:
    """The area is no longer on the map. Raises ``Refused``, ``WrongBoundaries``."""
    require(by, Permission.EDIT_AREAS, at=area.code)
    gone, _each = Boundary.objects.filter(area=area).delete()
    if not gone:
        raise WrongBoundaries(say("boundary.none", area=area.name))
    record(event=Event.BOUNDARY_REMOVED, by=by, subject=as_subject(area))
