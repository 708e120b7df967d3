"""The rows of lists as they were in the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from huitoukan.domain.registry.folders import folder_of
from huitoukan.domain.registry.models import Import, ImportedSheet


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row of a sheet; whoever shows it masks it."""

    row_id: int
    file: str
    sheet: str
    row: int
    """As the spreadsheet program counts."""
    cells: Sequence[tuple[str, str]]
    """Header and text of each cell that is not blank."""
    columns: dict[str, str]
    """Field → the header it was found under."""


def rows_as_written(brought: Import, kind: str, row_ids: Iterable[int]) -> list[WrittenRow]:
    """Rows of a list of an import, in the order of the list."""
    found = brought.lists.filter(kind=kind).first()
    wanted = sorted(set(row_ids))
    if found is None or not wanted:
        return []
    folder = folder_of(brought)
    scan = pl.scan_parquet([folder / path for path in found.paths], missing_columns="insert", extra_columns="ignore")
    places = scan.filter(pl.col("row_id").is_in(wanted)).select("row_id", "file", "sheet", "row").collect()
    sheets = {(each.file, each.sheet): each for each in brought.sheets.filter(kind=kind)}
    rows: list[WrittenRow] = []
    for (file, sheet), part in places.partition_by("file", "sheet", as_dict=True, maintain_order=True).items():
        rows += _written(brought, sheets[str(file), str(sheet)], part)
    return sorted(rows, key=lambda row: row.row_id)


def _written(brought: Import, sheet: ImportedSheet, places: pl.DataFrame) -> list[WrittenRow]:
    raw = pl.scan_parquet(folder_of(brought) / sheet.raw).filter(pl.col("row").is_in(places["row"].to_list()))
    cells = {row["row"]: row for row in raw.collect().iter_rows(named=True)}
    return [
        WrittenRow(
            row_id,
            sheet.file,
            sheet.sheet,
            row,
            [(header, text) for at, header in enumerate(sheet.headers) if (text := cells[row].get(f"c{at}"))],
            dict(sheet.columns),
        )
        for row_id, row in places.select("row_id", "row").iter_rows()
    ]
