"""Two runs side by side: what came, what went, what stayed, by township and rule."""

from __future__ import annotations

from dataclasses import dataclass, fields
from hashlib import sha256

import polars as pl
from django.core.cache import cache

from huitoukan.core.access.holdings import Holder, Holding
from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas.codes import span
from huitoukan.core.areas.enums import DIGITS, Level
from huitoukan.domain.screening.folders import FINDINGS, folder_of
from huitoukan.domain.screening.models import Run

KEPT = 24 * 60 * 60
"""Seconds."""
_COLUMNS = ("key", "rule_id", "area_code", "theme")
_LENGTH = DIGITS[Level.VILLAGE]


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one rule in one township."""

    township: str
    """Its code; that of the widest area for what lies in no township that is known."""
    rule_id: str
    new: int
    gone: int
    still: int


def compare(before: Run, after: Run, *, to: Holder) -> list[Difference]:
    """What ``after`` found and ``before`` did not, and the other way round, as far as ``to`` may see.

    Trials may be compared as well. What a rule without its lists could not find counts as gone here. Runs that are done
    stay as they are, so what was found is kept for all who see the same of them.
    """
    seats = sorted((held.code, *held.themes) for held in _seats(to))
    asked = repr((before.pk, before.claim, after.pk, after.claim, seats))
    key = f"compared:{sha256(asked.encode()).hexdigest()}"
    rows = cache.get(key)
    if rows is None:
        rows = _compared(before, after, to)
        cache.set(key, rows, KEPT)
    return [Difference(*row) for row in rows]


def _compared(before: Run, after: Run, to: Holder) -> list[tuple[str, str, int, int, int]]:
    was, now = (_found(run, to) for run in (before, after))
    changed = pl.concat(
        [
            _marked(now.join(was, on="key", how="anti"), "new"),
            _marked(was.join(now, on="key", how="anti"), "gone"),
            _marked(now.join(was, on="key", how="semi"), "still"),
        ]
    )
    township = pl.col("area_code").str.head(DIGITS[Level.TOWNSHIP]).str.pad_end(_LENGTH, "0")
    counted = changed.group_by(township.alias("township"), "rule_id").agg(
        (pl.col("change") == change).sum().alias(change) for change in ("new", "gone", "still")
    )
    columns = [each.name for each in fields(Difference)]
    return counted.sort("township", "rule_id").select(columns).collect().rows()


def _found(run: Run, who: Holder) -> pl.LazyFrame:
    return pl.scan_parquet(folder_of(run) / FINDINGS).select(_COLUMNS).filter(_visible(who))


def _marked(rows: pl.LazyFrame, change: str) -> pl.LazyFrame:
    return rows.select("area_code", "rule_id", pl.lit(change).alias("change"))


def _visible(who: Holder) -> pl.Expr:
    """As ``core.access.scope.visible`` says it of rows of the database."""
    return pl.any_horizontal(pl.lit(value=False), *(_within(held) for held in _seats(who)))


def _seats(who: Holder) -> list[Holding]:
    return [held for held in who.holdings if Permission.SEE_FINDINGS in held.role.permissions]


def _within(held: Holding) -> pl.Expr:
    first, beyond = span(held.code)
    inside = (pl.col("area_code") >= first) & (pl.col("area_code") < beyond)
    return inside & pl.col("theme").is_in(list(held.themes)) if held.themes else inside
