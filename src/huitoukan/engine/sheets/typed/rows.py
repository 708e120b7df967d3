"""A recognised sheet's data rows as typed columns, and the rows that say too little to be used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from huitoukan.engine.results import Cleaned
from huitoukan.engine.sheets.cleaning import ids
from huitoukan.engine.sheets.recognition.headers import Unit, unify
from huitoukan.engine.sheets.recognition.understanding import Understood
from huitoukan.engine.sheets.typed.columns import SHOWN_EXAMPLES, Cells, Typed, Typing
from huitoukan.messages import Message, say
from huitoukan.policy.models import FieldType, ListField, Role

WHO = (Role.NAME, Role.ID_NO, Role.CERTIFICATE_NO, Role.HOUSEHOLD_NO)
"""Columns of these roles say who a row is about; a row with none of them filled is of no use."""
_TITLE_UNIT = re.compile(r"单位\s*:\s*(?:人民币)?\s*(万元|元)")
PART_ROWS = 250_000
"""Rows typed at a time: some 100 MB of a list with names and ID numbers."""
TOO_LARGE_FOR_WAN = 1_000
"""Where the header names no unit, a column of 万元 whose usual amount is over this (ten million) is one of 元."""


@dataclass(frozen=True, slots=True)
class TypedRows:
    """Rows of a sheet: usable ones typed, the others with their reason."""

    usable: pl.DataFrame
    """``file``, ``sheet``, ``row``, then the typed columns."""
    unreadable: pl.DataFrame
    """``file``, ``sheet``, ``row``, ``kind``, ``reason``."""


class RowTyping:
    """Types the rows (``row``, ``c0``, …) of a sheet part by part: typed, they take many times the room of text.

    The first part is typed at once, which for nearly all sheets is the whole.
    """

    def __init__(self, sheet: Understood, typing: Typing, rows: pl.DataFrame) -> None:
        self._sheet, self._typing, self._rows = sheet, typing, rows
        self._guessed: list[Message] = []
        self._fields = {n: f for n, f in sheet.match.kind.fields.items() if n in sheet.match.columns}
        self._units = {n: self._unit(n, f) for n, f in self._fields.items() if f.type is FieldType.MONEY}
        self._numbers = {n: _is_number(sheet, n, rows) for n, f in self._fields.items() if f.type is FieldType.ID_NO}
        self._went: dict[str, list[Typed]] = defaultdict(list)
        self._ahead = [self._typed(0)]

    def parts(self) -> Iterator[TypedRows]:
        """The rows in order, to be asked for once; at least one part, so that an empty list has its columns."""
        yield self._ahead.pop()  # and not kept
        for start in range(PART_ROWS, self._rows.height, PART_ROWS):
            yield self._typed(start)

    def cleaned(self) -> tuple[Cleaned, ...]:
        """How the cells of each column went, once all parts are through."""
        grid, kind = self._sheet.grid, self._sheet.match.kind.id
        return tuple(Cleaned(grid.file, grid.sheet, kind, name, *self._counts(name)) for name in self._fields)

    def warnings(self) -> tuple[Message, ...]:
        """What is to be said about the cells, once all parts are through."""
        bad = [each for each in self.cleaned() if each.unreadable]
        titles = [self._fields[each.field].title for each in bad]
        unread = [
            say("sheets.cells_unreadable", field=title, count=each.unreadable, examples=list(each.examples))
            for title, each in zip(titles, bad, strict=True)
        ]
        return (*self._guessed, *unread)

    def _typed(self, start: int) -> TypedRows:
        grid, kind = self._sheet.grid, self._sheet.match.kind
        rows = self._rows.slice(start, PART_ROWS)
        asked = [self._cells(name, field, rows, start) for name, field in self._fields.items()]
        columns: list[pl.Series] = []
        for cells, typed in zip(asked, self._typing.columns(asked), strict=True):
            columns += typed.columns
            self._went[cells.name].append(replace(typed, columns=()))
        place = rows.select(pl.lit(grid.file).alias("file"), pl.lit(grid.sheet).alias("sheet"), "row")
        whole = place.with_columns(columns)
        says_who = whole.select(_says_who(self._sheet)).to_series()
        why = pl.lit(kind.id).alias("kind"), pl.lit(_reason(self._sheet).text("zh")).alias("reason")
        unreadable = place.filter(~says_who).select("file", "sheet", "row", *why)
        return TypedRows(whole.filter(says_who) if unreadable.height else whole, unreadable)

    def _counts(self, name: str) -> tuple[int, int, tuple[str, ...]]:
        went = self._went[name]
        examples = dict.fromkeys(example for each in went for example in each.examples)
        return sum(e.filled for e in went), sum(e.unreadable for e in went), tuple(examples)[:SHOWN_EXAMPLES]

    def _cells(self, name: str, field: ListField, rows: pl.DataFrame, start: int) -> Cells:
        text = rows[f"c{self._sheet.match.columns[name]}"]
        if field.type is FieldType.VILLAGE:
            township = self._sheet.match.kind.with_role(Role.TOWNSHIP)
            at = self._sheet.match.columns.get(township) if township else None
            return Cells(name, field, text, township=None if at is None else rows[f"c{at}"])
        numbers = self._numbers.get(name)
        numbers = None if numbers is None else numbers.slice(start, PART_ROWS)
        return Cells(name, field, text, unit=self._units.get(name), is_number=numbers)

    def _unit(self, name: str, field: ListField) -> Unit | None:
        at = self._sheet.match.columns[name]
        header = self._sheet.header.headers[at]
        said = header.unit or _title_unit(self._sheet)
        if said or field.unit != "万元":
            return said
        usual = self._rows[f"c{at}"].cast(pl.Float64, strict=False).median()
        if isinstance(usual, float) and usual > TOO_LARGE_FOR_WAN:
            self._guessed.append(say("sheets.unit_guessed", header=header.title, usual=f"{usual:g}"))
            return "元"
        return None


def _is_number(sheet: Understood, name: str, rows: pl.DataFrame) -> pl.Series | None:
    """Which ID cells held numbers; the file is only read again when some look as if they did."""
    column, known = f"c{sheet.match.columns[name]}", sheet.grid.number_cells
    if known is None or (known.is_costly and not rows.select(ids.looks_stored(pl.col(column)).any()).item()):
        return None
    numbers = known.ask(column).gather(rows["row"] - 1, null_on_oob=True)
    places = numbers.arg_true()
    # few cells are left to be asked; a mended one is text again
    stored = rows.select(pl.col(column).gather(places)).select(ids.looks_stored(pl.col(column))).to_series()
    kept = places.filter(stored)
    return pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True).scatter(kept, True) if len(kept) else None


def _title_unit(sheet: Understood) -> Unit | None:
    found = _TITLE_UNIT.search(unify(" ".join(sheet.header.titles)))
    if found is None:
        return None
    return "万元" if found[1] == "万元" else "元"


def _says_who(sheet: Understood) -> pl.Expr:
    columns = [n for n, f in sheet.match.kind.fields.items() if f.role in WHO and n in sheet.match.columns]
    return pl.any_horizontal(pl.col(name).is_not_null() for name in columns) if columns else pl.repeat(True, pl.len())


def _reason(sheet: Understood) -> Message:
    titles = [f.title for f in sheet.match.kind.fields.values() if f.role in WHO]
    return say("sheets.row_nobody", fields=titles)
