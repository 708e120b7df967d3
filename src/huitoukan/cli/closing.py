"""What is said when a run is over: how much was found, where it lies, what to do next."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from rich.table import Table

from huitoukan.cli.session import Session
from huitoukan.engine import outputs
from huitoukan.engine.following.changes import Change
from huitoukan.engine.outputs.findings import count_households, count_villages
from huitoukan.engine.outputs.words import severity_word
from huitoukan.engine.results import Result
from huitoukan.messages import say
from huitoukan.policy import Pack
from huitoukan.policy.models import Severity

_STYLES = {Severity.URGENT: "red", Severity.IMPORTANT: "yellow", Severity.GENERAL: "blue"}


def say_closing(session: Session, result: Result, pack: Pack, out: Path) -> bool:
    """Says it; true when every file could be used."""
    rows = pl.read_csv(out / outputs.ROWS_FILE)
    read, used, aside = (int(rows.get_column(f"rows_{each}").sum()) for each in ("read", "used", "set_aside"))
    counted = {"findings": result.findings.height, "households": count_households(result.findings)}
    villages = count_villages(result.findings)
    key = "closing_found_villages" if villages else "closing_found"
    session.tell()
    session.tell(session.text(key, **counted, villages=villages), "bold")
    session.out.print(_severities(session, result, pack))
    _say_changes(session, result, out)
    session.tell(session.text("closing_rows", read=read, used=used, aside=aside))
    for remark in result.remarks:
        session.tell(remark.text(session.lang), "yellow")
    session.tell()
    session.tell(session.text("closing_open"), "bold")
    session.tell(f"  {out / outputs.SUMMARY_PAGE}")
    session.tell(f"  {out / outputs.TOWNSHIPS}")
    _say_next(session, result, out, aside)
    return _say_unused(session, result)


def _say_changes(session: Session, result: Result, out: Path) -> None:
    """What is exempt, and what became of the findings of the earlier run."""
    manifest = outputs.read_manifest(out) or {}
    counts = manifest.get("counts")
    if isinstance(counts, dict) and f"findings_{Change.NEW}" in counts:
        session.tell(session.text("closing_changes", **{change: counts[f"findings_{change}"] for change in Change}))
    if result.exempted.height:
        session.tell(session.text("closing_exempted", count=result.exempted.height))


def _severities(session: Session, result: Result, pack: Pack) -> Table:
    """Findings by severity and confidence."""
    rules = {rule.id: rule.severity.value for rule in pack.rules.values()}
    counted = result.findings.select(severity=pl.col("rule_id").replace_strict(rules), confidence="confidence")
    cells = {
        (severity, confidence): number
        for severity, confidence, number in counted.group_by("severity", "confidence").len().iter_rows()
    }
    confidences = ("firm", "review")
    table = Table(box=None, padding=(0, 2), header_style="dim")
    table.add_column("")
    for confidence in confidences:
        table.add_column(say(f"outputs.confidence_{confidence}").text(session.lang), justify="right")
    for severity, style in _STYLES.items():
        numbers = [str(cells.get((severity.value, confidence), 0)) for confidence in confidences]
        table.add_row(severity_word(severity, session.lang), *numbers, style=style)
    return table


def _say_next(session: Session, result: Result, out: Path, aside: int) -> None:
    """What a person can settle, so that the next run knows more."""
    steps = []
    if result.sheets.mapping_draft is not None:
        steps.append(session.text("next_mapping", file=out / outputs.MAPPING_DRAFT))
    if result.link_reviews.get_column("candidate").count():
        steps.append(session.text("next_reviews", file=out / outputs.REVIEW_BOOK))
    if aside:
        steps.append(session.text("next_aside", file=out / outputs.SET_ASIDE_BOOK))
    if steps:
        session.tell()
        session.tell(session.text("closing_next"), "bold")
    for step in steps:
        session.tell(f"  · {step}")


def _say_unused(session: Session, result: Result) -> bool:
    """Names the files and sheets that could not be used; true when there are none."""
    problems = [(file.file, file.problem) for file in result.sheets.files if file.problem is not None]
    for name, problem in problems:
        session.complain(say("cli.unused_file", file=name, problem=problem))
    return not problems and result.sheets.mapping_draft is None
