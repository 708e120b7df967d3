"""Rows that were set aside: a page of them, and a workbook to mend them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.registry.folders import asides_of, folder_of
from huitoukan.domain.registry.models import Import, ImportedSheet
from huitoukan.engine.outputs.setaside import Origin, write_rows
from huitoukan.engine.results import KindGuess, SheetReport, Sheets
from huitoukan.messages import say

PAGE = 25


@dataclass(frozen=True, slots=True)
class AsidePage:
    """Some of the rows."""

    rows: Sequence[Mapping[str, object]]
    """``file``, ``sheet``, ``row``, ``kind``, ``reason``, in the order of files."""
    total: int
    number: int


def rows_aside(brought: Import, *, page: int = 1) -> AsidePage:
    """Where each row stands that was set aside, and why."""
    if not brought.read_in:
        return AsidePage([], 0, 1)
    scan = pl.scan_parquet(asides_of(brought))
    total = scan.select(pl.len()).collect().item()
    number = max(1, min(page, -(-total // PAGE)))
    return AsidePage(scan.slice((number - 1) * PAGE, PAGE).collect().to_dicts(), total, number)


def write_aside(brought: Import, path: Path) -> int:
    """The workbook, masked, as the command line writes it: mended, it may be brought back. Says how many rows."""
    aside = pl.read_parquet(asides_of(brought)).with_columns(mend=pl.lit(say("outputs.mend_unreadable").text("zh")))
    return write_rows(Origin(_sheets(brought), pack_of(brought.read_under)), aside, path)


def _sheets(brought: Import) -> Sheets:
    """What the engine left behind, as far as rows as they were need it."""
    sheets = list(brought.sheets.exclude(raw=""))
    places = [(sheet.file, sheet.sheet) for sheet in sheets]
    return Sheets(
        lists={},
        raw={place: folder_of(brought) / sheet.raw for place, sheet in zip(places, sheets, strict=True)},
        headers={place: tuple(sheet.headers) for place, sheet in zip(places, sheets, strict=True)},
        present={},
        unreadable=asides_of(brought),
        files=(),
        sheets=tuple(map(_report, sheets)),
        cleaned=(),
    )


def _report(sheet: ImportedSheet) -> SheetReport:
    guess = KindGuess(sheet.kind, 1.0, sheet.columns, (), ())
    rows = (sheet.rows_read, sheet.rows_set_aside)
    return SheetReport(sheet.file, sheet.sheet, sheet.kind, sheet.header_row, (guess,), *rows)
