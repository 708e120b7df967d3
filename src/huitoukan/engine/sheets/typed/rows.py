"""A recognised sheet's data rows as typed columns, and the rows that say too little to be used."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from huitoukan.engine.results import Cleaned
from huitoukan.engine.sheets.cleaning import ids
from huitoukan.engine.sheets.recognition.headers import Unit, unify
from huitoukan.engine.sheets.recognition.understanding import Understood
from huitoukan.engine.sheets.typed.columns import Cells, Typed, Typing
from huitoukan.messages import Message, say
from huitoukan.policy.models import FieldType, ListField, Role

WHO = (Role.NAME, Role.ID_NO, Role.CERTIFICATE_NO, Role.HOUSEHOLD_NO)
"""Columns of these roles say who a row is about; a row with none of them filled is of no use."""
_TITLE_UNIT = re.compile(r"单位\s*:\s*(?:人民币)?\s*(万元|元)")
TOO_LARGE_FOR_WAN = 1_000
"""Where the header names no unit, a column of 万元 whose usual amount is over this (ten million) is one of 元."""


@dataclass(frozen=True, slots=True)
class TypedRows:
    """The rows of a sheet: usable ones typed, the others with their reason."""

    usable: pl.DataFrame
    """``file``, ``sheet``, ``row``, then the typed columns."""
    unreadable: pl.DataFrame
    """``file``, ``sheet``, ``row``, ``kind``, ``reason``."""
    cleaned: tuple[Cleaned, ...]
    warnings: tuple[Message, ...]


def type_rows(sheet: Understood, typing: Typing, rows: pl.DataFrame) -> TypedRows:
    """``rows`` (``row``, ``c0``, …) of ``sheet`` in the types of its kind."""
    kind, grid = sheet.match.kind, sheet.grid
    warnings: list[Message] = []
    place = rows.select(pl.lit(grid.file).alias("file"), pl.lit(grid.sheet).alias("sheet"), "row")
    asked = [
        _cells(sheet, name, field, rows, warnings) for name, field in kind.fields.items() if name in sheet.match.columns
    ]
    cleaned: list[Cleaned] = []
    columns: list[pl.Series] = []
    for cells, typed in zip(asked, typing.columns(asked), strict=True):
        columns += typed.columns
        cleaned.append(
            Cleaned(grid.file, grid.sheet, kind.id, cells.name, typed.filled, typed.unreadable, typed.examples)
        )
        warnings += _unread(cells.field, typed)
    whole = place.with_columns(columns)
    says_who = _says_who(sheet)
    unreadable = whole.filter(~says_who).select(
        "file", "sheet", "row", pl.lit(kind.id).alias("kind"), pl.lit(_reason(sheet).text("zh")).alias("reason")
    )
    return TypedRows(whole.filter(says_who), unreadable, tuple(cleaned), tuple(warnings))


def _cells(sheet: Understood, name: str, field: ListField, rows: pl.DataFrame, warnings: list[Message]) -> Cells:
    text = rows[f"c{sheet.match.columns[name]}"]
    if field.type is FieldType.MONEY:
        return Cells(name, field, text, unit=_unit(sheet, name, field, text, warnings))
    if field.type is FieldType.VILLAGE:
        township = sheet.match.kind.with_role(Role.TOWNSHIP)
        at = sheet.match.columns.get(township) if township else None
        return Cells(name, field, text, township=None if at is None else rows[f"c{at}"])
    if field.type is FieldType.ID_NO:
        return Cells(name, field, text, is_number=_is_number(sheet, name, rows))
    return Cells(name, field, text)


def _is_number(sheet: Understood, name: str, rows: pl.DataFrame) -> pl.Series | None:
    """Which ID cells held numbers; the file is only asked when some look as if they did."""
    column = f"c{sheet.match.columns[name]}"
    if sheet.grid.number_cells is None or not rows.select(ids.looks_stored(pl.col(column)).any()).item():
        return None
    answers = sheet.grid.number_cells([column]).to_series()
    said = pl.DataFrame({"answer": answers}).with_row_index("row", offset=1).with_columns(pl.col("row").cast(pl.Int32))
    original = rows.select("row", column).join(said, on="row", how="left", maintain_order="left")
    stored = pl.col("answer") & ids.looks_stored(pl.col(column))  # a mended cell is text again
    numbers = original.select(stored.fill_null(value=False)).to_series()
    return numbers if numbers.any() else None


def _unit(sheet: Understood, name: str, field: ListField, text: pl.Series, warnings: list[Message]) -> Unit | None:
    header = sheet.header.headers[sheet.match.columns[name]]
    said = header.unit or _title_unit(sheet)
    if said or field.unit != "万元":
        return said
    usual = text.cast(pl.Float64, strict=False).median()
    if isinstance(usual, float) and usual > TOO_LARGE_FOR_WAN:
        warnings.append(say("sheets.unit_guessed", header=header.title, usual=f"{usual:g}"))
        return "元"
    return None


def _title_unit(sheet: Understood) -> Unit | None:
    found = _TITLE_UNIT.search(unify(" ".join(sheet.header.titles)))
    if found is None:
        return None
    return "万元" if found[1] == "万元" else "元"


def _unread(field: ListField, typed: Typed) -> list[Message]:
    if not typed.unreadable:
        return []
    return [say("sheets.cells_unreadable", field=field.title, count=typed.unreadable, examples=list(typed.examples))]


def _says_who(sheet: Understood) -> pl.Expr:
    columns = [n for n, f in sheet.match.kind.fields.items() if f.role in WHO and n in sheet.match.columns]
    return pl.any_horizontal(pl.col(name).is_not_null() for name in columns) if columns else pl.lit(value=True)


def _reason(sheet: Understood) -> Message:
    titles = [f.title for f in sheet.match.kind.fields.values() if f.role in WHO]
    return say("sheets.row_nobody", fields=titles)
