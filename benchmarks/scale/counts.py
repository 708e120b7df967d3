"""Whether two ways of judging found the same: findings by rule, source rows by rule, fact and kind of list.

Among made-up people some share a number by chance. The engine tells them apart by name or leaves them to be decided,
scripts by hand take each for the other; so households of such people are left out of what is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

Counts = Mapping[tuple[str, ...], int]
"""(rule,) → findings; (rule, fact, kind) → source rows."""


def clear_people(registered: Sequence[Path]) -> pl.DataFrame:
    """``row_id`` and ``household_no`` of those in whose household nobody shares a number with anybody."""
    people = pl.concat(
        pl.read_parquet(path, columns=["row_id", "household_no", "id_no_id18"]) for path in registered
    ).with_columns(shared=pl.col("id_no_id18").is_duplicated() & pl.col("id_no_id18").is_not_null())
    return people.filter(~pl.col("shared").any().over("household_no")).select("row_id", "household_no")


def of_tables(folder: Path, clear: pl.DataFrame) -> Counts:
    """What the script by hand and pandas wrote."""
    subjects = {"person": "row_id", "household": "household_no"}

    def counted(table: str, *columns: str) -> pl.DataFrame:
        parts = (
            pl.read_parquet(folder / f"{level}_{table}.parquet", columns=["k", *columns])
            .join(clear, left_on="k", right_on=subject, how="semi")
            .select(pl.col(columns).cast(pl.String))
            for level, subject in subjects.items()
        )
        return pl.concat(parts)

    return _counted(counted("finding", "rule"), counted("source", "rule", "fact", "kind"))


def of_results(folder: Path, clear: pl.DataFrame) -> Counts:
    """What the engine wrote."""
    findings = (
        pl.read_parquet(folder / "findings.parquet", columns=["finding_id", "rule_id", "household_no"])
        .join(clear, on="household_no", how="semi")
        .select("finding_id", rule="rule_id")
    )
    sources = pl.read_parquet(folder / "finding_sources.parquet", columns=["finding_id", "fact", "kind"])
    return _counted(findings.select("rule"), sources.join(findings, on="finding_id").select("rule", "fact", "kind"))


def _counted(findings: pl.DataFrame, sources: pl.DataFrame) -> Counts:
    both = (frame.group_by(frame.columns).len().iter_rows() for frame in (findings, sources))
    return {row[:-1]: row[-1] for rows in both for row in rows}


def differences(one: Counts, other: Counts) -> tuple[str, ...]:
    """A line for each count that is not the same in both."""
    return tuple(
        f"{' / '.join(key)}: {one.get(key, 0)} and {other.get(key, 0)}"
        for key in sorted({*one, *other})
        if one.get(key, 0) != other.get(key, 0)
    )


def total(counts: Counts) -> str:
    """In words."""
    rules = {key: number for key, number in counts.items() if len(key) == 1}
    sources = sum(counts.values()) - sum(rules.values())
    return f"{sum(rules.values())} findings of {len(rules)} rules, {sources} source rows"
