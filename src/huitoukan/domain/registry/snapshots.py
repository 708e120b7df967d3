"""The registry and some lists as the engine takes them: the very rows that the lists had, numbered anew.

The registered list is made of the rows that the versions of a day point to, however many imports brought them; the
others are lists as they landed. A row keeps its sheet and its number; its ``file`` begins with the number of the
import, since two imports may bring files of one name. ``ROWS`` says where every row came from.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl
from django.db.models import QuerySet, Sum

from huitoukan.core.areas.codes import span
from huitoukan.domain.registry.folders import folder_of
from huitoukan.domain.registry.models import ImportedList, ImportedSheet
from huitoukan.domain.registry.queries import AsOf
from huitoukan.domain.registry.queries.imports import landed_lists
from huitoukan.domain.registry.registered import Registered
from huitoukan.domain.registry.tables import kept_table
from huitoukan.engine.results import ROW_COLUMNS, Sheets
from huitoukan.engine.snapshots import open_snapshot
from huitoukan.messages import Mendable, say
from huitoukan.policy.models import Pack, Subject

ROWS = {
    "kind": pl.String,
    "row_id": pl.Int64,  # in the snapshot
    "origin": pl.Int64,  # the import
    "origin_row": pl.Int64,  # row_id in its list
    "file": pl.String,  # as it was uploaded
    "sheet": pl.String,
    "row": pl.Int32,
}


class NothingRegistered(Mendable):
    """On that day no household was in the registry."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Lists for one run."""

    sheets: Sheets
    rows: Path
    """Parquet with the columns ``ROWS``."""


def lists_landed(day: dt.date) -> QuerySet[ImportedList]:
    """The lists that a run of ``day`` may choose among, the newest of each kind first."""
    others = landed_lists().filter(day__lte=day).exclude(kind=Subject.REGISTERED.value)
    return others.select_related("of").order_by("kind", "-day", "-pk")


def lists_for(day: dt.date) -> list[ImportedList]:
    """What a run of ``day`` takes unless somebody chooses otherwise.

    Of each kind the newest, of the widest area: a list of one township would say of all others that nobody is on it.
    Those of narrower areas are taken where there is no wider one.
    """
    kinds: dict[str, list[ImportedList]] = defaultdict(list)
    for each in lists_landed(day):
        kinds[each.kind].append(each)
    return [chosen for lists in kinds.values() for chosen in _widest(lists)]


def _widest(lists: Iterable[ImportedList]) -> list[ImportedList]:
    chosen: list[ImportedList] = []
    # sorting keeps the newest first among those of one width
    for each in sorted(lists, key=lambda one: len(span(one.of.area_code)[0])):
        if not any(_covers(wider.of.area_code, each.of.area_code) for wider in chosen):
            chosen.append(each)
    return chosen


def _covers(wide: str, narrow: str) -> bool:
    first, beyond = span(wide)
    return first <= narrow < beyond


def snapshot(at: AsOf, lists: Sequence[ImportedList], work: Path, pack: Pack) -> Snapshot:
    """The registry as of a day with ``lists``, written to ``work``. Raises :class:`NothingRegistered`."""
    work.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[Path]] = defaultdict(list)
    origins: list[pl.DataFrame] = []
    numbering = _Numbering(work, files, origins)
    for origin, rows in Registered(at, pack, partial(_scan, Subject.REGISTERED.value)).rows():
        numbering.add(Subject.REGISTERED.value, origin, rows)
    if not files:
        raise NothingRegistered(say("run.nothing_registered", day=at.day.isoformat()))
    for each in sorted(lists, key=lambda one: (one.kind, one.of_id)):
        numbering.add(each.kind, each.of_id, _scan(each.kind, each.of_id).collect())
    rows_file = work / "rows.parquet"
    pl.concat(origins).write_parquet(rows_file)
    return Snapshot(open_snapshot(files, pack=pack, work=work / "sheets"), rows_file)


class _Numbering:
    """Numbers rows anew, kind by kind, and remembers what they were."""

    def __init__(self, work: Path, files: Mapping[str, list[Path]], origins: list[pl.DataFrame]) -> None:
        self._work, self._files, self._origins = work, files, origins
        self._next: dict[str, int] = defaultdict(int)

    def add(self, kind: str, origin: int, found: pl.DataFrame) -> None:
        """Rows of an import's list of one kind."""
        rows = found.sort("row_id").with_columns(origin_row="row_id").drop("row_id").with_row_index("row_id")
        rows = rows.with_columns(pl.col("row_id").cast(pl.Int64) + self._next[kind])
        self._next[kind] += rows.height
        named = rows.select(kind=pl.lit(kind), row_id="row_id", origin=pl.lit(origin, pl.Int64))
        self._origins.append(named.hstack(rows.select("origin_row", "file", "sheet", "row")).select(*ROWS))
        path = self._work / f"{kind}-{origin:06}.parquet"
        place = pl.format("{}/{}", pl.lit(origin), "file").alias("file")
        typed = rows.drop("origin_row").with_columns(place)
        typed.select(*ROW_COLUMNS, pl.exclude(*ROW_COLUMNS)).write_parquet(path, compression="lz4")
        self._files[kind].append(path)


def _scan(kind: str, origin: int) -> pl.LazyFrame:
    """The list as it was kept; its sheets need not have the same columns."""
    kept = ImportedList.objects.select_related("of").get(of=origin, kind=kind)
    folder = folder_of(kept.of)
    return pl.concat([pl.scan_parquet(folder / path) for path in kept.paths], how="diagonal_relaxed")


def set_aside_while_reading(lists: Sequence[ImportedList]) -> dict[str, int]:
    """How many rows of each kind of ``lists`` could not be read."""
    counts: Counter[str] = Counter()
    for each in lists:
        sheets = ImportedSheet.objects.filter(of=each.of_id, kind=each.kind)
        counts[each.kind] += sheets.aggregate(rows=Sum("rows_set_aside"))["rows"] or 0
    return dict(counts)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was."""

    field: str
    """What it was taken for; blank: nothing."""
    header: str
    text: str


Place = tuple[int, str, str]
"""Where a sheet is: the number of its import, its file, and its name."""


def cells_of(wanted: Mapping[Place, Collection[int]]) -> dict[tuple[Place, int], list[Cell]]:
    """Rows of sheets as they were, by their place and their number in it; what no import keeps is not there."""
    if not wanted:
        return {}
    origins, files = {place[0] for place in wanted}, {place[1] for place in wanted}
    sheets = ImportedSheet.objects.filter(of__in=origins, file__in=files).exclude(raw="").order_by()
    sheets = sheets.select_related("of").only("of__key", "file", "sheet", "columns", "headers", "raw")
    found = {}
    for kept in sheets:
        place = (kept.of_id, kept.file, kept.sheet)
        for number, cells in _cells_of(kept, wanted.get(place, ())).items():
            found[place, number] = cells
    return found


def _cells_of(kept: ImportedSheet, rows: Collection[int]) -> dict[int, list[Cell]]:
    if not rows:
        return {}
    table = kept_table(folder_of(kept.of) / kept.raw).filter(pl.col("row").is_in(list(rows))).collect()
    fields = {header: field for field, header in kept.columns.items()}
    found = {}
    for number, *texts in table.select("row", pl.exclude("row")).iter_rows():
        cells = zip(kept.headers, texts, strict=False)
        found[number] = [Cell(fields.get(header, ""), header, text) for header, text in cells if text]
    return found
