"""Tables in templates: ``{% headings table as … %}``, ``{% for line in table|lines %}``, ``{% pages table as … %}``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import template
from django.template.context import Context
from django_tables2 import Table

from huitoukan.web import grid

register = template.Library()
register.filter("lines", grid.lines)


@register.simple_tag(takes_context=True)
def headings(context: Context, table: Table) -> Iterator[grid.Heading]:
    """Those of ``table`` on the page that was asked for."""
    request: Any = context["request"]
    return grid.headings(table, request.GET)


@register.simple_tag(takes_context=True)
def pages(context: Context, table: Table) -> list[grid.Page]:
    """Those of ``table`` that one can turn to."""
    request: Any = context["request"]
    return list(grid.pages(table, request.GET))
