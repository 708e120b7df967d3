"""The typed lists of a run, as outputs need them: where each row stands, and what it says of whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from huitoukan.engine.results import ROW_COLUMNS, Sheets
from huitoukan.policy.models import ListKind, Pack, Role, Subject

PLACE = {"kind": pl.String, **ROW_COLUMNS}
"""Columns of :func:`find_places`."""


def read_list(sheets: Sheets, kind: str, columns: Sequence[str]) -> pl.LazyFrame:
    """``row_id``, ``file``, ``sheet``, ``row`` and ``columns`` of a list; a column no sheet has is null.

    All columns but those of ``ROW_COLUMNS`` come as text. Empty when the folder has no such list.
    """
    paths = sheets.lists.get(kind, ())
    wanted = [*ROW_COLUMNS, *(name for name in columns if name not in ROW_COLUMNS)]
    if not paths:
        return pl.LazyFrame(schema={name: ROW_COLUMNS.get(name, pl.String) for name in wanted})
    found = pl.concat([pl.scan_parquet(path) for path in paths], how="diagonal_relaxed")
    known = set(found.collect_schema().names())
    return found.select(
        (pl.col(name) if name in known else pl.lit(None)).cast(ROW_COLUMNS.get(name, pl.String)).alias(name)
        for name in wanted
    )


def find_places(sheets: Sheets) -> pl.DataFrame:
    """Where every row of every list stands: ``kind``, ``row_id``, ``file``, ``sheet``, ``row``."""
    kinds = [read_list(sheets, kind, ()).with_columns(kind=pl.lit(kind)) for kind in sorted(sheets.lists)]
    empty = pl.LazyFrame(schema=PLACE)
    return pl.concat([empty, *(kind.select(*PLACE) for kind in kinds)]).collect()


def kind_of(pack: Pack, subject: Subject) -> ListKind | None:
    """The list kind whose rows are about ``subject`` (registry and roster have one each)."""
    return next((kind for kind in pack.kinds.values() if kind.subject is subject), None)


def read_roles(sheets: Sheets, kind: ListKind, roles: Mapping[str, Role]) -> pl.LazyFrame:
    """Columns of a list by what they tell: name of the new column → role; null where the kind has none."""
    fields = {name: kind.with_role(role) for name, role in roles.items()}
    found = read_list(sheets, kind.id, [field for field in fields.values() if field])
    return found.select(
        *ROW_COLUMNS,
        *((pl.col(field) if field else pl.lit(None, dtype=pl.String)).alias(name) for name, field in fields.items()),
    )
