"""Changing areas. Nothing is overwritten: an area that is no more keeps its days, and says what came after it."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from huitoukan.core.access.holdings import require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.codes import code_above, level_of
from huitoukan.core.areas.models import Area, FormerName
from huitoukan.core.areas.names import tidy_name
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
    """A new area under the one that its code names. Raises ``Refused``, ``WrongCode``, ``WrongName``, `WrongArea`."""
    level = level_of(code)
    require(by, Permission.EDIT_AREAS, at=code)
    name = tidy_name(name)
    if Area.objects.filter(code=code).exists():
        raise WrongArea(say("area.code_taken", code=code))
    area = Area.objects.create(
        code=code,
        name=name,
        level=level,
        parent=_parent_of(code, opened_on),
        opened_on=opened_on,
        is_poor_village=is_poor_village,
        is_resettlement=is_resettlement,
    )
    record(event=Event.AREA_ADDED, by=by, subject=as_subject(area), opened_on=opened_on.isoformat())
    return area


def _parent_of(code: str, day: dt.date) -> Area | None:
    above = code_above(code)
    if above is None:
        return None
    parent = Area.objects.filter(code=above).first()
    if parent is None:
        raise WrongArea(say("area.no_parent", code=code, above=above))
    if parent.ended_on and parent.ended_on <= day:
        raise WrongArea(say("area.parent_ended", parent=parent.name, day=parent.ended_on.isoformat()))
    return parent


@action
def rename(*, by: User, area: Area, name: str, since: dt.date) -> Area:
    """A new name from ``since`` on; the former one is kept. Raises ``Refused``, ``WrongName``, :class:`WrongArea`."""
    require(by, Permission.EDIT_AREAS, at=area.code)
    name = tidy_name(name)
    check_rename(area, name, since)
    former = FormerName.objects.create(area=area, name=area.name, until=since - dt.timedelta(days=1))
    area.name = name
    area.save(update_fields=["name"])
    record(event=Event.AREA_RENAMED, by=by, subject=as_subject(area), former=former.name, since=since.isoformat())
    return area


def check_rename(area: Area, name: str, since: dt.date) -> None:
    """Names follow one another: each lasts a day at least. Raises :class:`WrongArea`."""
    if name == area.name:
        raise WrongArea(say("area.same_name", name=name))
    if area.ended_on:
        raise WrongArea(say("area.is_no_more", area=area.name, day=area.ended_on.isoformat()))
    if since > timezone.localdate():
        raise WrongArea(say("area.not_yet", day=since.isoformat()))
    last = max((former.until for former in area.former_names.all()), default=None)
    first = last + dt.timedelta(days=1) if last else area.opened_on
    if since <= first:
        raise WrongArea(say("area.renamed_before", area=area.name, day=first.isoformat()))


@action
def correct(*, by: User, area: Area, name: str, opened_on: dt.date) -> Area:
    """Sets right what was typed wrongly and was never so. Raises ``Refused``, ``WrongName``, :class:`WrongArea`."""
    require(by, Permission.EDIT_AREAS, at=area.code)
    name = tidy_name(name)
    if (name, opened_on) == (area.name, area.opened_on):
        raise WrongArea(say("area.nothing_changed"))
    first = area.former_names.order_by("until", "pk").first()
    limit = first.until if first else area.ended_on
    if limit and opened_on > limit:
        raise WrongArea(say("area.opened_too_late", area=area.name, day=limit.isoformat()))
    was = {"former": area.name, "former_opened_on": area.opened_on.isoformat()}
    area.name, area.opened_on = name, opened_on
    area.save(update_fields=["name", "opened_on"])
    record(event=Event.AREA_CORRECTED, by=by, subject=as_subject(area), opened_on=opened_on.isoformat(), **was)
    return area


@action
def mark(*, by: User, area: Area, is_poor_village: bool, is_resettlement: bool) -> Area:
    """Whether the area is on the list of poor villages, and whether it is a resettlement site."""
    require(by, Permission.EDIT_AREAS, at=area.code)
    if (is_poor_village, is_resettlement) == (area.is_poor_village, area.is_resettlement):
        raise WrongArea(say("area.nothing_changed"))
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
    _check_merger(area, into, since)
    area.ended_on, area.successor = since, into
    area.save(update_fields=["ended_on", "successor"])
    record(
        event=Event.AREA_MERGED,
        by=by,
        subject=as_subject(area),
        into=into.code,
        into_name=into.name,
        since=since.isoformat(),
    )
    return area


def _check_merger(area: Area, into: Area, since: dt.date) -> None:
    if area.level != into.level or area == into:
        raise WrongArea(say("area.merge_levels", area=area.name, into=into.name))
    for each in (area, into):
        if each.ended_on:
            raise WrongArea(say("area.already_ended", area=each.name))
        if since <= each.opened_on:
            raise WrongArea(say("area.ends_before_opening", area=each.name, day=each.opened_on.isoformat()))
    last = area.former_names.order_by("until", "pk").last()
    if last and since <= last.until:
        raise WrongArea(say("area.ends_before_renaming", area=area.name, day=last.until.isoformat()))
    if on(below(area), since).exists():
        raise WrongArea(say("area.holds_areas", area=area.name))
