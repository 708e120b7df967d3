"""The account of rows: read = used + set aside, for every sheet of every file.

A sheet that nobody recognised is no list yet: how many rows it seems to have stands in a column of its own.
"""

from __future__ import annotations

import polars as pl

from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.results import FileReport, SheetReport
from huitoukan.messages import Message
from huitoukan.policy.models import Subject

ROWS = {
    "file": pl.String,
    "sheet": pl.String,
    "kind": pl.String,  # empty: not recognised, hidden or empty
    "rows_read": pl.Int64,
    "rows_used": pl.Int64,
    "rows_set_aside": pl.Int64,
    "rows_unrecognised": pl.Int64,
    "note": pl.String,
}
LINKED = (Subject.PERSON, Subject.HEAD)
"""Rows about these must be linked to a person to be of use; a registry or roster row is of use by itself."""


def list_waiting(edition: Edition) -> pl.DataFrame:
    """Rows that wait for a person: ``kind``, ``row_id``, ``reason``, ``file``, ``sheet``, ``row``, once each."""
    kinds = [kind.id for kind in edition.pack.kinds.values() if kind.subject in LINKED]
    return (
        edition.result.link_reviews.filter(pl.col("kind").is_in(kinds))
        .sort("kind", "row_id", "rank", nulls_last=True)
        .unique(["kind", "row_id"], keep="first", maintain_order=True)
        .select("kind", "row_id", "reason")
        .join(edition.places, on=["kind", "row_id"], how="inner", maintain_order="left")
    )


def count_rows(edition: Edition) -> pl.DataFrame:
    """One row a sheet (and one a file that could not be read at all), columns ``ROWS``."""
    sheets = edition.result.sheets
    lines = [_sheet_line(edition, sheet) for sheet in sheets.sheets]
    lines += [_file_line(edition, file) for file in sheets.files if file.problem is not None]
    waiting = list_waiting(edition).group_by("file", "sheet", "kind").agg(waiting=pl.len())
    read = pl.DataFrame(lines, schema={**ROWS, "rows_set_aside": pl.Int64}, orient="row")
    return (
        read.join(waiting, on=["file", "sheet", "kind"], how="left", maintain_order="left")
        .with_columns(rows_set_aside=pl.col("rows_set_aside") + pl.col("waiting").fill_null(0).cast(pl.Int64))
        .with_columns(rows_used=pl.col("rows_read") - pl.col("rows_set_aside"))
        .select(*ROWS)
    )


def _sheet_line(edition: Edition, sheet: SheetReport) -> tuple[object, ...]:
    notes = _join(edition, ([sheet.note] if sheet.note else []) + list(sheet.warnings))
    if sheet.kind is None:
        return (sheet.file, sheet.sheet, "", 0, 0, 0, sheet.rows_read, notes)
    return (sheet.file, sheet.sheet, sheet.kind, sheet.rows_read, 0, sheet.rows_unreadable, 0, notes)


def _file_line(edition: Edition, file: FileReport) -> tuple[object, ...]:
    return (file.file, "", "", 0, 0, 0, 0, edition.tell(file.problem) if file.problem else "")


def _join(edition: Edition, notes: list[Message]) -> str:
    return " ".join(edition.tell(note) for note in notes)
