"""Where a finding's numbers stand, in words, such as 《住院费用结算.csv》第12、15行."""

from __future__ import annotations

import polars as pl

from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.findings import place_sources
from huitoukan.engine.outputs.words import zh

ROWS_NAMED = 6
"""So many rows of one sheet are named; of the others only the number is said."""
_UNCERTAIN = ("scored", "bridge", "possible", "decided")


def word_bases(edition: Edition) -> pl.DataFrame:
    """``finding_id``, ``basis``: the sources of each finding as one Chinese text."""
    sources = place_sources(edition)
    parts = pl.concat([_found(edition, sources), _absent(edition, sources)])
    ordered = parts.sort("finding_id", "order", "part")
    return ordered.group_by("finding_id", maintain_order=True).agg(basis=pl.col("part").str.join(zh("semicolon")))


def _found(edition: Edition, sources: pl.DataFrame) -> pl.DataFrame:
    """The rows that were found, one part a sheet."""
    place = ["finding_id", "kind", "file", "sheet"]
    return (
        sources.filter(pl.col("row").is_not_null())
        .with_columns(uncertain=pl.col("method").is_in(_UNCERTAIN))
        .sort(*place, "row")
        .group_by(place, maintain_order=True)
        .agg(
            rows=pl.col("row").unique(maintain_order=True).head(ROWS_NAMED).cast(pl.String).str.join(zh("comma")),
            count=pl.col("row").n_unique(),
            uncertain=pl.col("uncertain").any(),
        )
        .select("finding_id", order=pl.lit(0), part=_sheet_name(edition) + _rows() + _doubt())
    )


def _sheet_name(edition: Edition) -> pl.Expr:
    """The file by its last name, and the sheet where the file has several."""
    several = [file for file, number in _count_sheets(edition).iter_rows() if number > 1]
    file = pl.format(zh("basis_file", file="{}"), pl.col("file").str.split("/").list.last())
    sheet = pl.format(zh("basis_sheet", sheet="{}"), pl.col("sheet"))
    return pl.when(pl.col("file").is_in(several)).then(file + sheet).otherwise(file)


def _count_sheets(edition: Edition) -> pl.DataFrame:
    read = [(sheet.file, sheet.sheet) for sheet in edition.result.sheets.sheets if sheet.kind]
    table = pl.DataFrame(read, schema={"file": pl.String, "sheet": pl.String}, orient="row")
    return table.group_by("file", maintain_order=True).agg(pl.len())


def _rows() -> pl.Expr:
    few = pl.format(zh("basis_rows", rows="{}"), pl.col("rows"))
    many = pl.format(zh("basis_rows_of_many", rows="{}", count="{}"), pl.col("rows"), pl.col("count"))
    return pl.when(pl.col("count") > ROWS_NAMED).then(many).otherwise(few)


def _doubt() -> pl.Expr:
    return pl.when(pl.col("uncertain")).then(pl.lit(zh("basis_uncertain"))).otherwise(pl.lit(""))


def _absent(edition: Edition, sources: pl.DataFrame) -> pl.DataFrame:
    """The lists that were looked at in vain, one part a list."""
    absent = sources.filter(pl.col("row").is_null()).select("finding_id", "kind").unique(maintain_order=True)
    kinds = absent.get_column("kind").unique(maintain_order=True)
    words = [zh("basis_absent", list=edition.pack.kind_title(kind)) for kind in kinds]
    parts = pl.DataFrame({"kind": kinds, "part": words}, schema={"kind": pl.String, "part": pl.String})
    return absent.join(parts, on="kind", maintain_order="left").select("finding_id", order=pl.lit(1), part="part")
