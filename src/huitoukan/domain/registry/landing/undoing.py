"""What an import said is taken back: the records it touched are again what they were before it."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from huitoukan.domain.registry.comparing.places import TOWNSHIP
from huitoukan.domain.registry.enums import Change, ImportState
from huitoukan.domain.registry.landing.landing import TABLES, Table
from huitoukan.domain.registry.landing.writing import Batches, copy, end, remove_remains, tell_planner
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
        ended, restored = _swapped(table, number)
        batches.progress.start(say("import.stage_undoing"), len(ended) + len(restored))
        copy(batches, table.versions, restored, newest + 1)
        end(batches, table.versions, ended, newest + 1)
        tell_planner(table.versions)
    return newest + 1


def _swapped(table: Table, number: int) -> tuple[list[int], list[int]]:
    """Of the records that the landing touched: what has been held to be true since, and what was until then.

    Rows are matched here: a database that has just been filled does not know yet how many it would have to match.
    """
    touched = pl.Series(list(_touched(table, number).order_by().values_list(table.key, flat=True)), dtype=pl.String)
    versions = table.versions.objects.order_by().values_list("pk", table.key)
    since = versions.filter(since__gte=number, until=OPEN)
    before = versions.filter(since__lt=number, until__gte=number, until__lt=OPEN)
    return _of_those(since, touched), _of_those(before, touched)


def _of_those(rows: QuerySet[Any, tuple[int, str]], keys: pl.Series) -> list[int]:
    schema = {"id": pl.Int64, "key": pl.String}
    found = pl.DataFrame(list(rows.iterator(chunk_size=20_000)), schema=schema, orient="row")
    return found.join(keys.unique().to_frame("key"), on="key", how="semi")["id"].to_list()
