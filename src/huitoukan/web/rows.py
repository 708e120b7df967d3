"""Pages that are a table of what no database holds: filtered and paged as other lists, but not exported."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_tables2 import Table

from huitoukan.web.paging import show_page
from huitoukan.web.requests import Request


def show_rows(
    request: Request, template: str, *, rows: Sequence[Any], table: type[Table], form: Form, **context: object
) -> HttpResponse:
    """The page; only its table when htmx asks for that. ``form`` has chosen ``rows`` already."""
    shown = table(rows)
    show_page(request, shown)
    filters = SimpleNamespace(form=form)
    parts = {"table": shown, "filters": filters, "look": None, "unexported": True, **context}
    whole = not (request.htmx and request.htmx.target == "rows")
    response = render(request, template if whole else "components/rows.html", parts)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response
