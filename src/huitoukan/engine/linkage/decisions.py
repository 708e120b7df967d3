"""What people decided about candidates, put beside the lists of a run.

A decision names a row of a list and a candidate, each by its fingerprint and by where it stood, and says whether they
are the same person. It holds for the row that still has the fingerprint: where it was, else wherever in lists of its
kind it now stands. A row that is there no more, or says something else now, is nobody's decision: it is passed over,
and counted where it came from a file, because a decision carried over to a stranger would accuse a household.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from huitoukan.engine.linkage.fingerprints import take_fingerprints
from huitoukan.engine.results import Sheets
from huitoukan.messages import Mendable, Message, say
from huitoukan.policy.models import Pack, Subject

DECISIONS = {
    "order": pl.Int64,  # of two about the same, the higher one counts
    "decided_in": pl.String,  # the name of the file; null: by a program, which knows itself what became of its rows
    "at": pl.Int64,  # row in it
    "kind": pl.String,  # null: no list is called so
    "file": pl.String,  # with sheet and row where it stood; null: wherever it stands
    "sheet": pl.String,
    "row": pl.Int32,
    "mark": pl.String,
    "candidate": pl.String,  # person number, or file#sheet#row
    "candidate_mark": pl.String,
    "same": pl.Boolean,
}
"""The columns of decisions, wherever they were made."""
NAMED = 5
"""So many rows are named in a sentence about more of them."""
_REGISTRY = (Subject.REGISTERED.value, Subject.ROSTER.value)
_ROW = ("kind", "row_id")
_PAIR = (*_ROW, "candidate_kind", "candidate_row_id")


def place_decisions(made: pl.DataFrame, *, pack: Pack, sheets: Sheets, out: Path) -> tuple[Message, ...]:
    """Writes what ``made`` (columns ``DECISIONS``) says of the rows of ``sheets`` to ``out`` as Parquet.

    Gives what is to be said of it. Columns: kind, row_id, candidate_kind, candidate_row_id, same (boolean).
    Raises :class:`Mendable` when it contradicts itself: yes and no for one candidate, or yes for two people in one row.
    """
    made = made.cast(DECISIONS).with_row_index("nth")  # type: ignore[arg-type]  # a dict by column name is meant
    rows, candidates = _find_rows(made, sheets, pack), _find_candidates(made, sheets, pack)
    placed = made.join(rows, on="nth").join(candidates, on="nth")
    out.parent.mkdir(parents=True, exist_ok=True)
    _settle(placed).select(*_PAIR, "same").unique().sort(pl.all()).write_parquet(out)
    passed_over = made.filter(pl.col("decided_in").is_not_null()).join(placed, on="nth", how="anti").sort("nth")
    if not passed_over.height:
        return ()
    return (say("linkage.decisions_passed_over", count=passed_over.height, rows=_name_rows(passed_over)),)


def _find_rows(made: pl.DataFrame, sheets: Sheets, pack: Pack) -> pl.DataFrame:
    """``nth``, ``row_id``: the row that was meant where it stands, else all that are the same elsewhere."""
    rows = take_fingerprints(sheets, pack, made["kind"].drop_nulls().unique())
    here = made.join(rows, on=["kind", "file", "sheet", "row", "mark"])
    elsewhere = made.join(here, on="nth", how="anti").join(rows.filter("telling"), on=["kind", "mark"])
    return pl.concat([found.select("nth", "row_id") for found in (here, elsewhere)])


def _find_candidates(made: pl.DataFrame, sheets: Sheets, pack: Pack) -> pl.DataFrame:
    """``nth``, ``candidate_kind``, ``candidate_row_id``, ``who``: by key and fingerprint, else by fingerprint."""
    people = take_fingerprints(sheets, pack, _REGISTRY).with_columns(
        place=pl.format("{}#{}#{}", "file", "sheet", "row")
    )
    meant = made.select("nth", "candidate", "candidate_mark")
    both = ["candidate", "candidate_mark"]
    found = [
        meant.join(people, left_on=both, right_on=["person_no", "mark"]),
        meant.join(people, left_on=both, right_on=["place", "mark"]),
        meant.join(people.filter("telling"), left_on="candidate_mark", right_on="mark"),
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
