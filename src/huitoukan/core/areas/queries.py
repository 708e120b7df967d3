"""Asking about areas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import in_area, visible
from huitoukan.core.areas.codes import code_above, level_of
from huitoukan.core.areas.enums import Level
from huitoukan.core.areas.models import Area, FormerName
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.prepared import Prepared


def seen_by(who: Holder) -> QuerySet[Area]:
    """All areas, past ones too, that ``who`` may see."""
    return visible(Area.objects.all(), to=who, needs=Permission.SEE_AREAS)


def edited_by(who: Holder) -> QuerySet[Area]:
    """All areas, past ones too, that ``who`` may change."""
    return visible(Area.objects.all(), to=who, needs=Permission.EDIT_AREAS)


def on(areas: QuerySet[Area], day: dt.date) -> QuerySet[Area]:
    """Those of ``areas`` that exist on ``day``."""
    return areas.filter(exists_on(day))


def exists_on(day: dt.date, lookup: str = "") -> Q:
    """Areas, or what leads to them by ``lookup`` (``children__``), that exist on ``day``."""
    ended = f"{lookup}ended_on"
    return (Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gt": day})) & Q(**{f"{lookup}opened_on__lte": day})


def named_on(areas: QuerySet[Area], day: dt.date) -> QuerySet[Any]:
    """``areas`` with ``name_then``: what each was called on ``day``."""
    former = FormerName.objects.filter(area=OuterRef("pk"), until__gte=day).order_by("until", "pk")
    return areas.annotate(name_then=Coalesce(Subquery(former.values("name")[:1]), F("name")))


def counted(areas: QuerySet[Area], day: dt.date) -> QuerySet[Any]:
    """``areas`` with ``child_count``: how many areas lie right below each on ``day``."""
    return areas.annotate(child_count=Count("children", filter=exists_on(day, "children__")))


def called(areas: QuerySet[Area], text: str) -> QuerySet[Area]:
    """Those whose name or code, or whose name of earlier days, holds ``text``."""
    former = FormerName.objects.filter(name__icontains=text).values("area")
    return areas.filter(Q(name__icontains=text) | Q(code__startswith=text) | Q(pk__in=former))


def beginning(areas: QuerySet[Area], text: str) -> QuerySet[Area]:
    """Those of ``areas`` whose name begins with ``text``, the widest and then the shortest first."""
    return areas.filter(name__startswith=text).order_by(Length("code"), Length("name"), "code")


def full_names(codes: Iterable[str]) -> dict[str, str]:
    """Each of ``codes`` → what it is called with the township and village that it lies in: 东河镇 柳树村."""
    ways = {code: _way_to(code) for code in codes}
    wanted = {code for way in ways.values() for code in way}
    names = dict(_names_of(len(wanted))(*wanted)) if len(wanted) <= _FEW else dict(_names(*wanted))
    return {code: " ".join(names[each] for each in way if each in names) for code, way in ways.items()}


_FEW = 60
"""Places of which the names are asked for by a query that is put together once for as many."""


@cache
def _names_of(number: int) -> Prepared[tuple[str, str]]:
    return Prepared(_names, *[str] * number)


def _names(*codes: str) -> QuerySet[Area, tuple[str, str]]:
    return Area.objects.filter(code__in=codes).values_list("code", "name")


@lru_cache(maxsize=5000)
def _way_to(code: str) -> tuple[str, ...]:
    """From the township down; a wider area is named by itself."""
    above = code_above(code)
    return (*_way_to(above), code) if above and level_of(above) in (Level.TOWNSHIP, Level.VILLAGE) else (code,)


def now(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Those of ``areas`` that exist today."""
    return on(areas, timezone.localdate())


def counts_by_level(areas: QuerySet[Area]) -> dict[str, int]:
    """How many of ``areas`` there are of each level."""
    return dict(areas.values_list("level").annotate(Count("pk")).order_by("level"))


def townships(who: Holder) -> QuerySet[Any]:
    """Today's townships that ``who`` may see, :func:`counted`."""
    return counted(now(seen_by(who)).filter(level=Level.TOWNSHIP), timezone.localdate()).order_by("code")


def every_name() -> list[tuple[str, str]]:
    """Each name that an area has or had, and the code of what stands in its place today; today's names come first."""
    rows = Area.objects.order_by("code").values_list("pk", "code", "name", "ended_on", "successor")
    areas = {key: (code, name, ended_on, successor) for key, code, name, ended_on, successor in rows}

    def today(key: int) -> str:
        code, _name, _ended_on, successor = areas[key]
        return today(successor) if successor else code

    now = [(name, code) for code, name, ended_on, _ in areas.values() if ended_on is None]
    merged = [(name, today(key)) for key, (_code, name, ended_on, _) in areas.items() if ended_on is not None]
    former = FormerName.objects.order_by("-until", "pk").values_list("name", "area")
    return [*now, *merged, *((name, today(key)) for name, key in former)]


def below(area: Area) -> QuerySet[Area]:
    """Everything in ``area``, without itself."""
    return Area.objects.filter(in_area("code", area.code)).exclude(pk=area.pk)


def above(area: Area) -> Sequence[Area]:
    """What ``area`` lies in, the widest first."""
    codes, code = [], code_above(area.code)
    while code:
        codes.append(code)
        code = code_above(code)
    return list(Area.objects.filter(code__in=codes).order_by("code"))


def down_to(areas: QuerySet[Area], level: Level) -> QuerySet[Area]:
    """Those of ``areas`` that are of ``level`` or wider."""
    order = list(Level)
    return areas.filter(level__in=order[: order.index(level) + 1])


def digits_of(area: Area) -> int:
    """How many digits at the front of its code name ``area``; those below it begin with them."""
    return Level(area.level).digits


def root_code() -> str:
    """The code of the widest area of this office; blank before there is one."""
    return Area.objects.filter(parent=None).values_list("code", flat=True).order_by("code").first() or ""


def as_subject(area: Area) -> Subject:
    """For the audit trail."""
    return Subject("area", area.code, area.name, area.code)
