"""Rows of lists as they were, behind findings and households."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from huitoukan.core import masks
from huitoukan.domain.registry.masking import masked
from huitoukan.domain.registry.snapshots import Cell, Place, cells_of
from huitoukan.domain.registry.tables import kept_table
from huitoukan.domain.screening.folders import HOUSEHOLD_ROWS, folder_of
from huitoukan.domain.screening.models import Run
from huitoukan.engine.sheets.cleaning.dates import parse_day_number
from huitoukan.policy.models import FieldType, ListField, Pack

MOST_ROWS = 60
"""So many rows are shown; of the others only the number is said."""
_DATED = (FieldType.DATE, FieldType.MONTH, FieldType.YEAR)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list."""

    kind: str
    title: str
    """What its list is called."""
    origin: int
    """The number of the import that brought it."""
    file: str
    sheet: str
    row: int
    method: str
    """How it was linked: own, exact, household_no, village, bridge, scored, decided, possible."""
    score: float | None
    evidence: str
    """What speaks for and against the link, in Chinese."""
    cells: tuple[tuple[str, str], ...]
    """Header and text of the cells that are filled in."""
    facts: tuple[str, ...] = ()
    """The facts that rest on it, by their titles."""
    person: str = ""
    """The number of the registered member that it is about; blank: the household."""


def rows_of(named: Sequence[Mapping[str, Any]], pack: Pack, *, is_open: bool) -> list[Row]:
    """The rows that are ``named`` (``kind``, ``origin``, ``file``, ``sheet``, ``row``, ``method``, ``score``,
    ``evidence``, perhaps ``facts``), in its order; personal data in full only when ``is_open``.
    """
    cells = _cells(named)
    return [_row(each, cells, pack, is_open=is_open) for each in named]


def _cells(named: Iterable[Mapping[str, Any]]) -> dict[tuple[Place, int], list[Cell]]:
    """All cells, a sheet at a time."""
    wanted: dict[Place, set[int]] = defaultdict(set)
    for each in named:
        wanted[each["origin"], each["file"], each["sheet"]].add(each["row"])
    return cells_of(wanted)


def _row(named: Mapping[str, Any], cells: Mapping[tuple[Place, int], list[Cell]], pack: Pack, *, is_open: bool) -> Row:
    kind = pack.kinds.get(named["kind"])
    fields = kind.fields if kind else {}
    place = (named["origin"], named["file"], named["sheet"])
    shown = tuple(
        (cell.header, _told(cell.text, fields.get(cell.field), is_open=is_open))
        for cell in cells.get((place, named["row"]), ())
    )
    plain = {name: named[name] for name in ("kind", "origin", "file", "sheet", "row", "method", "score")}
    evidence = named["evidence"] or ""
    return Row(
        **plain,
        title=kind.title if kind else named["kind"],
        evidence=evidence if is_open else masks.cell(evidence),
        cells=shown,
        facts=tuple(named.get("facts") or ()),
        person=named.get("person") or "",
    )


def _told(text: str, field: ListField | None, *, is_open: bool) -> str:
    """As whoever opened the sheet saw it: a date cell holds the number of its day only."""
    if field and field.type in _DATED and (day := parse_day_number(text)):
        text = day.isoformat()
    return text if is_open else masked(text, field)


def household_rows(run: Run, number: str) -> pl.DataFrame:
    """The rows of departments' lists about a registered household and its members, each once for each of them."""
    return kept_table(folder_of(run) / HOUSEHOLD_ROWS).filter(pl.col("household_no") == number).collect()


def rows_of_household(found: pl.DataFrame, pack: Pack, *, is_open: bool) -> tuple[list[Row], int]:
    """What :func:`household_rows` found, with the cells as they were, and how many rows in all."""
    places = found.unique(["kind", "origin", "origin_row"], keep="first", maintain_order=True)
    return rows_of(places.head(MOST_ROWS).to_dicts(), pack, is_open=is_open), places.height
