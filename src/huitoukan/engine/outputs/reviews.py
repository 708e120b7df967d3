"""Rows that may be somebody's, beside that somebody, for a person to decide.

The workbook is read again as a decisions file by the columns of ``workbook_columns`` and ``sheets.mended``. The
candidate's key names nobody: a person number, or where the roster row stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from huitoukan.engine.linkage.fingerprints import take_fingerprints
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.lists import read_list
from huitoukan.engine.outputs.words import zh
from huitoukan.engine.outputs.workbooks import ROWS_A_SHEET, Column, open_book, write_list
from huitoukan.engine.sheets.mending.mended import DECISION, SOURCE_FILE, SOURCE_ROW, SOURCE_SHEET
from huitoukan.engine.sheets.typed.columns import NO, YES
from huitoukan.engine.workbook_columns import CANDIDATE, CANDIDATE_MARK, KIND, ROW_MARK
from huitoukan.policy.models import ListKind, Role, Subject

COMPARED = {
    "name": Role.NAME,
    "id_no": Role.ID_NO,
    "sex": Role.SEX,
    "birth_date": Role.BIRTH_DATE,
    "township": Role.TOWNSHIP,
    "village": Role.VILLAGE,
    "phone": Role.PHONE,
}
"""What both records can say of the person, in the order it is shown."""
_TYPED = ("name", "township", "village", "phone")
"""What people typed as they liked."""
_LEFT, _RIGHT = ("kind", "row_id"), ("candidate_kind", "candidate_row_id")
_WIDTHS = {"id_no": 21, "birth_date": 13, "phone": 14}


def write_reviews(edition: Edition, path: Path, *, rows_a_sheet: int = ROWS_A_SHEET) -> int:
    """Writes the workbook (with a note when nothing is undecided); gives the number of rows to decide."""
    table = tabulate_reviews(edition)
    name = zh("sheet_reviews")
    with open_book(path, rows=table.height, rows_a_sheet=rows_a_sheet) as book:
        if not table.height:
            book.add_sheet(name).write_string(0, 0, zh("reviews_nothing"), book.style("strong"))
            return 0
        for sheet, rows in write_list(book, name, _columns(table), table):
            sheet.data_validation(1, 0, rows, 0, {"validate": "list", "source": [YES, NO]})
            sheet.freeze_panes(1, 1)
    return table.select("kind", "row_id").n_unique()


def tabulate_reviews(edition: Edition) -> pl.DataFrame:
    """One row a candidate: where the row stands, both records (``left_x``, ``right_x``), score and evidence.

    ``differs_x`` says where the two records contradict each other; ``kind_mark`` and ``candidate_kind_mark`` are their
    fingerprints, ``kind_telling`` whether the row can be known by it anywhere.
    """
    reviews = edition.result.link_reviews.filter(pl.col("candidate_row_id").is_not_null())
    here = _records(edition, reviews.get_column("kind").unique().to_list(), "left")
    there = _records(edition, reviews.get_column("candidate_kind").unique().to_list(), "right")
    there = there.rename({"kind": "candidate_kind", "row_id": "candidate_row_id"})
    return (
        reviews.join(here, on=["kind", "row_id"], how="inner")
        .join(there, on=["candidate_kind", "candidate_row_id"], how="left", suffix="_right")
        .with_columns(candidate_key=_candidate_key(edition), evidence=edition.wording("evidence"))
        .with_columns(list=pl.col("kind").replace({each.id: each.title for each in edition.pack.kinds.values()}))
        .join(_marks(edition, reviews, *_LEFT), on=_LEFT, how="left")
        .join(_marks(edition, reviews, *_RIGHT), on=_RIGHT, how="left")
        .with_columns(edition.id_number("left_id_no"), edition.id_number("right_id_no"))
        .with_columns(edition.wording(f"{side}_{name}") for side in ("left", "right") for name in _TYPED)
        .with_columns(pl.col("score").round(1), pl.col("gap").round(1), *_differences())
        .sort("kind", "row_id", "rank", "candidate_key")
    )


def _marks(edition: Edition, reviews: pl.DataFrame, kind: str, row_id: str) -> pl.DataFrame:
    """The fingerprints of the rows that ``reviews`` names in the two columns: ``<kind>_mark``, ``<kind>_telling``."""
    only = reviews.select(kind=kind, row_id=row_id).unique()
    taken = take_fingerprints(edition.result.sheets, edition.pack, only["kind"].unique(), only)
    names = {"kind": kind, "row_id": row_id, "mark": f"{kind}_mark", "telling": f"{kind}_telling"}
    return taken.select(pl.col(column).alias(name) for column, name in names.items())


def _differences() -> list[pl.Expr]:
    """``differs_x``: both records say something of ``x``, and not the same."""
    return [
        pl.col(f"left_same_{name}").ne(pl.col(f"right_same_{name}")).fill_null(False).alias(f"differs_{name}")
        for name in COMPARED
    ]


def _records(edition: Edition, kinds: Sequence[str], side: str) -> pl.DataFrame:
    """The records of ``kinds``, their columns by role, with ``side_differs_x`` keys to compare them by."""
    frames = [_record(edition, edition.pack.kinds[kind], side) for kind in sorted(kinds)]
    return pl.concat(frames) if frames else _empty(side)


def _record(edition: Edition, kind: ListKind, side: str) -> pl.DataFrame:
    fields = {name: _field(kind, role) for name, role in COMPARED.items()}
    keys = {name: f"{field}_key" for name, field in fields.items() if name in ("township", "village") and field}
    wanted = [field for field in fields.values() if field] + list(keys.values())
    rows = read_list(edition.result.sheets, kind.id, wanted)
    shown = [_value(field).alias(f"{side}_{name}") for name, field in fields.items()]
    compared = [
        pl.coalesce(_value(keys.get(name)), _value(field)).alias(f"{side}_same_{name}")
        for name, field in fields.items()
    ]
    return rows.select(pl.lit(kind.id).alias("kind"), "row_id", "file", "sheet", "row", *shown, *compared).collect()


def _field(kind: ListKind, role: Role) -> str | None:
    """The column of ``role``; a certificate number stands in for an ID number."""
    found = kind.with_role(role)
    return kind.with_role(Role.CERTIFICATE_NO) if found is None and role is Role.ID_NO else found


def _value(field: str | None) -> pl.Expr:
    return pl.col(field) if field else pl.lit(None, dtype=pl.String)


def _empty(side: str) -> pl.DataFrame:
    columns = [f"{side}_{name}" for name in COMPARED] + [f"{side}_same_{name}" for name in COMPARED]
    numbers = {"row_id": pl.Int64, "row": pl.Int32}
    names = ["kind", "row_id", "file", "sheet", "row", *columns]
    return pl.DataFrame(schema={name: numbers.get(name, pl.String) for name in names})


def _candidate_key(edition: Edition) -> pl.Expr:
    """A registered person's number; for the roster, and where there is no number, where the row stands."""
    place = pl.format("{}#{}#{}", "file_right", "sheet_right", "row_right")
    numbers = edition.registry.get_column("person_no").drop_nulls().unique()
    numbered = pl.col("candidate").is_in(numbers.implode()) & pl.col("candidate_kind").is_in(
        [kind.id for kind in edition.pack.kinds.values() if kind.subject is Subject.REGISTERED]
    )
    return pl.when(numbered).then(pl.col("candidate")).otherwise(place)


def _columns(table: pl.DataFrame) -> list[Column]:
    """The decision first, so that it stays in sight; the list's own fields where it has them; the candidate's."""
    known = [name for name in COMPARED if table.get_column(f"left_{name}").count()]
    sides = [("left", name) for name in known] + [("right", name) for name in COMPARED]
    return [
        Column("", DECISION, 8, "input"),
        Column("list", KIND, 15),
        Column("file", SOURCE_FILE, 22),
        Column("sheet", SOURCE_SHEET, 9),
        Column("row", SOURCE_ROW, 8, "number"),
        Column("candidate_key", CANDIDATE, 18),
        *(
            Column(f"{side}_{name}", zh(f"{side}_{name}"), _WIDTHS.get(name, 10), alert=f"differs_{name}")
            for side, name in sides
        ),
        Column("score", zh("column_score"), 8, "decimal"),
        Column("gap", zh("column_gap"), 8, "decimal"),
        Column("evidence", zh("column_evidence"), 40),
        Column("kind_mark", ROW_MARK, 19),
        Column("candidate_kind_mark", CANDIDATE_MARK, 19),
    ]
