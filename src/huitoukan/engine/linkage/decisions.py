"""What people decided about candidates: review workbooks, filled in and handed to the next run.

A row of one names a row of a list and a candidate, each by where it stands and by its fingerprint, and says 是 or 否.
It holds for the row that still has the fingerprint: where it was, else wherever in lists of its kind it now stands. A
row that is there no more, or says something else now, is nobody's decision: it is passed over and counted, because a
decision carried over to a stranger would accuse a household.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from huitoukan.engine.linkage.decision_files import read_decisions
from huitoukan.engine.linkage.fingerprints import take_fingerprints
from huitoukan.engine.results import Sheets
from huitoukan.engine.sheets.mending.mended import SOURCE_FILE, SOURCE_ROW, SOURCE_SHEET
from huitoukan.engine.workbook_columns import CANDIDATE, CANDIDATE_MARK, KIND, ROW_MARK
from huitoukan.messages import Mendable, Message, say
from huitoukan.policy.models import Pack, Subject

NAMED = 5
"""So many rows are named in a sentence about more of them."""
_REGISTRY = (Subject.REGISTERED.value, Subject.ROSTER.value)
_ROW = ("kind", "row_id")
_PAIR = (*_ROW, "candidate_kind", "candidate_row_id")


def load_decisions(paths: Sequence[Path], *, pack: Pack, sheets: Sheets, out: Path) -> tuple[Message, ...]:
    """Writes the decisions in ``paths`` to ``out`` as Parquet and gives what is to be said of them.

    The earliest file comes first: what a later one says of a row counts. Columns: kind, row_id, candidate_kind,
    candidate_row_id, same (boolean). Raises :class:`Mendable` for a file that cannot be read, lacks a column, has a
    decision that is neither 是 nor 否, or contradicts itself: 是 and 否 for one candidate, or 是 for two people in one
    row.
    """
    filled = read_decisions(paths)
    candidates = _find_candidates(filled, sheets, pack)
    placed = filled.join(_find_rows(filled, sheets, pack), on="nth").join(candidates, on="nth")
    out.parent.mkdir(parents=True, exist_ok=True)
    _settle(placed).select(*_PAIR, "same").unique().sort(pl.all()).write_parquet(out)
    passed_over = filled.join(placed, on="nth", how="anti").sort("nth")
    if not passed_over.height:
        return ()
    return (say("linkage.decisions_passed_over", count=passed_over.height, rows=_name_rows(passed_over)),)


def _find_rows(filled: pl.DataFrame, sheets: Sheets, pack: Pack) -> pl.DataFrame:
    """``nth``, ``kind``, ``row_id``: the row that was meant where it stands, else all that are the same elsewhere."""
    titles = pl.LazyFrame([(k.title, k.id) for k in pack.kinds.values()], schema=[KIND, "kind"], orient="row")
    meant = filled.lazy().join(titles, on=KIND).collect()
    number = pl.col(SOURCE_ROW).cast(pl.Float64, strict=False).cast(pl.Int32, strict=False)
    rows = take_fingerprints(sheets, pack, meant["kind"].unique())
    here = meant.with_columns(number=number).join(
        rows,
        left_on=["kind", SOURCE_FILE, SOURCE_SHEET, "number", ROW_MARK],
        right_on=["kind", "file", "sheet", "row", "mark"],
    )
    elsewhere = meant.join(here, on="nth", how="anti").join(
        rows.filter("telling"), left_on=["kind", ROW_MARK], right_on=["kind", "mark"]
    )
    return pl.concat([found.select("nth", *_ROW) for found in (here, elsewhere)])


def _find_candidates(filled: pl.DataFrame, sheets: Sheets, pack: Pack) -> pl.DataFrame:
    """``nth``, ``candidate_kind``, ``candidate_row_id``, ``who``: by key and fingerprint, else by fingerprint."""
    people = take_fingerprints(sheets, pack, _REGISTRY).with_columns(
        place=pl.format("{}#{}#{}", "file", "sheet", "row")
    )
    found = [
        filled.join(people, left_on=[CANDIDATE, CANDIDATE_MARK], right_on=["person_no", "mark"]),
        filled.join(people, left_on=[CANDIDATE, CANDIDATE_MARK], right_on=["place", "mark"]),
        filled.join(people.filter("telling"), left_on=CANDIDATE_MARK, right_on="mark"),
    ]
    columns = ("nth", pl.col("kind").alias("candidate_kind"), pl.col("row_id").alias("candidate_row_id"), "who")
    turns = [frame.select(*columns, turn=pl.lit(turn)) for turn, frame in enumerate(found)]
    ordered = pl.concat(turns).sort("nth", "turn", "candidate_kind", "candidate_row_id")
    return ordered.unique("nth", keep="first", maintain_order=True).drop("turn")


def _settle(placed: pl.DataFrame) -> pl.DataFrame:
    """The decisions that count: of each candidate the newest, of a row the newest 是."""
    newest = placed.filter(pl.col("order") == pl.col("order").max().over(_PAIR))
    _refuse(newest.filter(pl.col("same").n_unique().over(_PAIR) > 1), "linkage.decisions_twice")
    newest_yes = pl.col("order").filter(pl.col("same")).max().over(_ROW)
    counting = newest.filter(~pl.col("same") | (pl.col("order") == newest_yes))
    people = pl.col("who").n_unique().over(_ROW)
    _refuse(counting.filter("same").filter(people > 1), "linkage.decisions_two_people")
    return counting


def _refuse(wrong: pl.DataFrame, sentence: str) -> None:
    if wrong.height:
        raise Mendable(say(sentence, rows=_name_rows(wrong.sort("nth")), count=wrong["nth"].n_unique()))


def _name_rows(rows: pl.DataFrame) -> list[Message]:
    """The first few rows of the files, in words."""
    places = rows.select("decided_in", "at").unique(maintain_order=True).head(NAMED)
    return [say("linkage.decisions_place", file=file, row=row) for file, row in places.iter_rows()]
