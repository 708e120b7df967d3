"""What became of findings, written down: the comparison with an earlier run, and the exemptions with their standing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from huitoukan.engine.following.changes import KEY, Change, Changes, compare
from huitoukan.engine.following.exemptions import Standing
from huitoukan.engine.outputs.csvs import disarm
from huitoukan.engine.outputs.earlier import Earlier
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.findings import tabulate_findings
from huitoukan.engine.outputs.words import zh
from huitoukan.engine.outputs.workbooks import Column, open_book, write_list
from huitoukan.engine.workbook_columns import (
    EVIDENCE,
    HOUSEHOLD_NO,
    NAME,
    PERSON_NO,
    PROBLEM,
    RULE,
    TOWNSHIP,
    UNTIL,
    VILLAGE,
)

_STANDING_STYLES = {Standing.HONOURED: "good", Standing.IDLE: "calm"}
_GONE_COLUMNS = (*KEY, "title", "name", "sentence", "first_seen", "change")


def compare_findings(edition: Edition, earlier: Earlier) -> Changes:
    """This run's findings against those of ``earlier``; people are named as masked workbooks name them."""
    result = edition.result
    masked = Edition(result, edition.pack)
    return compare(
        _named(masked, result.findings),
        _masked(masked, earlier.findings),
        exempted=_named(masked, result.exempted),
        judged=[rule.rule_id for rule in result.rules if not rule.silent],
        as_of=pl.lit(result.as_of),
    )


def tabulate_exempted(edition: Edition) -> pl.DataFrame:
    """The exempt findings as findings are tabulated, with ``evidence`` and ``until``."""
    exempted = edition.result.exempted
    apart = replace(edition, result=replace(edition.result, findings=exempted.drop("evidence", "until")), changes=None)
    reasons = exempted.sort("finding_id").select(edition.wording("evidence"), pl.col("until").cast(pl.String))
    return tabulate_findings(apart).hstack(reasons)


def tabulate_gone(edition: Edition) -> pl.DataFrame:
    """What the earlier run found and this one does not, and why not; empty without an earlier run."""
    if edition.changes is None:
        return pl.DataFrame(schema=dict.fromkeys(_GONE_COLUMNS, pl.String))
    ordered = edition.changes.before.sort(*KEY)
    return ordered.select(pl.col(name).cast(pl.String) for name in _GONE_COLUMNS)


def write_exemptions(edition: Edition, path: Path) -> None:
    """``exemptions.xlsx``: what was handed in with its standing; rows can be added and the file handed in again."""
    columns = (
        Column("rule_id", RULE, 24),
        Column("problem", PROBLEM, 26),
        Column("township", TOWNSHIP, 11),
        Column("village", VILLAGE, 11),
        Column("household_no", HOUSEHOLD_NO, 18),
        Column("person_no", PERSON_NO, 18),
        Column("name", NAME, 10),
        Column("evidence", EVIDENCE, 36),
        Column("until_text", UNTIL, 13),
        Column("standing", zh("column_standing"), 16, "centre", _standing_marks()),
    )
    with open_book(path, rows=edition.result.exemptions.height) as book:
        write_list(book, zh("sheet_exemptions"), columns, _ledger(edition))


def _ledger(edition: Edition) -> pl.DataFrame:
    titles = {rule.id: rule.title for rule in edition.pack.rules.values()}
    words = {standing.value: zh(f"standing_{standing}") for standing in Standing}
    return edition.result.exemptions.with_columns(
        rule_id=pl.coalesce("rule_id", "rule"),
        problem=pl.coalesce(pl.col("rule_id").replace_strict(titles, default=None, return_dtype=pl.String), "problem"),
        person_no=edition.person_key("person_no"),
        standing=pl.col("standing").replace(words),
        **{name: edition.wording(name) for name in ("township", "village", "name", "evidence")},
    )


def _standing_marks() -> dict[str, str]:
    return {zh(f"standing_{each}"): _STANDING_STYLES.get(each, "warm") for each in Standing}


def _named(edition: Edition, findings: pl.DataFrame) -> pl.DataFrame:
    """``findings`` under the names that a masked edition writes into its csv."""
    return _masked(edition, findings).with_columns(disarm(pl.col(name)).alias(name) for name in KEY)


def _masked(edition: Edition, findings: pl.DataFrame) -> pl.DataFrame:
    """``findings``, of whichever run, with the ID numbers in their names and places masked."""
    return findings.with_columns(
        edition.wording("township"), edition.wording("village"), person_no=edition.person_key("person_no")
    )


def count_changes(edition: Edition) -> dict[Change, int]:
    """How many findings are new, still there, gone, exempt since or not judged; empty without an earlier run."""
    if edition.changes is None:
        return {}
    both = pl.concat([edition.changes.now.select("change"), edition.changes.before.select("change")])
    counted = dict(both.group_by("change").len().iter_rows())
    return {change: int(counted.get(change.value, 0)) for change in Change}
