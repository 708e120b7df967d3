"""Findings against those of an earlier run: new, still there, gone.

A finding is the same from run to run when rule and subject are. An earlier finding that is not there now is *gone*
only when its rule was judged: a rule that stayed silent for want of a list says nothing, and what was accepted as
exempt is not solved either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

KEY = ("rule_id", "level", "township", "village", "household_no", "person_no")
"""What tells findings apart. Of persons and households only the numbers count: they may move."""
_PLACES = ("township", "village")


class Change(StrEnum):
    """What a finding is to an earlier run."""

    NEW = "new"
    STILL = "still"
    GONE = "gone"
    """The rule was judged, and does not fire any more."""
    EXEMPT = "exempt"
    """Accepted as exempt since."""
    UNJUDGED = "unjudged"
    """The rule could not be judged in this run."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The comparison."""

    now: pl.DataFrame
    """``finding_id``, ``change`` (new, still), ``first_seen`` (date)."""
    before: pl.DataFrame
    """The earlier findings that are not among those of now, with ``change`` (gone, exempt, unjudged)."""


def compare(
    findings: pl.DataFrame,
    earlier: pl.DataFrame,
    *,
    exempted: pl.DataFrame,
    judged: Sequence[str],
    as_of: pl.Expr,
) -> Changes:
    """Hold ``findings`` against ``earlier``; both have ``KEY`` and name their people alike.

    ``earlier`` also has ``first_seen`` (date); ``exempted`` are findings of this run that do not count; ``judged`` are
    the rules that this run could judge; ``as_of`` is its day.
    """
    known = _keyed(earlier).unique("key", keep="first", maintain_order=True)
    now = (
        _keyed(findings)
        .join(known.select("key", "first_seen"), on="key", how="left", maintain_order="left")
        .with_columns(
            change=pl.when(pl.col("first_seen").is_null()).then(pl.lit(Change.NEW)).otherwise(pl.lit(Change.STILL))
        )
        .with_columns(pl.col("first_seen").fill_null(as_of))
    )
    left = known.join(now, on="key", how="anti", maintain_order="left")
    is_exempt = pl.col("key").is_in(_keyed(exempted)["key"].implode())
    change = (
        pl.when(is_exempt)
        .then(pl.lit(Change.EXEMPT))
        .when(pl.col("rule_id").is_in(list(judged)))
        .then(pl.lit(Change.GONE))
        .otherwise(pl.lit(Change.UNJUDGED))
    )
    return Changes(now.select("finding_id", "change", "first_seen"), left.with_columns(change=change).drop("key"))


def _keyed(findings: pl.DataFrame) -> pl.DataFrame:
    """``findings`` with ``key``; the place belongs to it only where there is no number."""
    numbered = pl.any_horizontal(pl.col("household_no", "person_no").fill_null("") != "")
    parts = [
        pl.when(numbered & pl.lit(column in _PLACES)).then(pl.lit("")).otherwise(pl.col(column).fill_null(""))
        for column in KEY
    ]
    return findings.with_columns(key=pl.concat_str(parts, separator="\x1f"))
