"""The table of findings and its filters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet

from huitoukan.core.access.scope import in_area
from huitoukan.core.areas import queries as areas
from huitoukan.core.areas.models import Area
from huitoukan.core.saying import current, say_later
from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.domain.screening.enums import PRESENT, Confidence, Standing
from huitoukan.domain.screening.marking import Status
from huitoukan.domain.screening.models import Mark, Sighting
from huitoukan.domain.screening.models.findings import KINDS, SEVERITIES
from huitoukan.policy import lists_of
from huitoukan.policy.itself import Itself
from huitoukan.policy.models import Pack, Rule
from huitoukan.web.choosing.fields import AreaFilter
from huitoukan.web.columns import PERSON, TIGHT, BadgeColumn, DayColumn, MomentColumn
from huitoukan.web.filtering import Filters
from huitoukan.web.tabling import Table

SEVERITY_TONES = {"urgent": "bad", "important": "warn"}
STANDING_TONES = {Standing.NEW: "bad", Standing.BACK: "bad", Standing.GONE: "good", Standing.UNJUDGED: "warn"}
STATUS_TONES = {Status.FOR_CASE: "info", Status.EXEMPT_ASKED: "warn", Status.WRONG_ASKED: "warn"}
_THERE = "there"
_TO_DO = "to_do"


class PlacedTable(Table):
    """With a column ``place`` of codes, which are shown as the names of township and village."""

    def render_place(self, value: str) -> str:
        """Township and village."""
        return self._named(value)

    def value_place(self, value: str) -> str:
        """For a workbook."""
        return self._named(value)

    def _named(self, code: str) -> str:
        return self._names.get(code, code)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Of all places on the page, or in the workbook, at once."""
        page = getattr(self, "page", None)
        if page is not None:
            return areas.full_names({row.record.area_code for row in page.object_list})
        return areas.full_names(set(self.data.data.order_by().values_list("area_code", flat=True).distinct()))


class FindingTable(PlacedTable):
    """A row for each finding; who it is about is named, and no number of theirs shown in full."""

    along = ("gravity", "area_code")
    severity = BadgeColumn(verbose_name=say_later("finding_page.severity"), tones=SEVERITY_TONES)
    sentence = tables.Column(
        verbose_name=say_later("finding_page.sentence"), linkify=("finding", {"pk": tables.A("finding_id")})
    )
    name = tables.Column(verbose_name=say_later("finding_page.name"), attrs=PERSON)
    place = tables.Column(verbose_name=say_later("finding_page.place"), accessor="area_code")
    household_no = tables.Column(verbose_name=say_later("finding_page.household_no"), attrs=TIGHT)
    confidence = BadgeColumn(verbose_name=say_later("finding_page.confidence"), tones={Confidence.REVIEW: "warn"})
    standing = BadgeColumn(verbose_name=say_later("finding_page.standing"), tones=STANDING_TONES)
    status = BadgeColumn(verbose_name=say_later("finding_page.status"), tones=STATUS_TONES)
    first_seen_on = DayColumn(verbose_name=say_later("finding_page.since"))

    class Meta:
        model = Sighting
        fields = (
            *("severity", "sentence", "name", "place", "household_no"),
            *("confidence", "standing", "status", "first_seen_on"),
        )
        orderable = False  # the gravest first, then by place: the order that has an index


class MarkTable(PlacedTable):
    """A row for each mark that waits for somebody."""

    rule_id = tables.Column(
        verbose_name=say_later("finding_page.rule"), linkify=("finding", {"pk": tables.A("finding_id")})
    )
    kind = tables.Column(verbose_name=say_later("finding_page.asked_for"), attrs=TIGHT)
    reason = tables.Column(verbose_name=say_later("finding_page.reason"))
    until = DayColumn(verbose_name=say_later("finding_page.until"))
    place = tables.Column(verbose_name=say_later("finding_page.place"), accessor="area_code")
    asked_by = tables.Column(verbose_name=say_later("finding_page.asked_by"), accessor="asked_by__name", attrs=PERSON)
    asked_at = MomentColumn(verbose_name=say_later("finding_page.asked_at"), to_the="minutes")

    class Meta:
        model = Mark
        fields = ("rule_id", "kind", "reason", "until", "place", "asked_by", "asked_at")
        orderable = False  # the oldest first: whoever asked first waits longest

    def render_rule_id(self, value: str) -> str:
        """What the rule is called."""
        rule = self._rules.get(value)
        return rule.title if rule else value

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return pack_in_force().rules


def _families(pack: Pack) -> list[tuple[str, str]]:
    return [(each.id, each.title_en if current() == "en" else each.title) for each in pack.families.values()]


def _rules(pack: Pack) -> list[tuple[str, str]]:
    return [(rule.id, rule.title) for rule in pack.rules.values()]


def _lists(pack: Pack) -> list[tuple[str, str]]:
    return [(kind.id, kind.title) for kind in pack.kinds.values()]


def _asking(pack: Pack, kind: str) -> list[str]:
    """The rules that look at a list."""
    return [rule.id for rule in pack.rules.values() if kind in lists_of(pack, rule)]


_STATES = [(_TO_DO, say_later("finding_page.to_do")), *Status.choices]
_STANDINGS = [(_THERE, say_later("finding_page.there")), *Standing.choices]


class FindingFilters(Filters):
    """What one looks for: what is there, unless told otherwise."""

    text = django_filters.CharFilter(method="of_text", label=say_later("finding_page.text"))
    area = AreaFilter(method="of_area", label=say_later("finding_page.area"))
    severity = django_filters.ChoiceFilter(
        choices=SEVERITIES, method="of_severity", label=say_later("finding_page.severity")
    )
    kind = django_filters.ChoiceFilter(choices=KINDS, label=say_later("finding_page.kind"))
    family = django_filters.ChoiceFilter(label=say_later("finding_page.family"))
    rule = django_filters.ChoiceFilter(field_name="rule_id", label=say_later("finding_page.rule"))
    list = django_filters.ChoiceFilter(method="of_list", label=say_later("finding_page.list"))
    confidence = django_filters.ChoiceFilter(choices=Confidence.choices, label=say_later("finding_page.confidence"))
    standing = django_filters.ChoiceFilter(
        choices=_STANDINGS, method="of_standing", label=say_later("finding_page.standing")
    )
    status = django_filters.ChoiceFilter(choices=_STATES, method="of_status", label=say_later("finding_page.status"))

    class Meta:
        model = Sighting
        fields = ("text", "area", "severity", "kind", "family", "rule", "list", "confidence", "standing", "status")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack = pack_in_force()
        self.offers = Itself(self.pack)
        fields: Any = self.form.fields
        fields["area"].areas = areas.seen_by(self.request.user)
        for name, choices in (("family", _families), ("rule", _rules), ("list", _lists)):
            fields[name].choices = choices(self.pack)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What is gone is shown only when it is asked for."""
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("standing") else found.filter(standing__in=PRESENT)

    def of_severity(self, rows: QuerySet[Any], _name: str, severity: str) -> QuerySet[Any]:
        """By its number, which the rows are in the order of."""
        return rows.filter(gravity=[name for name, _ in SEVERITIES].index(severity))

    def of_text(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """The number of a household, or a name."""
        return rows.filter(Q(household_no=text.strip()) | Q(name=text.strip()))

    def of_area(self, rows: QuerySet[Any], _name: str, area: Area | None) -> QuerySet[Any]:
        """In a township or village."""
        return rows.filter(in_area("area_code", area.code)) if area else rows

    def of_list(self, rows: QuerySet[Any], _name: str, kind: str) -> QuerySet[Any]:
        """By rules that look at a list."""
        return rows.filter(rule_id__in=_asking(self.pack, kind))

    def of_standing(self, rows: QuerySet[Any], _name: str, standing: str) -> QuerySet[Any]:
        """New, still there, or gone."""
        return rows.filter(standing__in=PRESENT) if standing == _THERE else rows.filter(standing=standing)

    def of_status(self, rows: QuerySet[Any], _name: str, status: str) -> QuerySet[Any]:
        """What the mark on it makes of it."""
        if status == _TO_DO:
            return rows.exclude(status__in=(Status.EXEMPT, Status.WRONG))
        return rows.filter(status=status)
