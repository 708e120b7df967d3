"""The table of households and its filters."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from huitoukan.core.access.scope import in_area
from huitoukan.core.areas import queries as areas
from huitoukan.core.areas.models import Area
from huitoukan.core.saying import say_later, spoken
from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.domain.registry.models import HouseholdVersion
from huitoukan.domain.registry.queries import AsOf
from huitoukan.domain.registry.search import matching
from huitoukan.messages import say
from huitoukan.policy.itself import Itself
from huitoukan.policy.models import Pack, Subject
from huitoukan.web.addresses import address_of
from huitoukan.web.choosing.fields import AreaFilter
from huitoukan.web.columns import NUMBER, TIGHT, BadgeColumn
from huitoukan.web.filtering import Filters
from huitoukan.web.tabling import Table
from huitoukan.web.widgets import DayInput

LARGE = 6
"""From this size on, households are looked for together."""


class RiskColumn(BadgeColumn):
    """Whether the risk of a monitored household is removed; nothing where that was never asked."""

    def render(self, value: bool, bound_column: Any, record: Any) -> str:
        """The badge."""
        return super().render(self.value(value), bound_column, record)

    def value(self, value: bool) -> str:
        """The word alone, for a workbook."""
        return spoken(say("household.risk_removed") if value else say("household.risk_open"))


class HouseholdTable(Table):
    """A row for each household, as it was on the day."""

    along = ("area_code",)
    number = tables.Column(
        verbose_name=say_later("household.number"), attrs=TIGHT, linkify=lambda record, table: table.address(record)
    )
    head_name = tables.Column(verbose_name=say_later("household.head"))
    township = tables.Column(verbose_name=say_later("household.township"))
    village = tables.Column(verbose_name=say_later("household.village"))
    size = tables.Column(verbose_name=say_later("household.size"), attrs=NUMBER)
    household_type = tables.Column(verbose_name=say_later("household.type"))
    monitor_kind = tables.Column(verbose_name=say_later("household.monitor_kind"))
    risk_removed = RiskColumn(verbose_name=say_later("household.risk"), tones={True: "good", False: "warn"})

    class Meta:
        model = HouseholdVersion
        fields = (
            *("number", "head_name", "township", "village", "size"),
            *("household_type", "monitor_kind", "risk_removed"),
        )
        orderable = False  # the only order that an index has is that of places

    def address(self, record: HouseholdVersion) -> str:
        """Of the page of a household, on the same day."""
        day = self.request.GET.get("day", "")
        return address_of("household", record.number) + (f"?{urlencode({'day': day})}" if day else "")


def _values(pack: Pack, name: str) -> list[tuple[str, Any]]:
    """The words that a pack knows for a column of the registered list."""
    field = pack.kinds[Subject.REGISTERED].fields.get(name)
    known = pack.values[field.values].values if field and field.values else {}
    return [(value, value) for value in known if value]


_SIZES = [*((str(size), str(size)) for size in range(1, LARGE)), (str(LARGE), say_later("household.large", size=LARGE))]
_RISKS = [("open", say_later("household.risk_open")), ("removed", say_later("household.risk_removed"))]
_MONITORED = "any"


class HouseholdFilters(Filters):
    """What one looks for. The day is no filter: it says which rows there are, see ``views``."""

    text = django_filters.CharFilter(method="of_text", label=say_later("household.text"))
    area = AreaFilter(method="of_area", label=say_later("household.area"))
    household_type = django_filters.ChoiceFilter(label=say_later("household.type"))
    monitor = django_filters.ChoiceFilter(method="of_monitor", label=say_later("household.monitor_kind"))
    risk = django_filters.ChoiceFilter(choices=_RISKS, method="of_risk", label=say_later("household.risk"))
    size = django_filters.ChoiceFilter(choices=_SIZES, method="of_size", label=say_later("household.size"))
    day = django_filters.DateFilter(method="as_it_is", label=say_later("household.day"), widget=DayInput)

    class Meta:
        model = HouseholdVersion
        fields = ("text", "area", "household_type", "monitor", "risk", "size", "day")

    def __init__(self, *args: Any, at: AsOf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        pack = pack_in_force()
        self.offers = Itself(pack)
        fields: Any = self.form.fields
        fields["area"].areas = areas.seen_by(self.request.user)
        fields["household_type"].choices = _values(pack, "household_type")
        monitored = (_MONITORED, say_later("household.monitored"))
        fields["monitor"].choices = [monitored, *_values(pack, "monitor_kind")]

    def of_text(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """By a name, a number or the end of one, as the box in the head of the page takes them."""
        return matching(rows, self.request.user, text, self.at)

    def of_area(self, rows: QuerySet[Any], _name: str, area: Area | None) -> QuerySet[Any]:
        """In a township or village."""
        return rows.filter(in_area("area_code", area.code)) if area else rows

    def of_monitor(self, rows: QuerySet[Any], _name: str, kind: str) -> QuerySet[Any]:
        """Monitored under one heading, or under any."""
        return rows.exclude(monitor_kind="") if kind == _MONITORED else rows.filter(monitor_kind=kind)

    def of_risk(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        """Whose risk is removed, or is not."""
        return rows.filter(risk_removed=state == "removed")

    def of_size(self, rows: QuerySet[Any], _name: str, size: str) -> QuerySet[Any]:
        """Of so many members."""
        return rows.filter(size__gte=LARGE) if int(size) == LARGE else rows.filter(size=int(size))

    def as_it_is(self, rows: QuerySet[Any], _name: str, _day: object) -> QuerySet[Any]:
        """The rows are those of the day already."""
        return rows
