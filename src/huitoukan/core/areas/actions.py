"""Changing areas. Nothing is overwritten: an area that is no more keeps its days, and says what came after it."""

from __future__ import annotations

import datetime as dt

from huitoukan.core.access.holdings import require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.codes import code_above, level_of
from huitoukan.core.areas.models import Area, FormerName
from huitoukan.core.areas.queries import as_subject, below, on
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.messages import Mendable, say


class WrongArea(Mendable):
    """A change that the tree of areas does not allow."""


@action
def add(
    *,
    by: User,
    code: str,
    name: str,
    opened_on: dt.date,
    is_poor_village: bool = False,
    is_resettlement: bool = False,
) -> Area:
    """A new area under the one that its code names. Raises ``Refused``, ``WrongCode``, :class:`WrongArea`."""
    level = level_of(code)
    require(by, Permission.EDIT_AREAS, at=code)
    if Area.objects.filter(code=code).exists():
        raise WrongArea(say("area.code_taken", code=code))
    above = code_above(code)
    parent = Area.objects.filter(code=above).first()
    if above and not parent:
        raise WrongArea(say("area.no_parent", code=code, above=above))
    area = Area.objects.create(
        code=code,
        name=name,
        level=level,
        parent=parent,
        opened_on=opened_on,
        is_poor_village=is_poor_village,
        is_resettlement=is_resettlement,
    )
    record(event=Event.AREA_ADDED, by=by, subject=as_subject(area))
    return area


@action
def rename(*, by: User, area: Area, name: str, since: dt.date) -> Area:
    """A new name from ``since`` on; the former one is kept. Raises ``Refused``, :class:`WrongArea`."""
    require(by, Permission.EDIT_AREAS, at=area.code)
    if name == area.name:
        raise WrongArea(say("area.same_name", name=name))
    former = FormerName.objects.create(area=area, name=area.name, until=since - dt.timedelta(days=1))
    area.name = name
    area.save(update_fields=["name"])
    record(event=Event.AREA_RENAMED, by=by, subject=as_subject(area), former=former.name, since=since.isoformat())
    return area


@action
def mark(*, by: User, area: Area, is_poor_village: bool, is_resettlement: bool) -> Area:
    """Whether the area is on the list of poor villages, and whether it is a resettlement site."""
    require(by, Permission.EDIT_AREAS, at=area.code)
    area.is_poor_village, area.is_resettlement = is_poor_village, is_resettlement
    area.save(update_fields=["is_poor_village", "is_resettlement"])
    record(
        event=Event.AREA_MARKED,
        by=by,
        subject=as_subject(area),
        is_poor_village=is_poor_village,
        is_resettlement=is_resettlement,
    )
    return area


@action
def merge(*, by: User, area: Area, into: Area, since: dt.date) -> Area:
    """``area`` is part of ``into`` from ``since`` on. Raises ``Refused``, :class:`WrongArea`."""
    for each in (area, into):
        require(by, Permission.EDIT_AREAS, at=each.code)
    if area.level != into.level or area == into:
        raise WrongArea(say("area.merge_levels", area=area.name, into=into.name))
    if area.ended_on or into.ended_on:
        raise WrongArea(say("area.already_ended", area=area.name if area.ended_on else into.name))
    if since < area.opened_on:
        raise WrongArea(say("area.ends_before_opening", area=area.name, day=area.opened_on.isoformat()))
    if on(below(area), since).exists():
        raise WrongArea(say("area.holds_areas", area=area.name))
    area.ended_on, area.successor = since, into
    area.save(update_fields=["ended_on", "successor"])
    record(event=Event.AREA_MERGED, by=by, subject=as_subject(area), into=into.code, since=since.isoformat())
    return area
