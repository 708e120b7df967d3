"""The table of accounts and its filters. Whatever they tell comes from the seats that the reader may see."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import queries
from huitoukan.core.accounts.models import Seat, User
from huitoukan.core.accounts.queries import SeatState
from huitoukan.core.areas import queries as areas
from huitoukan.core.areas.models import Area
from huitoukan.core.saying import say_later, spoken
from huitoukan.messages import say
from huitoukan.web.choosing.fields import AreaFilter
from huitoukan.web.columns import BadgeColumn
from huitoukan.web.filtering import Filters
from huitoukan.web.tabling import Table

_ANY = say_later("account.any")


class StateColumn(BadgeColumn):
    """Open or closed."""

    def render(self, value: bool, bound_column: Any, record: Any) -> str:
        """The badge."""
        return super().render(self.value(value), bound_column, record)

    def value(self, value: bool) -> str:
        """The word alone, for a workbook."""
        return spoken(say("account.open") if value else say("account.closed"))


class AccountTable(Table):
    """A row for each account; telephone numbers masked, also in what is exported."""

    name = tables.Column(verbose_name=say_later("account.name"), linkify=("account", [tables.A("pk")]))
    username = tables.Column(verbose_name=say_later("account.username"))
    unit = tables.Column(verbose_name=say_later("account.unit"))
    phone = tables.Column(verbose_name=say_later("account.phone"), accessor="masked_phone", orderable=False)
    seats = tables.Column(verbose_name=say_later("account.seats"), accessor="seats_here", orderable=False)
    is_active = StateColumn(verbose_name=say_later("account.state"), tones={True: "good", False: "bad"})

    class Meta:
        model = User
        fields = ("name", "username", "unit", "phone", "seats", "is_active")
        order_by = ("username", "pk")

    def render_seats(self, value: list[Seat]) -> str:
        """Area and role of each that has not ended."""
        return spoken(say("seat.listed", seats=[f"{seat.area.name} · {seat.get_role_display()}" for seat in value]))


class AccountFilters(Filters):
    """What one looks for."""

    offers = ()
    name = django_filters.CharFilter(lookup_expr="icontains", label=say_later("account.name"))
    unit = django_filters.CharFilter(lookup_expr="icontains", label=say_later("account.unit"))
    role = django_filters.ChoiceFilter(
        choices=Role.choices, method="by_role", label=say_later("seat.role"), empty_label=_ANY
    )
    area = AreaFilter(method="by_area", label=say_later("seat.area"))
    seats = django_filters.ChoiceFilter(
        choices=SeatState.choices, method="by_seats", label=say_later("account.seats"), empty_label=_ANY
    )
    is_active = django_filters.ChoiceFilter(
        choices=[("true", say_later("account.open")), ("false", say_later("account.closed"))],
        method="by_state",
        label=say_later("account.state"),
        empty_label=_ANY,
    )

    class Meta:
        model = User
        fields = ("name", "unit", "role", "area", "seats", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.form.fields["area"]
        field.areas = areas.seen_by(self.request.user)

    def by_role(self, rows: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        """With a seat in this role that has not ended."""
        return queries.with_seat(rows, seen_by=self.request.user, role=Role(value))

    def by_area(self, rows: QuerySet[User], _name: str, value: Area | None) -> QuerySet[User]:
        """With a seat there, or below, that has not ended."""
        return queries.with_seat(rows, seen_by=self.request.user, code=value.code) if value else rows

    def by_seats(self, rows: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        """By how it stands with their seats."""
        return queries.by_seat_state(rows, seen_by=self.request.user, state=SeatState(value))

    def by_state(self, rows: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        """Open or closed."""
        return rows.filter(is_active=value == "true")
