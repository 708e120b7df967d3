"""A registered list lands: what it says is written under the number of the next landing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from huitoukan.domain.registry.comparing.places import township_of
from huitoukan.domain.registry.enums import CAME, Change
from huitoukan.domain.registry.folders import households_of, persons_of
from huitoukan.domain.registry.landing.rectangles import RECTANGLES, Cuts, LaterList, cut
from huitoukan.domain.registry.landing.writing import Batches, Versions, copy, end, insert, remove_remains, tell_planner
from huitoukan.domain.registry.models import HouseholdVersion, Import, PersonVersion
from huitoukan.domain.registry.models.versions import OPEN
from huitoukan.domain.registry.queries.imports import landed_after
from huitoukan.domain.registry.queries.versions import newest_landing
from huitoukan.messages import say

_SHARED = ("area_code", "digest", "facts", "row_id")
_PERSON = (
    "key",
    "person_no",
    "household_no",
    "name",
    "initials",
    "id_no",
    "id_tail",
    "phone",
    "relation",
    "sex",
    "birth_date",
)
_HOUSEHOLD = (
    *("number", "township", "village", "head_name", "size", "household_type", "monitor_kind", "risk_removed"),
    "disputed",
)
_CAME = [change.value for change in CAME]


@dataclass(frozen=True, slots=True)
class Table:
    """Persons, or households: where they are kept, and what tells them apart."""

    versions: Versions
    key: str
    columns: Sequence[str]

    def path(self, brought: Import) -> Path:
        """What the import's list does to them."""
        return persons_of(brought) if self.versions is PersonVersion else households_of(brought)


TABLES = (Table(HouseholdVersion, "number", (*_HOUSEHOLD, *_SHARED)), Table(PersonVersion, "key", (*_PERSON, *_SHARED)))


def write(brought: Import, kind: str, batches: Batches) -> int:
    """Writes all rows, which do not count yet; gives the number of the landing that makes them count."""
    newest = newest_landing()
    later = list(landed_after(brought.day, kind=kind))
    for table in TABLES:
        batches.progress.start(say("import.stage_clearing"), 1)
        remove_remains(batches, table.versions, newest)
        judged = pl.read_parquet(table.path(brought))
        cuts = cut(_effects(judged, table.key), _rectangles(table, brought.day), brought.day, _speaking(later, table))
        came = judged.filter(pl.col("change").is_in(_CAME)).join(cuts.lasting.rename({"key": table.key}), on=table.key)
        stage = say("import.stage_persons" if table.versions is PersonVersion else "import.stage_households")
        batches.progress.start(stage, came.height + len(cuts.ended) + len(cuts.before) + cuts.after.height)
        _cut(batches, table.versions, cuts, brought.day, newest + 1)
        insert(batches, table.versions, *_rows(came, table, brought, kind, newest + 1))
        tell_planner(table.versions)
    return newest + 1


def _effects(judged: pl.DataFrame, key: str) -> pl.DataFrame:
    """Places of areas wider than a township are told apart from gone, and are no township that a list covers."""
    place = pl.when(pl.col("change") != Change.GONE).then(township_of("area_code").fill_null(""))
    changed = judged.filter(pl.col("change").is_in([*_CAME, Change.GONE.value]))
    return changed.select(pl.col(key).alias("key"), place.alias("place"))


def _rectangles(table: Table, day: dt.date) -> pl.DataFrame:
    rows = table.versions.objects.filter(until=OPEN, valid_to__gt=day).order_by()
    found = rows.values_list("pk", table.key, "valid_from", "valid_to").iterator(chunk_size=20_000)
    return pl.DataFrame(list(found), schema=RECTANGLES, orient="row")


def _speaking(later: Sequence[Import], table: Table) -> list[LaterList]:
    """What the lists of later days speak of."""
    speaking = []
    for each in later:
        said = pl.read_parquet(table.path(each), columns=[table.key, "change"])
        conflict, gone = (pl.col("change") == change.value for change in (Change.CONFLICT, Change.GONE))
        on_it, silent = (said.filter(which)[table.key] for which in (~conflict & ~gone, conflict))
        speaking.append(LaterList(each.day, on_it, silent, frozenset(each.covered)))
    return speaking


def _cut(batches: Batches, versions: Versions, cuts: Cuts, day: dt.date, landing: int) -> None:
    copy(batches, versions, cuts.before, landing, valid_to=("%s", [day.isoformat()]))
    for (since,), part in cuts.after.partition_by("since_day", as_dict=True).items():
        assert isinstance(since, dt.date)
        text = since.isoformat()
        later = "CASE WHEN valid_from < %s THEN %s ELSE valid_from END"
        copy(batches, versions, part["id"], landing, valid_from=(later, [text, text]))
    end(batches, versions, cuts.ended, landing)


def _rows(
    came: pl.DataFrame, table: Table, brought: Import, kind: str, landing: int
) -> tuple[list[str], Iterator[Any]]:
    fixed = {
        "since": landing,
        "until": OPEN,
        "valid_from": brought.day.isoformat(),
        "origin_id": brought.pk,
        "kind": kind,
    }
    named = came.select(*table.columns, "valid_to").with_columns(
        *(
            pl.col(name).dt.to_string("%Y-%m-%d")
            for name in ("birth_date", "valid_to")
            if name in (*table.columns, "valid_to")
        ),
        **{name: pl.lit(value) for name, value in fixed.items()},
    )
    return named.columns, named.iter_rows()
