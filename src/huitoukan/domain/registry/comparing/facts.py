"""What rows say, as JSON that a database keeps, and a digest of it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import polars as pl

from huitoukan.policy.models import FieldType, ListKind

_NUL = "\x00"
_DIGEST_BYTES = 8


def facts(rows: pl.DataFrame, kind: ListKind, fields: Sequence[str]) -> pl.Series:
    """Field → value as JSON text: days as 2026-10-31, months as 2026-10; what is blank is not there."""
    values = [_value(kind.fields[name].type, name) for name in fields]
    if not values:
        return pl.Series("facts", ["{}"] * rows.height, dtype=pl.String)
    # No text can hold what is taken out: quotes inside of it are escaped.
    encoded = pl.struct(values).struct.json_encode()
    stripped = encoded.str.replace_all(r'"[a-z0-9_]+":null,?', "").str.replace(r",\}$", "}")
    return rows.select(stripped.alias("facts")).to_series()


def _value(kind: FieldType, name: str) -> pl.Expr:
    column = pl.col(name)
    if kind is FieldType.MONTH:
        year, month = (column // 12).cast(pl.String), (column % 12 + 1).cast(pl.String).str.zfill(2)
        return pl.concat_str(year, pl.lit("-"), month).alias(name)
    if kind.value_type.value == "text":
        return column.str.replace_all(_NUL, "", literal=True)
    return column


def digests(*columns: pl.Series) -> pl.Series:
    """A short sum over the texts of each row; the same on every machine and in every version of the program."""
    joined = pl.DataFrame([c.alias(str(at)) for at, c in enumerate(columns)]).select(
        pl.concat_str(pl.all().fill_null(""), separator="\x1f")
    )
    sums = [blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest() for text in joined.to_series()]
    return pl.Series("digest", sums, dtype=pl.String)
