"""Records of a list beside the registry: what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from huitoukan.domain.registry.comparing.places import stem, township_of, within
from huitoukan.domain.registry.enums import Change, Conflict

WAS = ("was", "was_area_code")
"""The version that holds the day, and where it lay; null where there is none."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the list may say."""

    area_code: str
    """Where it may change anything."""
    covered: frozenset[str]
    """Townships (nine digits) in which whoever is not on it is gone."""


def judged_persons(records: pl.DataFrame, registry: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """``records`` and who is gone, with ``change``, ``conflict``, ``WAS`` and ``was_household_no``."""
    others = registry.select(
        *("key", "was"),
        *(pl.col(name).alias(f"was_{name}") for name in ("area_code", "household_no", "digest", "id18")),
    )
    both = records.join(others, on="key", how="left", maintain_order="left")
    other_id = pl.col("id18") != pl.col("was_id18")
    moved = (pl.col("household_no") != pl.col("was_household_no")) | _lies_elsewhere()
    judged = _judged(both, terms, also=pl.when(other_id).then(pl.lit(Conflict.OTHER_ID.value)), moved=moved)
    gone = _gone(registry, records, "key", terms).with_columns(was_household_no=pl.col("household_no"))
    return pl.concat([judged.drop("was_digest", "was_id18", "id18"), gone.drop("id18")], how="diagonal")


def judged_households(records: pl.DataFrame, registry: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """``records`` and which households are gone, with ``change``, ``conflict`` and ``WAS``."""
    others = registry.select(
        "number", "was", pl.col("area_code").alias("was_area_code"), pl.col("digest").alias("was_digest")
    )
    both = records.join(others, on="number", how="left", maintain_order="left")
    judged = _judged(both, terms, also=pl.lit(None, pl.String), moved=_lies_elsewhere())
    return pl.concat([judged.drop("was_digest"), _gone(registry, records, "number", terms)], how="diagonal")


def _judged(both: pl.DataFrame, terms: Terms, *, also: pl.Expr, moved: pl.Expr) -> pl.DataFrame:
    """Whoever is registered outside the area is left to those who answer for both places."""
    foreign = pl.col("was").is_not_null() & ~within("was_area_code", terms.area_code)
    elsewhere = pl.when(foreign).then(pl.lit(Conflict.ELSEWHERE.value))
    both = both.with_columns(conflict=pl.coalesce("conflict", elsewhere, also))
    return both.with_columns(
        change=pl.when(pl.col("conflict").is_not_null())
        .then(pl.lit(Change.CONFLICT.value))
        .when(pl.col("was").is_null())
        .then(pl.lit(Change.NEW.value))
        .when(pl.col("digest") == pl.col("was_digest"))
        .then(pl.lit(Change.SAME.value))
        .when(moved)
        .then(pl.lit(Change.MOVED.value))
        .otherwise(pl.lit(Change.CHANGED.value))
    )


def _lies_elsewhere() -> pl.Expr:
    """Not where it lay: an area that is only told more exactly, or less, is the same place."""
    here, there = stem("area_code"), stem("was_area_code")
    return ~(here.str.starts_with(there) | there.str.starts_with(here))


def _gone(registry: pl.DataFrame, records: pl.DataFrame, key: str, terms: Terms) -> pl.DataFrame:
    covered: Any = list(terms.covered)
    missing = registry.join(records.select(key), on=key, how="anti", maintain_order="left").filter(
        township_of("area_code").is_in(covered) & within("area_code", terms.area_code)
    )
    return missing.with_columns(change=pl.lit(Change.GONE.value), was_area_code=pl.col("area_code"))


def covered_townships(records: pl.DataFrame) -> list[str]:
    """The townships that ``records`` lie in."""
    places = records.select(township_of("area_code").alias("place"))["place"]
    return sorted(places.drop_nulls().unique().to_list())
