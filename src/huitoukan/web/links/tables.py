"""The table of questions and its filters."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from huitoukan.core import masks
from huitoukan.core.access.scope import in_area
from huitoukan.core.saying import say_later
from huitoukan.domain.linkage_review import queries
from huitoukan.domain.linkage_review.enums import QuestionState
from huitoukan.domain.linkage_review.models import Asking
from huitoukan.web.choosing.townships import TownshipFilters
from huitoukan.web.columns import NUMBER, TIGHT, BadgeColumn
from huitoukan.web.links.comparing import best
from huitoukan.web.tabling import Table

TONES = {
    QuestionState.OPEN: "warn",
    QuestionState.HALF: "info",
    QuestionState.ANSWERED: "good",
    QuestionState.DISPUTED: "bad",
    QuestionState.SETTLED: "good",
}


class AskingTable(Table):
    """A row for each question."""

    name = tables.Column(
        verbose_name=say_later("links.name"), empty_values=(), linkify=("link", [tables.A("question_id")])
    )
    list_title = tables.Column(verbose_name=say_later("links.list"), attrs=TIGHT)
    file = tables.Column(verbose_name=say_later("links.file"))
    row = tables.Column(verbose_name=say_later("links.row"), attrs=NUMBER)
    best = tables.Column(verbose_name=say_later("links.best"), accessor="pk", orderable=False)
    state = BadgeColumn(verbose_name=say_later("links.state"), accessor="question__state", tones=TONES, attrs=TIGHT)

    class Meta:
        model = Asking
        fields = ("name", "list_title", "file", "row", "best", "state")
        order_by = ("list_title", "row")

    def render_name(self, value: str) -> str:
        """An ID number that somebody typed into the name is masked; no name at all can be opened, too."""
        return masks.cell(value) or "—"

    def render_best(self, record: Asking) -> str:
        """In one line."""
        return best(record)

    def render_state(self, record: Asking, bound_column: Any) -> str:
        """In words."""
        label = QuestionState(record.question.state).label
        return BadgeColumn.render(bound_column.column, label, bound_column, record)

    def value_state(self, record: Asking) -> str:
        """In words, for a workbook."""
        return str(QuestionState(record.question.state).label)


def _lists(request: Any) -> list[tuple[str, str]]:
    return queries.lists_of(queries.askings_seen_by(request.user))


class AskingFilters(TownshipFilters):
    """What one looks for."""

    kind = django_filters.ChoiceFilter(field_name="question__kind", label=say_later("links.list"))
    township = django_filters.ChoiceFilter(method="of_township", label=say_later("links.township"))
    state = django_filters.ChoiceFilter(
        field_name="question__state", choices=QuestionState.choices, label=say_later("links.state")
    )
    name = django_filters.CharFilter(lookup_expr="icontains", label=say_later("links.name"))

    class Meta:
        model = Asking
        fields = ("kind", "township", "state", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = _lists(self.request)
        self.filters["kind"].extra["choices"] = lists
        self.others = tuple(lists)

    def of_township(self, askings: QuerySet[Asking], _name: str, code: str) -> QuerySet[Asking]:
        """Those of the township and all below it."""
        return askings.filter(in_area("area_code", code))
