"""What a row says of who it is about, as a short text: the same next month, wherever the row then stands.

A fingerprint is the beginning of the SHA-256 of the row's cleaned identifying cells, taken by role.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import polars as pl

from huitoukan.engine.results import ROW_COLUMNS, Sheets
from huitoukan.policy.models import ListKind, Pack, Role

LENGTH = 16
"""Hexadecimal digits: among ten million rows two different ones meet once in hundreds of thousands of runs."""
_TELLING = (Role.ID_NO, Role.CERTIFICATE_NO, Role.BIRTH_DATE, Role.PHONE, Role.HOUSEHOLD_NO, Role.PERSON_NO)
_OTHERS = (Role.NAME, Role.SEX, Role.TOWNSHIP, Role.VILLAGE)
_BETWEEN = "\x1f"

FINGERPRINTS = {
    "kind": pl.String,
    **ROW_COLUMNS,
    "mark": pl.String,  # null: no cell says who it is
    "telling": pl.Boolean,  # more than a name and a place: enough to know the row again where it has moved
    "who": pl.String,  # the cleaned ID, else the mark: rows that differ here are different people
    "person_no": pl.String,
}


def take_fingerprints(
    sheets: Sheets, pack: Pack, kinds: Iterable[str], only: pl.DataFrame | None = None
) -> pl.DataFrame:
    """The rows of ``kinds`` with columns ``FINGERPRINTS``; of ``only`` the rows it names by ``kind``, ``row_id``."""
    known = [pack.kinds[kind] for kind in sorted(set(kinds)) if kind in pack.kinds and sheets.lists.get(kind)]
    rows = [_rows(sheets, kind) for kind in known]
    found = pl.concat([pl.LazyFrame(schema=FINGERPRINTS), *rows])
    if only is not None:
        found = found.join(only.lazy(), on=["kind", "row_id"], how="semi")
    mark = pl.col("mark").map_batches(_digest, return_dtype=pl.String)
    return found.with_columns(mark).with_columns(who=pl.coalesce("who", "mark")).collect()


def _rows(sheets: Sheets, kind: ListKind) -> pl.LazyFrame:
    """The rows of a list; ``mark`` still holds the cells themselves, and ``who`` the ID."""
    cells = pl.concat([pl.scan_parquet(path) for path in sheets.lists[kind.id]], how="diagonal_relaxed")
    present = set(cells.collect_schema().names())

    def say(role: Role) -> pl.Expr:
        fields = [name for name, field in kind.fields.items() if field.role is role and name in present]
        texts = [pl.col(name).cast(pl.String) for name in fields]
        return pl.concat_str(texts, separator=" ", ignore_nulls=True) if texts else pl.lit("")

    whole = pl.concat_str([say(role) for role in (*_TELLING, *_OTHERS)], separator=_BETWEEN)
    return cells.select(
        pl.lit(kind.id).alias("kind"),
        *ROW_COLUMNS,
        pl.when(whole.str.strip_chars(_BETWEEN) != "").then(whole).alias("mark"),
        pl.any_horizontal(say(role) != "" for role in _TELLING).alias("telling"),
        say(Role.ID_NO).replace("", None).alias("who"),
        say(Role.PERSON_NO).replace("", None).alias("person_no"),
    ).cast(FINGERPRINTS)  # type: ignore[arg-type]  # a dict by column name is meant


def _digest(texts: pl.Series) -> pl.Series:
    # One by one, since polars has no hash that stays the same from version to version.
    digests = [None if text is None else hashlib.sha256(text.encode()).hexdigest()[:LENGTH] for text in texts]
    return pl.Series(texts.name, digests, dtype=pl.String)
