"""The list of households."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.domain.registry.queries import as_of, households_seen_by
from huitoukan.web.households.tables import HouseholdFilters, HouseholdTable
from huitoukan.web.listing import show_list
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.SEE_HOUSEHOLDS)
@require_safe
def households(request: Request) -> HttpResponseBase:
    """All households that this reader may see, as they were on a day."""
    day = day_in(request.GET.get("day"))
    at = as_of(day)
    return show_list(
        request,
        "households/list.html",
        rows=households_seen_by(request.user, at).defer("facts"),
        table=HouseholdTable,
        filters=partial(HouseholdFilters, at=at),
        file_name="households",
        as_long_as="",  # what was so after one landing is never changed
        day=at.day,
        is_past=at.day < timezone.localdate(),
        nothing_landed=not at.landing,
    )


def day_in(text: str | None) -> dt.date | None:
    """A day as addresses write it; None for anything else."""
    try:
        return parse_date(text or "")
    except ValueError:  # 2026-02-31
        return None
