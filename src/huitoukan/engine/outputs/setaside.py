"""Rows that could not be used, as they were, with why and what to do: mended, the workbook is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from huitoukan.engine.masking import mask, mask_text
from huitoukan.engine.outputs.accounts import list_waiting
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.words import zh
from huitoukan.engine.outputs.workbooks import ROWS_A_SHEET, Column, measure_width, open_book, write_list
from huitoukan.engine.results import Sheets
from huitoukan.engine.sheets.mending.mended import SOURCE_FILE, SOURCE_ROW, SOURCE_SHEET
from huitoukan.engine.sheets.raw import scan_raw
from huitoukan.policy.models import FieldType, Pack

ASIDE = {
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.Int32,
    "kind": pl.String,
    "reason": pl.String,
    "mend": pl.String,
}
_REASONS = ("undecided", "other_name", "nobody")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows that are set aside come from, and how they may be shown."""

    sheets: Sheets
    """Of which the cells as they were, the headers and the reports are asked for."""
    pack: Pack
    full_ids: bool = False


@dataclass(slots=True)
class _Part:
    """Rows of one kind under one set of headers; they share a sheet of the workbook."""

    kind: str
    headers: tuple[str, ...]
    tables: list[pl.DataFrame] = field(default_factory=list)


def list_aside(edition: Edition) -> pl.DataFrame:
    """``file``, ``sheet``, ``row``, ``kind``, ``reason``, ``mend`` (what to do) of each row set aside."""
    unreadable = (
        pl.scan_parquet(edition.result.sheets.unreadable)
        .select(*list(ASIDE)[:5], mend=pl.lit(zh("mend_unreadable")))
        .cast(ASIDE)  # type: ignore[arg-type]  # a dict by column name is meant
        .collect()
    )
    words = {key: (zh(f"reason_{key}"), zh(f"mend_{key}")) for key in _REASONS}
    waiting = list_waiting(edition).select(
        *("file", "sheet", "row", "kind"),
        reason=pl.col("reason").replace({key: reason for key, (reason, _) in words.items()}),
        mend=pl.col("reason").replace({key: mend for key, (_, mend) in words.items()}),
    )
    found = pl.concat([unreadable, waiting]).with_columns(edition.wording("reason"))
    return found.sort("kind", "file", "sheet", "row")


def write_set_aside(edition: Edition, path: Path, *, rows_a_sheet: int = ROWS_A_SHEET) -> int:
    """Writes the workbook (with a note when there is nothing to mend); gives the number of rows."""
    origin = Origin(edition.result.sheets, edition.pack, edition.full_ids)
    return write_rows(origin, list_aside(edition), path, rows_a_sheet=rows_a_sheet)


def write_rows(origin: Origin, aside: pl.DataFrame, path: Path, *, rows_a_sheet: int = ROWS_A_SHEET) -> int:
    """The rows ``aside`` (columns ``ASIDE``) as they were, one sheet for each kind and form of list."""
    with open_book(path, rows=aside.height, rows_a_sheet=rows_a_sheet) as book:
        for part in _gather(origin, aside):
            table = pl.concat(part.tables)
            headers = part.headers if origin.full_ids else tuple(map(mask_text, part.headers))
            kind = origin.pack.kinds.get(part.kind)
            write_list(book, kind.title if kind else part.kind, _columns(headers, table), table)
        if not aside.height:
            book.add_sheet(zh("sheet_notes")).write_string(0, 0, zh("set_aside_nothing"), book.style("strong"))
    return aside.height


def _columns(headers: tuple[str, ...], table: pl.DataFrame) -> list[Column]:
    """Where the row stands and what is wrong first, so that it is seen; then the list's own columns."""
    cells = [f"c{at}" for at in range(len(headers))]
    widths = table.select(measure_width(pl.col(cell)).max().fill_null(0).clip(8, 34) + 3 for cell in cells)
    return [
        Column("file", SOURCE_FILE, 26),
        Column("sheet", SOURCE_SHEET, 12),
        Column("row", SOURCE_ROW, 9, "number"),
        Column("reason", zh("column_reason"), 30, "reason"),
        Column("mend", zh("column_mend"), 40),
        *(
            Column(cell, header, width)
            for cell, header, width in zip(cells, headers, widths.row(0) if cells else (), strict=True)
        ),
    ]


def _gather(origin: Origin, aside: pl.DataFrame) -> list[_Part]:
    """The rows as they were, by kind and headers, in the order of kinds and files."""
    parts: dict[tuple[str, tuple[str, ...]], _Part] = {}
    for key, rows in aside.partition_by("kind", "file", "sheet", as_dict=True, maintain_order=True).items():
        kind, file, sheet = map(str, key)
        headers = origin.sheets.headers.get((file, sheet), ())
        part = parts.setdefault((kind, headers), _Part(kind, headers))
        part.tables.append(_restore(origin, file, sheet, rows, headers))
    return list(parts.values())


def _restore(origin: Origin, file: str, sheet: str, rows: pl.DataFrame, headers: tuple[str, ...]) -> pl.DataFrame:
    """The rows with their original cells beside file, sheet, row, reason and what to do."""
    named = rows.select("file", "sheet", "row", "reason", "mend")
    raw = origin.sheets.raw.get((file, sheet))
    if raw is None:
        return named
    identities = _id_headers(origin, file, sheet)
    cells = [
        _shown(origin, pl.col(f"c{at}").cast(pl.String), header in identities).alias(f"c{at}")
        for at, header in enumerate(headers)
    ]
    original = scan_raw(raw).select(pl.col("row").cast(pl.Int32), *cells)
    return named.lazy().join(original, on="row", how="left", maintain_order="left").collect()


def _shown(origin: Origin, cell: pl.Expr, is_id: bool) -> pl.Expr:
    return cell if origin.full_ids else mask(cell, inside_text=not is_id)


def _id_headers(origin: Origin, file: str, sheet: str) -> frozenset[str]:
    """The headers under which this sheet holds ID numbers."""
    report = next((s for s in origin.sheets.sheets if (s.file, s.sheet) == (file, sheet)), None)
    kind = origin.pack.kinds.get(report.kind or "") if report else None
    if report is None or kind is None:
        return frozenset()
    matched: Mapping[str, str] = next((g.matched for g in report.guesses if g.kind == kind.id), {})
    identities = [name for name, column in kind.fields.items() if column.type is FieldType.ID_NO]
    return frozenset(matched[name] for name in identities if name in matched)
