"""From the tables of a run to questions: rows that say the same of who they are about are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import polars as pl

from huitoukan.core.areas.codes import common_code
from huitoukan.domain.linkage_review.enums import Likeness
from huitoukan.domain.linkage_review.models import Question
from huitoukan.domain.registry.comparing.places import Gazetteer
from huitoukan.engine.linkage.fingerprints import take_fingerprints
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.reviews import COMPARED, tabulate_reviews

NOWHERE = ("", "", 0)


class Key(NamedTuple):
    """What tells a question from others. A row that says too little is known only where it stands."""

    kind: str
    mark: str
    file: str
    sheet: str
    row: int


def key_of(question: Question) -> Key:
    """That of a question which is there already."""
    return Key(question.kind, question.mark, question.file, question.sheet, question.row)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the first of the rows stands that a question is about, and how many they are."""

    origin: int | None
    file: str
    sheet: str
    row: int
    count: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a run asks it."""

    key: Key
    standing: Standing
    list_title: str
    name: str
    area_code: str
    is_close: bool
    record: Mapping[str, str]
    candidates: list[dict[str, Any]] = field(default_factory=list)
    """Fields of ``Candidate``, the best first."""


def gather(edition: Edition, rows: pl.DataFrame, names: Gazetteer) -> Iterator[Asked]:
    """The questions of a run, in the order of its lists. What is asked for is explained at ``enlisting.enlist``."""
    table = _with_keys(tabulate_reviews(edition), mark="kind_mark", telling="kind_telling")
    table = table.filter(pl.col("candidate_kind_mark").is_not_null()).join(_origins(rows), on=_ROW, how="left")
    first = pl.col("row_id") == pl.col("row_id").min().over(_KEY)
    table = table.with_columns(count=pl.col("row_id").n_unique().over(_KEY)).filter(first)
    for _, group in table.sort("kind", "row_id", "rank").group_by("kind", "row_id", maintain_order=True):
        yield _asked(group.to_dicts(), edition, names)


def still_listed(edition: Edition, rows: pl.DataFrame, questions: Iterable[Question]) -> dict[int, Standing]:
    """Those of ``questions`` (by primary key) whose rows are on the lists of the run."""
    known = pl.DataFrame(
        [(each.pk, *key_of(each)) for each in questions], schema={"question": pl.Int64, **_KEY_TYPES}, orient="row"
    )
    marked = take_fingerprints(edition.result.sheets, edition.pack, known["kind"].unique())
    found = _with_keys(marked.filter(pl.col("mark").is_in(known["key_mark"].implode())), mark="mark", telling="telling")
    placed = found.join(known, on=_KEY).join(_origins(rows), on=_ROW, how="left").sort("row_id")
    counted = placed.with_columns(count=pl.len().over("question")).unique("question", keep="first")
    return {row["question"]: _standing(row) for row in counted.iter_rows(named=True)}


_ROW = ("kind", "row_id")
_KEY_TYPES = {
    "kind": pl.String,
    "key_mark": pl.String,
    "key_file": pl.String,
    "key_sheet": pl.String,
    "key_row": pl.Int32,
}
_KEY = tuple(_KEY_TYPES)


def _with_keys(table: pl.DataFrame, *, mark: str, telling: str) -> pl.DataFrame:
    """The rows of ``table`` that have a fingerprint, with the columns of their key."""
    wherever = pl.col(telling)
    columns = zip(("file", "sheet", "row"), NOWHERE, strict=True)
    places = {f"key_{name}": pl.when(wherever).then(pl.lit(none)).otherwise(name) for name, none in columns}
    marked = table.filter(pl.col(mark).is_not_null())
    return marked.with_columns(key_mark=pl.col(mark), **places).with_columns(pl.col("key_row").cast(pl.Int32))


def _origins(rows: pl.DataFrame) -> pl.DataFrame:
    """Where rows came from, and under which name their file was brought."""
    return rows.select(*_ROW, "origin", brought_as="file")


def _standing(row: Mapping[str, Any]) -> Standing:
    return Standing(row["origin"], row["brought_as"] or row["file"], row["sheet"], row["row"], row["count"])


def _asked(rows: list[dict[str, Any]], edition: Edition, names: Gazetteer) -> Asked:
    """One question, of one row of the table for each candidate."""
    first, linkage = rows[0], edition.pack.linkage
    gaps = [row["gap"] for row in rows if row["gap"] is not None]
    return Asked(
        key=Key(*(first[name] for name in _KEY)),
        standing=_standing(first),
        list_title=first["list"],
        name=first["left_name"] or "",
        area_code=_area_code(rows, names),
        is_close=bool(gaps) and min(gaps) < linkage.second_look_gap,
        record=_record(first, "left"),
        candidates=[_candidate(row, rank, linkage.threshold) for rank, row in enumerate(rows, start=1)],
    )


def _area_code(rows: list[dict[str, Any]], names: Gazetteer) -> str:
    """The narrowest area that holds all candidates: nobody is shown to somebody else's township.

    Of a candidate whose township nobody wrote down, that of the row is taken.
    """

    def code(row: dict[str, Any], side: str) -> str:
        return names.place(row[f"{side}_township"], row[f"{side}_village"], blank=names.office)[0]

    codes = [code(row, "right" if row["right_township"] else "left") for row in rows]
    return common_code(codes) or names.office


def _candidate(row: Mapping[str, Any], rank: int, threshold: float) -> dict[str, Any]:
    return {
        "rank": rank,
        "key": row["candidate_key"],
        "mark": row["candidate_kind_mark"],
        "record": _record(row, "right"),
        "differs": [name for name in COMPARED if row[f"differs_{name}"]],
        "likeness": Likeness.of(row["score"], threshold),
        "score": row["score"],
        "evidence": row["evidence"] or "",
    }


def _record(row: Mapping[str, Any], side: str) -> dict[str, str]:
    return {name: row[f"{side}_{name}"] for name in COMPARED if row[f"{side}_{name}"] is not None}
