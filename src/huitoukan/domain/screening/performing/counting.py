"""What a run read and found, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from huitoukan.domain.registry.models import ImportedList
from huitoukan.domain.registry.snapshots import set_aside_while_reading
from huitoukan.engine.results import Result
from huitoukan.policy import lists_of
from huitoukan.policy.models import Pack, Severity, Subject

_WAITS = (Subject.PERSON, Subject.HEAD)
"""Rows about these are of use once it is known whom they are about."""


def count(result: Result, pack: Pack, described: pl.DataFrame, lists: Sequence[ImportedList]) -> dict[str, Any]:
    """The numbers of a run.

    ``rules``: hits of each; ``lacking``: rule → the lists and columns, in words, that it was judged without;
    ``silent``: those of them that could not find anything so; ``rows``: kind → ``read`` = ``used`` + ``set_aside``, and
    ``linked``; ``households``: townships with the base of every rate.
    """
    return {
        "findings": described.height,
        "severity": {one.value: 0 for one in reversed(Severity)} | _by(described, "severity"),
        "confidence": _by(described, "confidence"),
        "rules": _by(described, "rule_id"),
        "silent": [rule.rule_id for rule in result.rules if rule.silent],
        "lacking": lacking(result, pack),
        "rows": _rows(result, pack, lists),
        "households": result.households.to_dicts(),
        "remarks": len(result.remarks),
    }


def lacking(result: Result, pack: Pack) -> dict[str, list[str]]:
    """Of each rule the lists and columns, in words, that it was judged without, if there are any.

    Some facts take a list that is not there for one that nobody is on. What a rule does not find then is not solved.
    """
    found = {}
    for report in result.rules:
        absent = [kind for kind in lists_of(pack, pack.rules[report.rule_id]) if kind not in result.sheets.lists]
        found[report.rule_id] = sorted({*report.missing, *(pack.kinds[kind].title for kind in absent)})
    return {rule: words for rule, words in found.items() if words}


def _by(frame: pl.DataFrame, column: str) -> dict[str, int]:
    return dict(frame.group_by(column).len().sort(column).iter_rows())


def _rows(result: Result, pack: Pack, lists: Sequence[ImportedList]) -> dict[str, dict[str, int]]:
    waiting = [kind.id for kind in pack.kinds.values() if kind.subject in _WAITS]
    undecided = _distinct(result.link_reviews.lazy().filter(pl.col("kind").is_in(waiting)))
    linked = _distinct(result.links)
    unread = set_aside_while_reading(lists)
    counted = {}
    for kind, paths in result.sheets.lists.items():
        typed = sum(pl.scan_parquet(path).select(pl.len()).collect().item() for path in paths)
        aside = undecided.get(kind, 0) + unread.get(kind, 0)
        read = typed + unread.get(kind, 0)
        counted[kind] = {"read": read, "used": read - aside, "set_aside": aside, "linked": linked.get(kind, 0)}
    return counted


def _distinct(rows: pl.LazyFrame) -> dict[str, int]:
    counts = rows.select("kind", "row_id").unique().group_by("kind").len().sort("kind")
    return dict(counts.collect(engine="streaming").iter_rows())
