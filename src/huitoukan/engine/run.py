"""The whole job: a folder of spreadsheets in, explained findings out."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from huitoukan.engine import backends, linkage
from huitoukan.engine.backends import Limits
from huitoukan.engine.facts.book import FactBook
from huitoukan.engine.facts.steps import fact_tables
from huitoukan.engine.findings import finding_steps
from huitoukan.engine.households import households_step
from huitoukan.engine.linkage.decisions import load_decisions
from huitoukan.engine.plan import Plan, Step
from huitoukan.engine.progress import Progress, Silent
from huitoukan.engine.results import (
    FINDING_FACTS,
    FINDING_SOURCES,
    FINDINGS,
    LINK_REVIEWS,
    LINKS,
    Result,
    RuleReport,
    Sheets,
)
from huitoukan.engine.rules import RuleBook
from huitoukan.engine.sheets import load_mapping, read_folder
from huitoukan.engine.sql import Values
from huitoukan.messages import Mendable, say
from huitoukan.policy import Pack, load_pack, parameters_on
from huitoukan.policy.expressions.folding import Constant
from huitoukan.policy.models import Subject

_TABLES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "findings": ("findings", FINDINGS),
    "finding_facts": ("finding_facts", FINDING_FACTS),
    "finding_sources": ("finding_sources", FINDING_SOURCES),
    "links": ("out_links", LINKS),
    "link_reviews": ("review", LINK_REVIEWS),
}


def check(
    folder: Path,
    *,
    as_of: dt.date,
    policy: Path | None = None,
    parameters: Mapping[str, str] | None = None,
    mapping: Path | None = None,
    decisions: Path | None = None,
    memory: str | None = None,
    threads: int | None = None,
    work: Path | None = None,
    exclude: Path | None = None,
    progress: Progress | None = None,
) -> Result:
    """Judge every household and person in the spreadsheets of ``folder`` as on ``as_of``.

    ``policy`` is a pack's folder (None: the baseline), ``parameters`` replace its numbers by name; ``mapping`` says
    what unclear sheets are, ``decisions`` what a person decided about unclear links. ``memory`` (like ``3GB``) and
    ``threads`` limit the database. Intermediate files go to ``work`` and are needed as long as the result is used;
    ``exclude`` is a folder inside ``folder`` not to read.

    Raises :class:`huitoukan.messages.Mendable` with a sentence for everything the user can mend.
    """
    progress = progress or Silent()
    work = work or Path(tempfile.mkdtemp(prefix="huitoukan-"))
    pack = load_pack(policy)
    values = parameters_on(pack, as_of, parameters)
    timings: dict[str, float] = {}
    with _timed("sheets", timings):
        sheets = read_folder(
            folder,
            pack=pack,
            work=work / "sheets",
            mapping=load_mapping(mapping) if mapping else None,
            progress=progress,
            exclude=exclude,
        )
    if Subject.REGISTERED not in sheets.lists:
        raise Mendable(say("engine.no_registered", title=pack.kinds[Subject.REGISTERED].title))
    decided = load_decisions(decisions, sheets, work / "decisions.parquet") if decisions else None
    rules = RuleBook(FactBook(pack, sheets.present, as_of, values), pack.rules.values())
    with _timed("judging", timings):
        plan = _plan(rules, sheets, decided, work / "results", Values(as_of, values))
        limits = Limits(memory, threads)
        backends.run(plan, scratch=work / "scratch", limits=limits, progress=progress, stage=say("engine.judging"))
    return _result(rules, sheets, plan, as_of=as_of, parameters=values, timings=timings)


def _plan(rules: RuleBook, sheets: Sheets, decided: Path | None, out: Path, values: Values) -> Plan:
    pack, present = rules.book.pack, sheets.present
    tables = fact_tables(rules.book, rules.facts(), values)
    inputs = {f"list_{kind}": paths for kind, paths in sheets.lists.items()}
    if decided:
        inputs["decisions"] = (decided,)
    steps: tuple[Step, ...] = (
        *linkage.steps(pack, present, decisions=decided is not None),
        *tables.steps,
        *finding_steps(rules, tables, values),
        households_step(present),
    )
    out.mkdir(parents=True, exist_ok=True)
    outputs = {table: out / f"{name}.parquet" for name, (table, _) in _TABLES.items()}
    return Plan(inputs, steps, {**outputs, "households": out / "households.parquet"})


def _result(
    rules: RuleBook,
    sheets: Sheets,
    plan: Plan,
    *,
    as_of: dt.date,
    parameters: Mapping[str, Constant],
    timings: Mapping[str, float],
) -> Result:
    frames = {name: _frame(plan.outputs[table], columns) for name, (table, columns) in _TABLES.items()}
    pack = rules.book.pack
    return Result(
        as_of=as_of,
        pack=pack.id,
        pack_version=pack.version,
        parameters=parameters,
        sheets=sheets,
        rules=tuple(_reports(pack, rules, frames["findings"])),
        households=pl.read_parquet(plan.outputs["households"]).sort("township"),
        timings=timings,
        **frames,
    )


def _frame(path: Path, columns: Mapping[str, object]) -> pl.DataFrame:
    """A result table with its columns, in an order that does not depend on the run."""
    return pl.read_parquet(path).select(list(columns)).sort(list(columns), nulls_last=True)


def _reports(pack: Pack, rules: RuleBook, findings: pl.DataFrame) -> Iterator[RuleReport]:
    counts = dict(findings.group_by("rule_id").len().iter_rows())
    silent = {rule.id for rule in rules.silent}
    for rule in pack.rules.values():
        yield RuleReport(rule.id, counts.get(rule.id, 0), rules.missing(rule), rule.id in silent)


@contextmanager
def _timed(name: str, timings: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    timings[name] = time.perf_counter() - start
