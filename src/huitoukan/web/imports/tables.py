"""The table of imports and its filters."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables

from huitoukan.core.saying import say_later
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.models import Import
from huitoukan.web.columns import NUMBER, BadgeColumn, DayColumn, MomentColumn
from huitoukan.web.filtering import Filters
from huitoukan.web.tabling import Table
from huitoukan.web.widgets import DayRangeFilter

TONES = {
    ImportState.READ: "warn",
    ImportState.LANDED: "good",
    ImportState.FAILED: "bad",
    **dict.fromkeys((ImportState.WAITING, ImportState.READING, ImportState.LANDING, ImportState.UNDOING), "info"),
}
"""What waits for somebody stands out."""
_NAMED = 3


class ImportTable(Table):
    """A row for each import."""

    pk = tables.Column(verbose_name=say_later("import_page.number"), linkify=("import", {"pk": tables.A("pk")}))
    day = DayColumn(verbose_name=say_later("import_page.day"))
    files = tables.Column(verbose_name=say_later("import_page.files"), orderable=False)
    rows = tables.Column(
        verbose_name=say_later("import_page.rows"), accessor="counts__used", orderable=False, attrs=NUMBER
    )
    state = BadgeColumn(verbose_name=say_later("import_page.state"), tones=TONES)
    brought_by = tables.Column(verbose_name=say_later("import_page.brought_by"), accessor="brought_by__name")
    brought_at = MomentColumn(verbose_name=say_later("import_page.brought_at"), to_the="minutes")

    class Meta:
        model = Import
        fields = ("pk", "day", "files", "rows", "state", "brought_by", "brought_at")
        order_by = ("-pk",)

    def render_files(self, value: list[dict[str, Any]]) -> str:
        """The first few by name."""
        return "、".join(file["name"] for file in value[:_NAMED]) + ("…" if len(value) > _NAMED else "")

    def value_files(self, value: list[dict[str, Any]]) -> str:
        """All of them, for a workbook."""
        return "、".join(file["name"] for file in value)


class ImportFilters(Filters):
    """What one looks for."""

    offers = ()
    state = django_filters.ChoiceFilter(choices=ImportState.choices, label=say_later("import_page.state"))
    day = DayRangeFilter(label=say_later("import_page.day"))

    class Meta:
        model = Import
        fields = ("state", "day")
