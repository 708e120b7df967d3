"""The table of areas and its filters."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils import timezone

from huitoukan.core.access.scope import in_area
from huitoukan.core.areas import queries
from huitoukan.core.areas.enums import Level
from huitoukan.core.areas.models import Area
from huitoukan.core.saying import say_later
from huitoukan.web.choosing.townships import TownshipFilters
from huitoukan.web.columns import TIGHT, DayColumn, MarkColumn
from huitoukan.web.tabling import Table
from huitoukan.web.widgets import DayInput

STATES = [("ended", say_later("area.ended")), ("all", say_later("area.existing_or_ended"))]
MARKS = [
    ("is_poor_village", say_later("area.is_poor_village")),
    ("is_resettlement", say_later("area.is_resettlement")),
]


class AreaTable(Table):
    """A row for each area, as it was called on the day that is asked for."""

    name = tables.Column(
        verbose_name=say_later("area.name"), accessor="name_then", linkify=("area", [tables.A("code")])
    )
    code = tables.Column(verbose_name=say_later("area.code"), attrs=TIGHT)
    level = tables.Column(verbose_name=say_later("area.level"))
    parent = tables.Column(verbose_name=say_later("area.parent"), accessor="parent__name", order_by="parent__code")
    is_poor_village = MarkColumn(verbose_name=say_later("area.is_poor_village"))
    is_resettlement = MarkColumn(verbose_name=say_later("area.is_resettlement"))
    opened_on = DayColumn(verbose_name=say_later("area.opened_on"))
    ended_on = DayColumn(verbose_name=say_later("area.ended_on"))

    class Meta:
        model = Area
        fields = ("name", "code", "level", "parent", "is_poor_village", "is_resettlement", "opened_on", "ended_on")
        order_by = ("code",)


class AreaFilters(TownshipFilters):
    """What one looks for: those that exist today, unless told otherwise."""

    name = django_filters.CharFilter(method="of_name", label=say_later("area.name_or_code"))
    level = django_filters.ChoiceFilter(choices=Level.choices, label=say_later("area.level"))
    township = django_filters.ChoiceFilter(method="of_township", label=say_later("area.level_township"))
    mark = django_filters.ChoiceFilter(choices=MARKS, method="of_mark", label=say_later("area.marks"))
    state = django_filters.ChoiceFilter(
        choices=STATES, method="of_state", label=say_later("area.state"), empty_label=say_later("area.existing")
    )
    day = django_filters.DateFilter(method="of_state", label=say_later("area.day"), widget=DayInput)

    class Meta:
        model = Area
        fields = ("name", "level", "township", "mark", "state", "day")

    def filter_queryset(self, queryset: QuerySet[Area]) -> QuerySet[Any]:
        """State and day belong together, and hold also where nothing is said of them."""
        day = self.form.cleaned_data.get("day") or timezone.localdate()
        found = _in_state(super().filter_queryset(queryset), self.form.cleaned_data.get("state"), day)
        return queries.named_on(found, day)

    def of_name(self, areas: QuerySet[Area], _name: str, text: str) -> QuerySet[Area]:
        """By what it is or was called, or by the beginning of its code."""
        return queries.called(areas, text)

    def of_township(self, areas: QuerySet[Area], _name: str, code: str) -> QuerySet[Area]:
        """The township and all below it."""
        return areas.filter(in_area("code", code))

    def of_mark(self, areas: QuerySet[Area], _name: str, mark: str) -> QuerySet[Area]:
        """Those that carry the mark."""
        return areas.filter(**{mark: True})

    def of_state(self, areas: QuerySet[Area], _name: str, _value: object) -> QuerySet[Area]:
        """Is done for all fields at once."""
        return areas


def _in_state(areas: QuerySet[Area], state: str | None, day: dt.date) -> QuerySet[Area]:
    if state == "all":
        return areas
    return areas.filter(ended_on__lte=day) if state == "ended" else queries.on(areas, day)
