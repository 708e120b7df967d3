"""The tables of a run as they stay, so that one finding, or one household, is read out of each in milliseconds.

Every table of rows says from which import and which of its rows they came, since the snapshot itself goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from huitoukan.domain.registry.comparing.facts import facts
from huitoukan.domain.registry.snapshots import ROWS, Snapshot
from huitoukan.domain.screening import folders
from huitoukan.engine.results import Result
from huitoukan.policy.models import Pack, Subject
from huitoukan.policy.sameness import same_columns

SMALL_GROUP = 4_000
"""Rows of one group of a file; a reader skips groups that cannot hold what it looks for."""
_ROW = ["kind", "row_id"]
_PLACE = ["origin", "origin_row", "file", "sheet", "row"]
HOUSEHOLD_ROWS = ("household_no", "person", *ROWS, "method", "score", "evidence", "told")
"""``told``: JSON of the columns that say what the registered list says too."""


def keep_tables(result: Result, described: pl.DataFrame, snapshot: Snapshot, pack: Pack, folder: Path) -> None:
    """Writes them into ``folder``."""
    rows = pl.scan_parquet(snapshot.rows)
    described.write_parquet(folder / folders.FINDINGS, row_group_size=SMALL_GROUP)
    _write(result.finding_facts.sort("finding_id", "position"), folder / folders.FACTS)
    _write(_sources(result, described, rows), folder / folders.SOURCES)
    _write(result.links.join(rows, on=_ROW, how="left").sort(_ROW), folder / folders.LINKS)
    _write(_reviews(result, rows), folder / folders.LINK_REVIEWS)
    _write(_household_rows(result, rows, pack), folder / folders.HOUSEHOLD_ROWS)


def _write(table: pl.LazyFrame, path: Path) -> None:
    table.collect(engine="streaming").write_parquet(path, row_group_size=SMALL_GROUP)


def _sources(result: Result, described: pl.DataFrame, rows: pl.LazyFrame) -> pl.LazyFrame:
    """The sources with their places, and of linked rows the words for and against the link."""
    words = (
        result.links.filter(pl.col("evidence").is_not_null())
        .sort(*_ROW, "household_no", "score", nulls_last=True)
        .unique([*_ROW, "household_no"], keep="last", maintain_order=True)
        .select(*_ROW, "household_no", "gap", "evidence")
    )
    whose = described.lazy().select("finding_id", "household_no")
    return (
        result.finding_sources.join(whose, on="finding_id", how="left")
        .join(words, on=[*_ROW, "household_no"], how="left")
        .join(rows, on=_ROW, how="left")
        .drop("household_no")
        .sort("finding_id", "fact", "kind", "origin", "origin_row", nulls_last=True)
    )


def _reviews(result: Result, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Undecided links with the places of both sides; the candidate's columns begin with ``candidate_``."""
    other = rows.rename({name: f"candidate_{name}" for name in ROWS})
    return (
        result.link_reviews.lazy()
        .join(rows, on=_ROW, how="left")
        .join(other, on=["candidate_kind", "candidate_row_id"], how="left")
        .sort(*_ROW, "rank", "candidate_kind", "candidate_row_id", nulls_last=True)
    )


def _household_rows(result: Result, rows: pl.LazyFrame, pack: Pack) -> pl.LazyFrame:
    """The rows of other lists that are linked to registered households and their members."""
    linked = result.links.filter(
        pl.col("registered"), pl.col("household_no").is_not_null(), pl.col("kind") != Subject.REGISTERED.value
    )
    told = pl.concat([pl.LazyFrame(schema=_TOLD), *_told(result, linked, pack)])
    placed = linked.join(rows, on=_ROW, how="left").join(told, on=_ROW, how="left").select(*HOUSEHOLD_ROWS)
    return placed.sort("household_no", "kind", "origin", "origin_row", "person", nulls_last=True)


_TOLD = {"kind": pl.String, "row_id": pl.Int64, "told": pl.String}


def _told(result: Result, linked: pl.LazyFrame, pack: Pack) -> Iterator[pl.LazyFrame]:
    """What ``linked`` rows say that the registered list says too; one list at a time is in memory."""
    registered = pack.kinds[Subject.REGISTERED]
    for kind, paths in result.sheets.lists.items():
        fields = [name for name in same_columns(pack.kinds[kind], registered) if name in result.sheets.present[kind]]
        if kind == Subject.REGISTERED or not fields or not paths:
            continue
        wanted = linked.filter(pl.col("kind") == kind).select("row_id").unique()
        scanned = pl.concat([pl.scan_parquet(path) for path in paths], how="diagonal_relaxed")
        table = scanned.select("row_id", *fields).join(wanted, on="row_id", how="semi").collect()
        said = table.select("row_id", kind=pl.lit(kind), told=facts(table, pack.kinds[kind], fields))
        yield said.select(*_TOLD).lazy()
