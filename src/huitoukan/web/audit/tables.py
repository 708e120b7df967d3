"""The table of the trail and its filters."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet

from huitoukan.core.access.scope import in_area
from huitoukan.core.areas.queries import called, seen_by
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.audit.subjects import KINDS
from huitoukan.core.saying import say_later, spoken
from huitoukan.messages import say
from huitoukan.web.audit.words import event_in_words, in_one_line, kind_in_words
from huitoukan.web.columns import BRIEF, PERSON, TIGHT, MomentColumn
from huitoukan.web.filtering import Filters
from huitoukan.web.tabling import Table
from huitoukan.web.widgets import DayRangeFilter

_MOST_AREAS = 50
"""Areas of one name that are looked through; whoever means another gives its code."""


class EntryTable(Table):
    """A row for each event."""

    number = tables.Column(verbose_name=say_later("audit.number"), linkify=("audit_entry", [tables.A("number")]))
    at = MomentColumn(verbose_name=say_later("audit.at"))
    actor_name = tables.Column(verbose_name=say_later("audit.actor"), empty_values=(), attrs=TIGHT)
    action = tables.Column(verbose_name=say_later("audit.action"), attrs=TIGHT)
    subject_kind = tables.Column(verbose_name=say_later("audit.kind"), attrs=TIGHT)
    subject_name = tables.Column(verbose_name=say_later("audit.subject"), attrs=PERSON)
    details = tables.Column(
        verbose_name=say_later("audit.details"), orderable=False, empty_values=(None, "", "{}"), attrs=BRIEF
    )

    class Meta:
        model = Entry
        fields = ("number", "at", "actor_name", "action", "subject_kind", "subject_name", "details")
        order_by = ("-number",)

    def render_actor_name(self, value: str) -> str:
        """The server itself has no name."""
        return value or spoken(say("audit.system"))

    def render_action(self, value: str) -> str:
        """In words."""
        return event_in_words(value)

    def render_subject_kind(self, value: str) -> str:
        """In words."""
        return kind_in_words(value)

    def render_details(self, record: Entry) -> str:
        """In words."""
        return in_one_line(record)


class EntryFilters(Filters):
    """What one looks for."""

    offers = ()
    actor_name = django_filters.CharFilter(lookup_expr="icontains", label=say_later("audit.actor"))
    action = django_filters.ChoiceFilter(
        choices=lambda: [(event.value, spoken(event.sentence)) for event in Event], label=say_later("audit.action")
    )
    subject_kind = django_filters.ChoiceFilter(
        choices=lambda: [(kind, kind_in_words(kind)) for kind in KINDS], label=say_later("audit.kind")
    )
    subject_name = django_filters.CharFilter(lookup_expr="icontains", label=say_later("audit.subject"))
    area = django_filters.CharFilter(method="of_area", label=say_later("audit.area"))
    at = DayRangeFilter(label=say_later("audit.at"))

    class Meta:
        model = Entry
        fields = ("actor_name", "action", "subject_kind", "subject_name", "area", "at")

    def of_area(self, entries: QuerySet[Entry], _name: str, text: str) -> QuerySet[Entry]:
        """What happened in the areas that are so called or have that code, and below them."""
        request: Any = self.request
        found = called(seen_by(request.user), text).order_by("code").values_list("code", flat=True)
        within = Q()
        for code in found[:_MOST_AREAS]:
            within |= in_area("area_code", code)
        return entries.filter(within) if within else entries.none()
