"""Lays a list out as a sheet: title rows, header, rows, gaps, total, signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from random import Random

from huitoukan.samples.columns import Values
from huitoukan.samples.damage import tidy_name, tidy_number
from huitoukan.samples.handwriting import Cell, Handwriting
from huitoukan.samples.headings import NOTE, SERIAL, Column
from huitoukan.samples.words import words


@dataclass(slots=True)
class Sheet:
    """A sheet ready to write; ``data_rows`` holds the 1-based row of each data row, in order."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    data_rows: list[int] = field(default_factory=list)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How one bureau draws its sheet."""

    columns: Sequence[Column]
    titles: Sequence[str]
    total: str
    signature: str
    gap_chance: float
    tidies: bool


def choose_layout(
    rng: Random, columns: Sequence[Column], title: str, *, national: bool, as_of: date, county: str
) -> Layout:
    """Titles, total and signature by chance; a national export has exactly two lines above its header."""
    second = rng.choice((f"填报单位：{county}    填报时间：{as_of}", f"导出时间：{as_of} 单位：{county}"))
    titles: tuple[str, ...] = (title, second)
    if not national:
        titles = (titles, (title,), ())[rng.choice((0, 1, 1, 2))]
    surnames = words()["surnames"]
    signature = rng.choice(words()["signatures"]).format(
        a=rng.choice(surnames) + "某某",
        b=rng.choice(surnames) + "某",
        day=f"{as_of.year}.{as_of.month}.{as_of.day}",
    )
    return Layout(
        columns=columns,
        titles=titles,
        total="" if national or rng.random() < 0.5 else rng.choice(words()["totals"]),
        signature="" if national or rng.random() < 0.5 else signature,
        gap_chance=0 if national or rng.random() < 0.5 else 0.004,
        tidies=rng.random() < 0.9,
    )


class SheetWriter:
    """Writes values into a sheet in one bureau's layout and handwriting."""

    def __init__(self, layout: Layout, hand: Handwriting, rng: Random) -> None:
        self.layout = layout
        self.hand = hand
        self.rng = rng

    def write(self, name: str, rows: Sequence[Values], *, own_names: bool) -> Sheet:
        """A sheet of these rows; ``own_names`` when names and numbers are still to be made untidy."""
        sheet = Sheet(name)
        width = len(self.layout.columns)
        for title in self.layout.titles:
            _add(sheet, [title], width)
            sheet.merges.append((len(sheet.rows) - 1, 0, len(sheet.rows) - 1, width - 1))
        self._write_header(sheet)
        for number, values in enumerate(rows, start=1):
            if number > 1 and self.rng.random() < self.layout.gap_chance:
                _add(sheet, [], width)
            sheet.rows.append([self._cell(column, values, number, own_names) for column in self.layout.columns])
            sheet.data_rows.append(len(sheet.rows))
        self._write_foot(sheet, len(rows), width)
        return sheet

    def _write_header(self, sheet: Sheet) -> None:
        columns = self.layout.columns
        if any(column.group for column in columns):
            self._write_groups(sheet)
            titles: list[Cell] = [column.title if column.group else None for column in columns]
        else:
            titles = [column.title for column in columns]
        sheet.rows.append(titles)

    def _write_groups(self, sheet: Sheet) -> None:
        """The upper header row: groups run over their columns, other titles over both rows."""
        at, top = 0, len(sheet.rows)
        upper: list[Cell] = []
        for group, run in groupby(self.layout.columns, key=lambda column: column.group):
            columns = list(run)
            if group:
                upper += [group, *[None] * (len(columns) - 1)]
                sheet.merges.append((top, at, top, at + len(columns) - 1))
            else:
                upper += [column.title for column in columns]
                sheet.merges += [(top, at + i, top + 1, at + i) for i in range(len(columns))]
            at += len(columns)
        sheet.rows.append(upper)

    def _write_foot(self, sheet: Sheet, count: int, width: int) -> None:
        if self.layout.total:
            _add(sheet, [self.layout.total, count], width)
        if self.layout.signature:
            if self.rng.random() < 0.5:
                _add(sheet, [], width)
            _add(sheet, [self.layout.signature], width)

    def _cell(self, column: Column, values: Values, number: int, own_names: bool) -> Cell:
        if column.field == SERIAL:
            return number
        if column.field == NOTE:
            return self.rng.choice(words()["notes"])
        value = values[column.field]
        if own_names and self.layout.tidies and isinstance(value, str):
            value = self._untidy(column.field, value)
        return self.hand.write(column.field, value, column.factor)

    def _untidy(self, field_name: str, value: str) -> str:
        if field_name == "name":
            return tidy_name(self.rng, value, 0.02)
        return tidy_number(self.rng, value, 0.02) if field_name == "id_no" else value


def _add(sheet: Sheet, cells: list[Cell], width: int) -> None:
    sheet.rows.append(cells + [None] * (width - len(cells)))
