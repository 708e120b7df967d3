"""The table of runs."""

from __future__ import annotations

import django_filters
import django_tables2 as tables

from huitoukan.core.saying import say_later
from huitoukan.domain.screening.enums import RunState
from huitoukan.domain.screening.models import Run
from huitoukan.web.columns import NUMBER, BadgeColumn, DayColumn, MomentColumn
from huitoukan.web.filtering import Filters
from huitoukan.web.tabling import Table

TONES = {
    RunState.WAITING: "info",
    RunState.RUNNING: "info",
    RunState.DONE: "good",
    RunState.FAILED: "bad",
}


class RunTable(Table):
    """A row for each run."""

    pk = tables.Column(verbose_name=say_later("run_page.number"), linkify=("run", {"pk": tables.A("pk")}))
    day = DayColumn(verbose_name=say_later("run_page.day"))
    state = BadgeColumn(verbose_name=say_later("run_page.state"), tones=TONES)
    policy = tables.Column(verbose_name=say_later("run_page.policy"), attrs=NUMBER)
    asked_by = tables.Column(verbose_name=say_later("run_page.asked_by"), accessor="asked_by__name")
    asked_at = MomentColumn(verbose_name=say_later("run_page.asked_at"), to_the="minutes")

    class Meta:
        model = Run
        fields = ("pk", "day", "state", "policy", "asked_by", "asked_at")
        order_by = ("-pk",)


class RunFilters(Filters):
    """What one looks for."""

    offers = ()
    state = django_filters.ChoiceFilter(choices=RunState.choices, label=say_later("run_page.state"))

    class Meta:
        model = Run
        fields = ("state",)
