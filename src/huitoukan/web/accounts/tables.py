"""The table of accounts and its filters."""

from __future__ import annotations

import django_filters
import django_tables2 as tables

from huitoukan.core.accounts.models import User
from huitoukan.core.saying import say_later


class AccountTable(tables.Table):
    """A row for each account."""

    username = tables.Column(verbose_name=say_later("account.username"), linkify=("account", [tables.A("pk")]))
    name = tables.Column(verbose_name=say_later("account.name"))
    unit = tables.Column(verbose_name=say_later("account.unit"))

    class Meta:
        model = User
        fields = ("username", "name", "unit")
        order_by = ("username",)


class AccountFilters(django_filters.FilterSet):
    """What one looks for."""

    name = django_filters.CharFilter(lookup_expr="icontains", label=say_later("account.name"))
    unit = django_filters.CharFilter(lookup_expr="icontains", label=say_later("account.unit"))

    class Meta:
        model = User
        fields = ("name", "unit")
