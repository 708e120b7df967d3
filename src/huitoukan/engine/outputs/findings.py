"""Findings with all that is said about them: the rule's words, facts and sources."""

from __future__ import annotations

import polars as pl

from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.jsons import join_array, join_object, quote
from huitoukan.policy.models import Level, Severity

SEVERITIES = [severity.value for severity in reversed(Severity)]
"""The gravest first."""
FINDING_COLUMNS = (
    *("rule_id", "level", "household_no", "person_no", "confidence", "title", "kind", "severity"),
    *("township", "village", "name", "id_no", "sentence", "advice", "facts", "sources", "change", "first_seen"),
)


def describe_rules(edition: Edition) -> pl.DataFrame:
    """``rule_id``, ``family``, ``title``, ``kind``, ``severity``, ``gravity`` (0 is the gravest), ``advice``."""
    rules = edition.pack.rules.values()
    lines = [(r.id, r.family, r.title, r.kind.value, r.severity.value, r.advice) for r in rules]
    columns = ["rule_id", "family", "title", "kind", "severity", "advice"]
    described = pl.DataFrame(lines, schema=dict.fromkeys(columns, pl.String), orient="row")
    gravity = pl.DataFrame({"severity": SEVERITIES, "gravity": range(len(SEVERITIES))})
    return described.join(gravity, on="severity", how="left", maintain_order="left")


def describe_findings(edition: Edition) -> pl.DataFrame:
    """The findings with their rules' words, everything as this edition may show it.

    ``household`` tells households apart: by number; people without one stand each for themselves. ``change`` and
    ``first_seen`` are against the earlier run.
    """
    return (
        edition.findings.join(describe_rules(edition), on="rule_id", how="left", maintain_order="left")
        .with_columns(household=_household())
        .with_columns(person_no=edition.person_key("person_no"), id_no=edition.id_number("id_no"))
        .join(_describe_changes(edition), on="finding_id", how="left", maintain_order="left")
        .sort("finding_id")
    )


def _describe_changes(edition: Edition) -> pl.DataFrame:
    """``finding_id``, ``change``, ``first_seen``; without an earlier run all were first seen today, and none is new."""
    if edition.changes is not None:
        return edition.changes.now
    return edition.findings.select(
        "finding_id", change=pl.lit(None, dtype=pl.String), first_seen=pl.lit(edition.result.as_of)
    )


def count_households(findings: pl.DataFrame) -> int:
    """How many households ``findings`` are about; those without a household number are nobody's."""
    return findings.select(household_number().drop_nulls().n_unique()).item()  # type: ignore[no-any-return]


def count_villages(findings: pl.DataFrame) -> int:
    """How many villages ``findings`` are about as a whole."""
    about = findings.filter(pl.col("level") == Level.VILLAGE.value)
    return about.select("township", "village").unique().height


def household_number() -> pl.Expr:
    """The household number; null where a blank one stands."""
    return pl.col("household_no").str.strip_chars().replace("", None)


def _household() -> pl.Expr:
    person = pl.col("person_no").str.strip_chars().replace("", None)
    alone = pl.coalesce(pl.format("person {}", person), pl.format("finding {}", "finding_id"))
    return pl.coalesce(pl.format("household {}", household_number()), alone)


def place_sources(edition: Edition) -> pl.DataFrame:
    """``finding_id``, ``fact``, ``kind``, ``method``, ``score``, ``file``, ``sheet``, ``row`` of every source."""
    return (
        edition.result.finding_sources.join(edition.places.lazy(), on=["kind", "row_id"], how="left")
        .with_columns(score=pl.col("score").round(3))
        .sort("finding_id", "fact", "kind", "file", "row", "sheet", "method", nulls_last=True)
        .collect()
    )


def tabulate_findings(edition: Edition) -> pl.DataFrame:
    """``FINDING_COLUMNS``, in the order of the findings."""
    return (
        describe_findings(edition)
        .join(_facts_json(edition), on="finding_id", how="left", maintain_order="left")
        .join(_sources_json(edition), on="finding_id", how="left", maintain_order="left")
        .with_columns(pl.col("facts").fill_null("{}"), pl.col("sources").fill_null("[]"))
        .with_columns(pl.col("first_seen").cast(pl.String))
        .select(*FINDING_COLUMNS)
    )


def _titles(edition: Edition, facts: pl.DataFrame) -> pl.DataFrame:
    """``facts`` with ``fact`` as its title, by the level of the finding's rule."""
    levels = edition.result.findings.select("finding_id", "level")
    levelled = facts.join(levels, on="finding_id", how="inner", maintain_order="left")
    pairs = levelled.select("level", "fact").unique()
    titles = [edition.fact_title(level, fact) for level, fact in pairs.iter_rows()]
    named = pairs.with_columns(title=pl.Series(titles, dtype=pl.String))
    return levelled.join(named, on=["level", "fact"], how="left", maintain_order="left").with_columns(
        fact=pl.col("title")
    )


def _facts_json(edition: Edition) -> pl.DataFrame:
    facts = _titles(edition, edition.result.finding_facts.sort("finding_id", "position").collect())
    pairs = facts.with_columns(pair=quote("fact") + pl.lit(":") + quote(edition.wording("value")))
    return pairs.group_by("finding_id").agg(facts=join_object("pair"))


def _sources_json(edition: Edition) -> pl.DataFrame:
    sources = _titles(edition, place_sources(edition))
    fields = ["fact", "file", "sheet", "row", pl.col("kind").alias("list"), "method", "score"]
    objects = sources.select("finding_id", source=pl.struct(fields).struct.json_encode())
    return objects.group_by("finding_id").agg(sources=join_array("source"))
