"""The table of the trail and its filters."""

from __future__ import annotations

import django_filters
import django_tables2 as tables

from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.saying import say_later, spoken
from huitoukan.web.widgets import DayRangeFilter


class EntryTable(tables.Table):
    """A row for each event."""

    number = tables.Column(verbose_name=say_later("audit.number"))
    at = tables.DateTimeColumn(verbose_name=say_later("audit.at"), format="Y-m-d H:i:s")
    actor_name = tables.Column(verbose_name=say_later("audit.actor"))
    action = tables.Column(verbose_name=say_later("audit.action"))
    subject_name = tables.Column(verbose_name=say_later("audit.subject"))
    details = tables.Column(verbose_name=say_later("audit.details"), orderable=False)

    class Meta:
        model = Entry
        fields = ("number", "at", "actor_name", "action", "subject_name", "details")
        order_by = ("-number",)

    def render_action(self, value: str) -> str:
        """In words."""
        return spoken(Event(value).sentence)


class EntryFilters(django_filters.FilterSet):
    """What one looks for."""

    actor_name = django_filters.CharFilter(lookup_expr="icontains", label=say_later("audit.actor"))
    action = django_filters.ChoiceFilter(
        choices=lambda: [(event.value, spoken(event.sentence)) for event in Event], label=say_later("audit.action")
    )
    at = DayRangeFilter(label=say_later("audit.at"))

    class Meta:
        model = Entry
        fields = ("actor_name", "action", "at")
