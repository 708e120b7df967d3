"""The figures of the page about the data: how much was read and used, and how well rows found their people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from huitoukan.engine.outputs.accounts import LINKED, list_waiting
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.lists import kind_of, read_list
from huitoukan.policy.models import Role, RuleKind, Subject

_BASES = (Subject.REGISTERED, Subject.ROSTER)
"""What all other lists are compared with: these come first."""
_CERTAIN = ("own", "exact", "household_no")


@dataclass(frozen=True, slots=True)
class Linked:
    """Rows of a list by how they found their person; ``elsewhere`` are people neither list knows."""

    exact: int
    scored: int
    undecided: int
    elsewhere: int

    @property
    def total(self) -> int:
        """Rows that were looked at."""
        return self.exact + self.scored + self.undecided + self.elsewhere


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list, over all its sheets."""

    title: str
    sheets: int
    read: int
    used: int
    set_aside: int
    cells: int
    cells_unreadable: int
    linked: Linked | None
    """None for lists that are not linked: the registry and the rosters themselves."""


@dataclass(frozen=True, slots=True)
class TownshipLine:
    """A township's part of the registry."""

    title: str
    households: int
    persons: int
    ids_wrong: int
    data_findings: int
    rate: float | None
    """Findings about data per 100 registered households."""


@dataclass(frozen=True, slots=True)
class Quality:
    """All figures about the data."""

    lists: Sequence[ListLine]
    townships: Sequence[TownshipLine]
    read: int
    used: int
    set_aside: int


def sum_quality(edition: Edition, rows: pl.DataFrame) -> Quality:
    """Counts rows and cells by list and by township; ``rows`` is the account of rows."""
    read, used, aside = (int(rows.get_column(f"rows_{each}").sum()) for each in ("read", "used", "set_aside"))
    return Quality(_sum_lists(edition, rows), _sum_townships(edition), read, used, aside)


def _sum_lists(edition: Edition, rows: pl.DataFrame) -> list[ListLine]:
    counted = (
        rows.filter(pl.col("kind") != "")
        .group_by("kind")
        .agg(pl.len(), *(pl.col(f"rows_{each}").sum() for each in ("read", "used", "set_aside")))
    )
    by_kind = {kind: (sheets, read, used, aside) for kind, sheets, read, used, aside in counted.iter_rows()}
    cells, linked = _count_cells(edition), _count_linked(edition)
    lines = [
        (
            kind.subject not in _BASES,
            ListLine(kind.title, *by_kind[kind.id], *cells.get(kind.id, (0, 0)), linked.get(kind.id)),
        )
        for kind in edition.pack.kinds.values()
        if kind.id in by_kind
    ]
    return [line for _, line in sorted(lines, key=lambda pair: (pair[0], -pair[1].read, pair[1].title))]


def _count_cells(edition: Edition) -> Mapping[str, tuple[int, int]]:
    """Kind → filled cells, and those of them that could not be read."""
    counts: dict[str, tuple[int, int]] = {}
    for column in edition.result.sheets.cleaned:
        filled, unreadable = counts.get(column.kind, (0, 0))
        counts[column.kind] = (filled + column.filled, unreadable + column.unreadable)
    return counts


def _count_linked(edition: Edition) -> Mapping[str, Linked]:
    """How the rows of each list that is linked found their people; a row counts once, at its best link."""
    kinds = [kind.id for kind in edition.pack.kinds.values() if kind.subject in LINKED]
    certain = pl.col("method").is_in(_CERTAIN) | (pl.col("method").eq("bridge") & pl.col("score").is_null())
    best = (
        edition.result.links.filter(pl.col("kind").is_in(kinds))
        .group_by("kind", "row_id")
        .agg(certain=certain.any())
        .group_by("kind")
        .agg(exact=pl.col("certain").sum(), scored=(~pl.col("certain")).sum())
        .collect()
    )
    waiting = list_waiting(edition).group_by("kind").agg(undecided=pl.len())
    table = (
        edition.places.filter(pl.col("kind").is_in(kinds))
        .group_by("kind")
        .agg(total=pl.len())
        .join(best, on="kind", how="left")
        .join(waiting, on="kind", how="left")
        .fill_null(0)
        .sort("kind")
    )
    columns = ["kind", "exact", "scored", "undecided", "total"]
    return {
        kind: Linked(exact, scored, undecided, max(0, total - exact - scored - undecided))
        for kind, exact, scored, undecided, total in table.select(columns).iter_rows()
    }


def _sum_townships(edition: Edition) -> list[TownshipLine]:
    data_rules = [rule.id for rule in edition.pack.rules.values() if rule.kind is RuleKind.DATA]
    blank = pl.col("township").fill_null("")
    findings = edition.findings.filter(pl.col("rule_id").is_in(data_rules)).group_by(blank).agg(data=pl.len())
    unknown = edition.text("township_unknown")
    base = edition.households.with_columns(blank).filter(pl.col("registered_persons") > 0)
    table = (
        base.join(_count_wrong_ids(edition), on="township", how="left", maintain_order="left")
        .join(findings, on="township", how="left", maintain_order="left")
        .with_columns(pl.col("wrong", "data").fill_null(0), pl.col("township").replace("", unknown))
        .select("township", "registered_households", "registered_persons", "wrong", "data")
    )
    return [
        TownshipLine(township, households, persons, wrong, data, _rate(data, households))
        for township, households, persons, wrong, data in table.iter_rows()
    ]


def _count_wrong_ids(edition: Edition) -> pl.DataFrame:
    """``township``, ``wrong``: rows of the registry that have no right ID number.

    Townships go by their names in the result, whatever each row calls them: 柳河 is 柳河镇.
    """
    kind = kind_of(edition.pack, Subject.REGISTERED)
    township = kind.with_role(Role.TOWNSHIP) if kind else None
    id_no = kind.with_role(Role.ID_NO) if kind else None
    if kind is None or township is None or id_no is None:
        return pl.DataFrame(schema={"township": pl.String, "wrong": pl.UInt32})
    key, right = f"{township}_key", f"{id_no}_id18"
    rows = read_list(edition.result.sheets, kind.id, [township, key, right]).collect()
    names = edition.result.households.select(pl.col("township").fill_null(""))
    keys = rows.select(pl.col(township).fill_null("").alias("township"), key=key).unique().join(names, on="township")
    wrong = rows.group_by(pl.col(key).alias("key")).agg(wrong=pl.col(right).is_null().sum())
    found = keys.join(wrong, on="key", nulls_equal=True).group_by("township").agg(pl.col("wrong").sum())
    return found.with_columns(edition.wording("township"))


def _rate(number: int, households: int | None) -> float | None:
    return 100 * number / households if households else None
