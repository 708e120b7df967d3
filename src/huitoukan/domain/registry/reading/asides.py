"""Rows that were understood and still cannot be taken over: outside the area, or with a number that cannot be one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from huitoukan.core.areas.codes import span
from huitoukan.domain.registry.comparing.places import Gazetteer, placed, strange_names, within
from huitoukan.domain.registry.comparing.records import LONGEST_NUMBER
from huitoukan.engine.results import UNREADABLE
from huitoukan.messages import say
from huitoukan.policy.models import ListKind, Role, Subject


@dataclass(frozen=True, slots=True)
class Border:
    """Where an import may bring lists for."""

    names: Gazetteer
    area_code: str

    @property
    def is_all(self) -> bool:
        """Whether nothing lies outside."""
        return self.names.office == self.area_code or span(self.names.office) == span(self.area_code)


@dataclass(frozen=True, slots=True)
class Sifted:
    """The rows of a typed list, apart."""

    used: pl.DataFrame
    aside: pl.DataFrame
    """``UNREADABLE``."""
    strange: dict[str, list[str]]
    """Names of townships and villages that nobody knows."""


def sift(rows: pl.DataFrame, kind: ListKind, border: Border) -> Sifted:
    """The rows of the registered list come back with ``area_code``; other lists only have to be no others' business."""
    is_register = kind.subject is Subject.REGISTERED
    township, village = (kind.with_role(role) for role in (Role.TOWNSHIP, Role.VILLAGE))
    knows_place = township in rows.columns or (is_register and village in rows.columns)
    if not is_register and (border.is_all or not knows_place):
        return Sifted(rows, pl.DataFrame(schema=UNREADABLE), {})
    named = _with_names(rows, township, village)
    named = placed(named, border.names, blank=border.area_code)
    reasons = pl.coalesce(*_reasons(named, kind, border)) if is_register else _outside(border)
    named = named.with_columns(reason=reasons)
    aside = named.filter(pl.col("reason").is_not_null()).select(
        "file", "sheet", "row", pl.lit(kind.id).alias("kind"), "reason"
    )
    used = named.filter(pl.col("reason").is_null())
    strange = strange_names(used) if is_register else {}
    return Sifted(used.select(*rows.columns, *(("area_code",) if is_register else ())), aside, strange)


def _with_names(rows: pl.DataFrame, township: str | None, village: str | None) -> pl.DataFrame:
    """Fields of those roles need not be called so."""
    wanted = {"township": township, "village": village}
    return rows.with_columns(
        pl.col(field).alias(name) for name, field in wanted.items() if field and field in rows.columns
    )


def _outside(border: Border) -> pl.Expr:
    reason = say("import.aside_outside").text("zh")
    return pl.when(~within("area_code", border.area_code)).then(pl.lit(reason))


def _reasons(rows: pl.DataFrame, kind: ListKind, border: Border) -> Iterator[pl.Expr]:
    yield _outside(border)
    for role in (Role.HOUSEHOLD_NO, Role.PERSON_NO):
        name = kind.with_role(role)
        if name in rows.columns:
            field = kind.fields[name]
            reason = say("import.aside_long_number", field=field.title, longest=LONGEST_NUMBER).text("zh")
            yield pl.when(pl.col(name).str.len_chars() > LONGEST_NUMBER).then(pl.lit(reason))


def gather(parts: list[pl.DataFrame], path: Path) -> pl.DataFrame:
    """All rows set aside in one file, in the order of files."""
    whole = pl.concat([pl.DataFrame(schema=UNREADABLE), *parts]).sort("kind", "file", "sheet", "row")
    whole.write_parquet(path)
    return whole
