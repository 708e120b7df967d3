"""Which versions a list of a day ends, which parts of them stay, and until when its own are so.

A list speaks from its day on, until the next later list that has landed speaks of the same record: by having it, or by
not having it although it is complete for the township where the record lies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from huitoukan.domain.registry.models import ALWAYS

EFFECTS = {"key": pl.String, "place": pl.String}
"""Records that a list changes, and the township in which it puts each; null for those that are gone."""
RECTANGLES = {"id": pl.Int64, "key": pl.String, "valid_from": pl.Date, "valid_to": pl.Date}
"""Versions that are still held to be true and last beyond the day of the list."""


@dataclass(frozen=True, slots=True)
class LaterList:
    """A list of a later day that has landed."""

    day: dt.date
    on_it: pl.Series
    """Keys that it says something of."""
    in_conflict: pl.Series
    """Keys that are on it, but were not taken over: it says nothing of them."""
    covered: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cuts:
    """What is written."""

    ended: pl.Series
    """Versions that are no longer held to be true."""
    before: pl.Series
    """Of those: the ones that were so before the day; that part of them stays."""
    after: pl.DataFrame
    """``id``, ``since_day``: the ones that are so again from that day on."""
    lasting: pl.DataFrame
    """``key``, ``valid_to``: until when what the list says is so; without those that are gone."""


def cut(effects: pl.DataFrame, rectangles: pl.DataFrame, day: dt.date, later: Sequence[LaterList]) -> Cuts:
    """What a list of ``day`` with these effects does; ``later`` in the order of their days."""
    lasting = _horizons(effects, later)
    touched = rectangles.join(lasting.select("key", "until"), on="key", how="inner", maintain_order="left")
    touched = touched.filter(pl.col("valid_from") < pl.col("until"))
    after = touched.filter(pl.col("valid_to") > pl.col("until")).select("id", pl.col("until").alias("since_day"))
    return Cuts(
        ended=touched["id"],
        before=touched.filter(pl.col("valid_from") < day)["id"],
        after=after,
        lasting=lasting.filter(pl.col("place").is_not_null()).select("key", "valid_to"),
    )


def _horizons(effects: pl.DataFrame, later: Sequence[LaterList]) -> pl.DataFrame:
    """``effects`` with ``until``, the day on which a later list says where the record is, and ``valid_to``, the day on
    which one says, before that, that it is gone.
    """
    found = effects.with_columns(until=pl.lit(None, pl.Date), valid_to=pl.lit(None, pl.Date))
    for each in later:
        told, silent, covered = (pl.lit(s).implode() for s in (each.on_it, each.in_conflict, _texts(each.covered)))
        is_open, is_told = pl.col("until").is_null(), pl.col("key").is_in(told)
        is_missing = ~is_told & ~pl.col("key").is_in(silent) & pl.col("place").is_in(covered)
        found = found.with_columns(
            until=pl.when(is_open & is_told).then(pl.lit(each.day)).otherwise("until"),
            valid_to=pl.when(is_open & is_missing & pl.col("valid_to").is_null())
            .then(pl.lit(each.day))
            .otherwise("valid_to"),
        )
    found = found.with_columns(until=pl.col("until").fill_null(ALWAYS))
    return found.with_columns(valid_to=pl.coalesce("valid_to", "until"))


def _texts(values: frozenset[str]) -> pl.Series:
    return pl.Series(sorted(values), dtype=pl.String)
