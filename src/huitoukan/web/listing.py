"""Pages that are a table: the same rows filtered, sorted, counted, paged and exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_tables2 import Table
from django_tables2.data import TableQuerysetData

from huitoukan.core.saying import spoken
from huitoukan.messages import say
from huitoukan.web.exporting import workbook
from huitoukan.web.filtering import Filters
from huitoukan.web.paging import show_page, turn
from huitoukan.web.parts import Parts, parts_of
from huitoukan.web.requests import Request

EXPORT = "export"
MOST_EXPORTED = 50_000
"""Rows of a workbook: what somebody can still look through, and a server makes while they wait."""


class WhollyOrdered(TableQuerysetData):
    """Rows alike in what they are ordered by still have their place; else pages would repeat some and skip others."""

    data: Any
    as_long_as: str | None = None
    """A text that is another one whenever the same query might find other rows; None: nobody knows."""
    along: tuple[str, ...] = ()
    """The columns that come first in the order of the rows and tell where in them a page far on begins."""

    def __len__(self) -> int:
        """How many rows there are: counted once as long as that stays."""
        return super().__len__() if self.as_long_as is None else self._parts.total

    def __getitem__(self, key: Any) -> Any:
        """Rows of a page, found from the beginning of the part that they lie in."""
        if self.as_long_as is None or not isinstance(key, slice) or not self.along:
            return super().__getitem__(key)
        return self._parts.rows(self.data, key.start, key.stop)

    @cached_property
    def _parts(self) -> Parts:
        return parts_of(self.data, self.along, self.as_long_as or "")

    def order_by(self, aliases: Any) -> None:
        """As asked, and then by key; in their own order when what is asked for orders nothing."""
        if not aliases:
            return
        super().order_by(aliases)
        self.along = ()  # parts are in their own order only
        self.data = self.data.order_by(*self.data.query.order_by, "pk")


def show_list(
    request: Request,
    template: str,
    *,
    rows: QuerySet[Any],
    table: type[Table],
    filters: Callable[..., Filters],
    file_name: str,
    as_long_as: str | None = None,
    kept: Mapping[str, str] = MappingProxyType({}),
    **context: object,
) -> HttpResponseBase:
    """The page; only its table when htmx asks for that; a workbook of all filtered rows when an export is asked for.

    ``rows`` have passed the row scope, and what is exported is what is shown, masked in the same way. ``as_long_as`` is
    for what changes seldom, a text that then changes as well: rows are counted once as long as it is the same, and
    found quickly on pages far on if the table says what they lie ``along``. ``kept`` is the part of the address that
    says what the list is of: filters leave it as it is.
    """
    chosen = filters(request.GET, queryset=rows, request=request)
    found = chosen.qs if chosen.is_valid() else rows.none()  # what is not understood must not pass for an answer
    data = WhollyOrdered(found)
    data.as_long_as, data.along = as_long_as, getattr(table, "along", ())
    shown = table(data)
    if EXPORT in request.GET and _fits_workbook(request, found):
        turn(request, shown)
        return workbook(shown, file_name=file_name, by=request.user)
    show_page(request, shown)
    cleared = f"{request.path}?{urlencode(kept)}" if kept else request.path
    of_form = chosen.look
    look = None if of_form is None else (of_form, request.path, *kept.items())
    parts = {"table": shown, "filters": chosen, "look": look, "kept": kept, "cleared": cleared, **context}
    whole = not (request.htmx and request.htmx.target == "rows")
    response = render(request, template if whole else "components/rows.html", parts)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))  # the browser's way back must not show the table alone
    return response


def _fits_workbook(request: Request, rows: QuerySet[Any]) -> bool:
    fits = rows.count() <= MOST_EXPORTED
    if not fits:
        messages.error(request, spoken(say("page.many_rows", limit=MOST_EXPORTED)))
    return fits
