"""The figures of the page about problems: how many, where, of which family, by which rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.findings import (
    SEVERITIES,
    count_households,
    count_villages,
    describe_rules,
    household_number,
)
from huitoukan.engine.outputs.words import kind_word

TOP_RULES = 12
HEAT_STEPS = 5


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over the whole run."""

    findings: int
    firm: int
    review: int
    households: int
    villages: int
    """Villages that a finding is about as a whole."""
    registered_with_findings: int
    registered_households: int
    registered_persons: int
    severities: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: firm and review findings, and per 100 registered households where that is known."""

    title: str
    firm: int
    review: int
    rate: float | None = None

    @property
    def total(self) -> int:
        """Findings of both confidences."""
        return self.firm + self.review


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule that found something."""

    rule_id: str
    title: str
    kind: str
    severity: str
    firm: int
    review: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A township's findings by family, and how strong each cell is coloured (0 to ``HEAT_STEPS``)."""

    title: str
    counts: Sequence[int]
    strengths: Sequence[int]
    total: int


@dataclass(frozen=True, slots=True)
class Problems:
    """All figures about problems."""

    totals: Totals
    townships: Sequence[Bar]
    kinds: Sequence[Bar]
    families: Sequence[Bar]
    rules: Sequence[RuleLine]
    heat_families: Sequence[str]
    heat: Sequence[HeatRow]


def sum_problems(edition: Edition) -> Problems:
    """Counts the findings of a run in every way the page shows them."""
    table = _prepare(edition)
    townships = _sum_townships(edition, table)
    families = [family for family in edition.pack.families if family in set(table.get_column("family"))]
    return Problems(
        totals=_sum_totals(edition, table),
        townships=townships,
        kinds=_sum_by(table, "kind", lambda kind: kind_word(kind, edition.lang)),
        families=_sum_by(table, "family", lambda family: _family_title(edition, family)),
        rules=_sum_rules(table),
        heat_families=[_family_title(edition, family) for family in families],
        heat=_sum_heat(table, [bar.title for bar in townships], families),
    )


def _prepare(edition: Edition) -> pl.DataFrame:
    """The findings with rule words, a township for each, and whether the household is registered."""
    numbers = edition.registry.select(household_number().drop_nulls().unique()).to_series()
    township = pl.col("township").str.strip_chars().replace("", None)
    return edition.findings.join(describe_rules(edition), on="rule_id", how="left").with_columns(
        township=township.fill_null(edition.text("township_unknown")),
        registered=household_number().is_in(numbers.implode()).fill_null(False),
    )


def _confidences() -> tuple[pl.Expr, pl.Expr]:
    """Counts of firm and of review findings."""
    confidence = pl.col("confidence")
    return confidence.eq("firm").sum().alias("firm"), confidence.eq("review").sum().alias("review")


def _sum_totals(edition: Edition, table: pl.DataFrame) -> Totals:
    base = edition.households
    firm = table.filter(pl.col("confidence") == "firm").height
    severities = dict(table.group_by("severity").agg(pl.len()).iter_rows())
    return Totals(
        findings=table.height,
        firm=firm,
        review=table.height - firm,
        households=count_households(table),
        villages=count_villages(table),
        registered_with_findings=count_households(table.filter("registered")),
        registered_households=int(base.get_column("registered_households").sum()),
        registered_persons=int(base.get_column("registered_persons").sum()),
        severities={severity: int(severities.get(severity, 0)) for severity in SEVERITIES},
    )


def _sum_townships(edition: Edition, table: pl.DataFrame) -> list[Bar]:
    """Townships by number of findings, unknown last; those without any are shown too."""
    unknown = pl.col("township") == edition.text("township_unknown")
    counts = table.group_by("township").agg(*_confidences(), pl.col("registered").sum())
    named = pl.col("township").replace("", edition.text("township_unknown"))
    base = edition.households.select(named, "registered_households")
    lines = (
        base.filter(pl.col("registered_households") > 0)
        .join(counts, on="township", how="full", coalesce=True)
        .with_columns(pl.col("firm", "review", "registered").fill_null(0))
        .with_columns(
            rate=pl.when(pl.col("registered_households") > 0).then(
                100 * pl.col("registered") / pl.col("registered_households")
            )
        )
        .sort(unknown, -(pl.col("firm") + pl.col("review")).cast(pl.Int64), "township")
    )
    return [Bar(*line) for line in lines.select("township", "firm", "review", "rate").iter_rows()]


def _sum_by(table: pl.DataFrame, column: str, title: Callable[[str], str]) -> list[Bar]:
    """A bar for each value of ``column``, the longest first."""
    counts = table.group_by(column).agg(*_confidences())
    ordered = counts.sort(-(pl.col("firm") + pl.col("review")).cast(pl.Int64), column)
    return [Bar(title(value), firm, review) for value, firm, review in ordered.iter_rows()]


def _family_title(edition: Edition, family: str) -> str:
    known = edition.pack.families.get(family)
    if known is None:
        return family
    return known.title if edition.lang == "zh" else known.title_en


def _sum_rules(table: pl.DataFrame) -> list[RuleLine]:
    lines = (
        table.group_by("rule_id", "title", "kind", "severity")
        .agg(*_confidences(), pl.len().alias("total"))
        .sort(["total", "rule_id"], descending=[True, False])
        .head(TOP_RULES)
    )
    columns = ["rule_id", "title", "kind", "severity", "firm", "review"]
    return [RuleLine(*line) for line in lines.select(columns).iter_rows()]


def _sum_heat(table: pl.DataFrame, townships: Sequence[str], families: Sequence[str]) -> list[HeatRow]:
    counts = table.group_by("township", "family").agg(pl.len())
    cells = {(township, family): number for township, family, number in counts.iter_rows()}
    most = max(cells.values(), default=1)
    rows = []
    for township in townships:
        numbers = [cells.get((township, family), 0) for family in families]
        strengths = [_strength(number, most) for number in numbers]
        rows.append(HeatRow(township, numbers, strengths, sum(numbers)))
    return rows


def _strength(number: int, most: int) -> int:
    """0 for none, else 1 to ``HEAT_STEPS`` by the square root, so that small numbers can be told apart."""
    return 0 if number == 0 else max(1, round(HEAT_STEPS * (number / most) ** 0.5))
