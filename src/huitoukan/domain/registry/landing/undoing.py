"""What an import said is taken back: the records it touched are again what they were before it."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from huitoukan.domain.registry.comparing.places import TOWNSHIP
from huitoukan.domain.registry.enums import Change, ImportState
from huitoukan.domain.registry.landing.landing import TABLES, Table
from huitoukan.domain.registry.landing.writing import Batches, copy, end, remove_remains
from huitoukan.domain.registry.models import Import, Landing
from huitoukan.domain.registry.models.versions import OPEN
from huitoukan.domain.registry.queries.versions import newest_landing
from huitoukan.messages import say


def landing_of(brought: Import) -> int:
    """The number under which it landed."""
    number: int = brought.landings.values_list("number", flat=True).get(is_undoing=False)
    return number


def later_import_on(brought: Import) -> Import | None:
    """The first import that landed after this one and speaks of a record that this one changed."""
    number = landing_of(brought)
    later = Landing.objects.filter(number__gt=number, is_undoing=False, of__state=ImportState.LANDED)
    for landing in later.select_related("of").order_by("number"):
        if landing.of.compared_in and any(_builds_on(landing.of, table, number) for table in TABLES):
            return landing.of
    return None


def _builds_on(later: Import, table: Table, number: int) -> bool:
    touched = _touched(table, number)
    townships = touched.annotate(place=Substr("area_code", 1, TOWNSHIP)).values_list("place", flat=True).distinct()
    if not set(later.covered).isdisjoint(townships.order_by()):
        return True
    keys = pl.Series(list(touched.values_list(table.key, flat=True).distinct().order_by()), dtype=pl.String)
    said = pl.scan_parquet(table.path(later)).filter(pl.col("change") != Change.CONFLICT.value)
    return said.filter(pl.col(table.key).is_in(pl.lit(keys).implode())).head(1).collect().height > 0


def _touched(table: Table, number: int) -> QuerySet[Any]:
    """The versions that the landing began or ended."""
    return table.versions.objects.filter(Q(since=number) | Q(until=number))


def write(brought: Import, batches: Batches) -> int:
    """Writes all rows, which do not count yet; gives the number of the landing that makes them count."""
    newest, number = newest_landing(), landing_of(brought)
    for table in TABLES:
        batches.progress.start(say("import.stage_clearing"), 1)
        remove_remains(batches, table.versions, newest)
        keys = _touched(table, number).values(table.key)
        of_those = table.versions.objects.filter(**{f"{table.key}__in": keys}).order_by()
        ended = list(of_those.filter(since__gte=number, until=OPEN).values_list("pk", flat=True))
        known_before = of_those.filter(since__lt=number, until__gte=number, until__lt=OPEN)
        restored = list(known_before.values_list("pk", flat=True))
        batches.progress.start(say("import.stage_undoing"), len(ended) + len(restored))
        copy(batches, table.versions, restored, newest + 1)
        end(batches, table.versions, ended, newest + 1)
    return newest + 1
