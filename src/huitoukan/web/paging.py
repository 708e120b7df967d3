"""A table in pages. The address says which page, and by what it is ordered; how long a page is, it does not say."""

from __future__ import annotations

from django.core.paginator import Paginator
from django_tables2 import Table

from huitoukan.web.requests import Request

PER_PAGE = 25


def show_page(request: Request, table: Table) -> None:
    """Turns ``table`` to the page asked for: the last one when there are fewer, the first when it is no number."""
    turn(request, table)
    table.paginator = Paginator(table.rows, PER_PAGE)
    table.page = table.paginator.get_page(request.GET.get(table.prefixed_page_field))


def turn(request: Request, table: Table) -> None:
    """Orders ``table`` as asked."""
    table.request = request
    if asked := request.GET.getlist(table.prefixed_order_by_field):
        table.order_by = asked[:1]
