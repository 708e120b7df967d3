"""The registry on a day as a frame to compare with."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.db.models import F, QuerySet

from huitoukan.engine.sheets.cleaning import id_parts
from huitoukan.policy.models import Pack

_PERSON = {
    **dict.fromkeys(("key", "household_no", "name", "id_no", "area_code", "digest"), pl.String),
    "was": pl.Int64,
}
_HOUSEHOLD = {**dict.fromkeys(("number", "head_name", "area_code", "digest"), pl.String), "was": pl.Int64}


def persons_on_register(versions: QuerySet[Any], pack: Pack) -> pl.DataFrame:
    """``versions`` with ``was`` (the key of the version) and ``id18``, by which two ID numbers are the same."""
    found = _frame(versions, _PERSON)
    id18 = id_parts.parts(found["id_no"], None, pack.linkage.placeholder_ids)[0]
    return found.with_columns(id18.alias("id18"))


def households_on_register(versions: QuerySet[Any]) -> pl.DataFrame:
    """``versions`` with ``was``."""
    return _frame(versions, _HOUSEHOLD)


def _frame(versions: QuerySet[Any], schema: dict[str, Any]) -> pl.DataFrame:
    rows = versions.order_by().annotate(was=F("pk")).values_list(*schema)
    return pl.DataFrame(list(rows.iterator(chunk_size=20_000)), schema=schema, orient="row")
