"""The table of areas and its filters."""

from __future__ import annotations

import django_filters
import django_tables2 as tables

from huitoukan.core.areas.enums import Level
from huitoukan.core.areas.models import Area
from huitoukan.core.saying import say_later


class AreaTable(tables.Table):
    """A row for each area."""

    code = tables.Column(verbose_name=say_later("area.code"))
    name = tables.Column(verbose_name=say_later("area.name"), linkify=("area", [tables.A("code")]))
    level = tables.Column(verbose_name=say_later("area.level"))
    parent = tables.Column(verbose_name=say_later("area.parent"), accessor="parent__name", order_by="parent__code")
    is_poor_village = tables.BooleanColumn(verbose_name=say_later("area.is_poor_village"), null=False)
    is_resettlement = tables.BooleanColumn(verbose_name=say_later("area.is_resettlement"), null=False)

    class Meta:
        model = Area
        fields = ("code", "name", "level", "parent", "is_poor_village", "is_resettlement")
        order_by = ("code",)


class AreaFilters(django_filters.FilterSet):
    """What one looks for."""

    name = django_filters.CharFilter(lookup_expr="icontains", label=say_later("area.name"))
    level = django_filters.ChoiceFilter(choices=Level.choices, label=say_later("area.level"))

    class Meta:
        model = Area
        fields = ("name", "level")
