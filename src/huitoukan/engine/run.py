"""The whole job: a folder of spreadsheets in, explained findings out."""

from __future__ import annotations

import datetime as dt
import shutil
import time
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from huitoukan.engine import backends, linkage, workplace
from huitoukan.engine.backends import LOCAL, Engine, Limits
from huitoukan.engine.facts.blank_columns import columns_filled_in
from huitoukan.engine.facts.book import FactBook
from huitoukan.engine.facts.steps import fact_tables
from huitoukan.engine.findings import finding_steps
from huitoukan.engine.following import exempt, read_exemptions
from huitoukan.engine.linkage.decision_files import read_decisions
from huitoukan.engine.linkage.decisions import place_decisions
from huitoukan.engine.plan import Plan
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
from huitoukan.messages import Mendable, Message, say
from huitoukan.policy import Pack, load_pack, parameters_on
from huitoukan.policy.expressions.folding import Constant
from huitoukan.policy.models import Subject

_ORDERS = {
    "findings": ("finding_id",),
    "finding_facts": ("finding_id", "position"),
    "finding_sources": tuple(FINDING_SOURCES),
    "out_links": tuple(LINKS),
    "review": tuple(LINK_REVIEWS),
    "households": ("township",),
}
"""Enough columns to tell rows apart, so that the order does not depend on the run."""
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
    decisions: Sequence[Path] = (),
    exemptions: Sequence[Path] = (),
    memory: str | None = None,
    threads: int | None = None,
    engine: str = "duckdb",
    master: str = LOCAL,
    shared: str | None = None,
    work: Path | None = None,
    exclude: Path | None = None,
    progress: Progress | None = None,
) -> Result:
    """Judge every household and person in the spreadsheets of ``folder`` as on ``as_of``.

    ``policy`` is a pack's folder (None: the baseline), ``parameters`` replace its numbers by name; ``mapping`` says
    what unclear sheets are, ``decisions`` (the earliest file first) what people decided about unclear links,
    ``exemptions`` which findings were accepted as exempt, why and until when.
    ``memory`` (like ``3GB``) and ``threads`` limit the database, which is ``engine``: ``duckdb``, or ``spark`` with its
    ``master`` and the folder ``shared`` with its machines (:class:`huitoukan.engine.backends.Engine`). Intermediate
    files go to ``work`` and are needed as long as the result is used (without it they go to a folder of their own that
    is removed with the result); ``exclude`` is a folder inside ``folder`` not to read.

    Raises :class:`huitoukan.messages.Mendable` with a sentence for everything the user can mend.
    """
    job = _Job(
        folder=folder,
        as_of=as_of,
        policy=policy,
        overrides=parameters or {},
        mapping=mapping,
        decisions=decisions,
        exemptions=exemptions,
        limits=Limits(memory, threads),
        engine=Engine(engine, master, shared),
        exclude=exclude,
        progress=progress or Silent(),
    )
    return job.run(work) if work else _run_in_own_folder(job)


def _run_in_own_folder(job: _Job) -> Result:
    """The lists hold personal data: their folder goes when nobody holds the result any more, or the run failed."""
    own = workplace.make()
    try:
        result = job.run(own)
    except BaseException:
        shutil.rmtree(own, ignore_errors=True)
        raise
    weakref.finalize(result, shutil.rmtree, own, ignore_errors=True)
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One run as it was asked for; see :func:`check`."""

    folder: Path
    as_of: dt.date
    policy: Path | None
    overrides: Mapping[str, str]
    mapping: Path | None
    decisions: Sequence[Path]
    exemptions: Sequence[Path]
    limits: Limits
    engine: Engine
    exclude: Path | None
    progress: Progress

    def run(self, work: Path) -> Result:
        """Read, link, judge; intermediate files go to ``work``."""
        pack = load_pack(self.policy)
        values = parameters_on(pack, self.as_of, self.overrides)
        # what people wrote by hand is looked at first: a slip in it should not cost a whole run
        decided = read_decisions(self.decisions, pack) if self.decisions else None
        filed = read_exemptions(self.exemptions) if self.exemptions else None
        timings: dict[str, float] = {}
        with _timed("sheets", timings):
            sheets = self._read(pack, work / "sheets")
        if Subject.REGISTERED not in sheets.lists:
            raise _no_registered(pack, sheets)
        judging = Judging(pack, self.as_of, values, work, decided, self.limits, self.engine, self.progress)
        result = judging.judge(sheets, timings)
        return result if filed is None else _exempted(result, filed, pack)

    def _read(self, pack: Pack, work: Path) -> Sheets:
        mapping = load_mapping(self.mapping) if self.mapping else None
        return read_folder(
            self.folder, pack=pack, work=work, mapping=mapping, progress=self.progress, exclude=self.exclude
        )


@dataclass(frozen=True, slots=True)
class Judging:
    """Judges typed lists, wherever they come from: read from spreadsheets, or handed over by a program."""

    pack: Pack
    as_of: dt.date
    parameters: Mapping[str, Constant]
    """Every parameter of the pack, see :func:`~huitoukan.policy.parameters_on`."""
    work: Path
    """A folder for intermediate files, needed as long as the result is used."""
    decisions: pl.DataFrame | None = None
    """What people decided about candidates, see :data:`huitoukan.engine.linkage.decisions.DECISIONS`."""
    limits: Limits = field(default_factory=Limits)
    engine: Engine = field(default_factory=Engine)
    progress: Progress = field(default_factory=Silent)

    def judge(self, sheets: Sheets, timings: Mapping[str, float] | None = None) -> Result:
        """Link, work out the facts, judge; ``sheets`` must hold a registered list.

        ``timings`` are those of earlier parts of the job. Raises :class:`Mendable` as :func:`check` does.
        """
        decided, remarks = self._place_decisions(sheets)
        book = FactBook(self.pack, columns_filled_in(sheets, self.pack), self.as_of, self.parameters)
        rules = RuleBook(book, self.pack.rules.values())
        plan = _plan(rules, sheets, decided, self.work / "results", Values(self.as_of, self.parameters))
        spent = dict(timings or {})
        with _timed("judging", spent):
            scratch, stage = self.work / "scratch", say("engine.judging")
            backends.run(
                plan, scratch=scratch, limits=self.limits, engine=self.engine, progress=self.progress, stage=stage
            )
        return _result(
            rules,
            sheets,
            plan,
            as_of=self.as_of,
            parameters=self.parameters,
            remarks=remarks,
            timings=spent,
            engine=self.engine.name,
        )

    def _place_decisions(self, sheets: Sheets) -> tuple[Path | None, tuple[Message, ...]]:
        """Where they lie, and what is to be said of them."""
        if self.decisions is None or self.decisions.is_empty():
            return None, ()
        out = self.work / "decisions.parquet"
        return out, place_decisions(self.decisions, pack=self.pack, sheets=sheets, out=out)


def _no_registered(pack: Pack, sheets: Sheets) -> Mendable:
    """Nothing can be checked without the register; a file that could not be read may well be it."""
    title = pack.kinds[Subject.REGISTERED].title
    problems = [file.problem for file in sheets.files if file.problem]
    if problems:
        return Mendable(say("engine.no_registered_unread", title=title, problems=problems))
    return Mendable(say("engine.no_registered", title=title))


def _plan(rules: RuleBook, sheets: Sheets, decided: Path | None, out: Path, values: Values) -> Plan:
    pack, present = rules.book.pack, sheets.present
    tables = fact_tables(rules.book, rules.facts(), values)
    inputs = {f"list_{kind}": paths for kind, paths in sheets.lists.items()}
    if decided:
        inputs["decisions"] = (decided,)
    steps = (
        *linkage.steps(pack, present, decisions=decided is not None, roster_rows=tables.roster_rows),
        *tables.steps,
        *finding_steps(rules, tables, values),
    )
    out.mkdir(parents=True, exist_ok=True)
    outputs = {table: out / f"{name}.parquet" for name, (table, _) in _TABLES.items()}
    return Plan(inputs, steps, {**outputs, "households": out / "households.parquet"}, _ORDERS)


def _result(
    rules: RuleBook,
    sheets: Sheets,
    plan: Plan,
    *,
    as_of: dt.date,
    parameters: Mapping[str, Constant],
    remarks: tuple[Message, ...],
    timings: Mapping[str, float],
    engine: str,
) -> Result:
    tables = {name: _scan(plan.outputs[table], columns) for name, (table, columns) in _TABLES.items()}
    pack, findings = rules.book.pack, tables["findings"].collect()
    return Result(
        as_of=as_of,
        pack=pack.id,
        pack_version=pack.version,
        parameters=parameters,
        sheets=sheets,
        findings=findings,
        finding_facts=tables["finding_facts"],
        finding_sources=tables["finding_sources"],
        links=tables["links"],
        link_reviews=tables["link_reviews"].collect(),
        rules=tuple(_reports(pack, rules, findings)),
        households=pl.read_parquet(plan.outputs["households"]),
        remarks=remarks,
        timings=timings,
        engine=engine,
    )


def _exempted(result: Result, filed: pl.DataFrame, pack: Pack) -> Result:
    """``result`` with the exempt findings set apart."""
    apart = exempt(result.findings, filed, pack=pack, as_of=result.as_of)
    counts = dict(apart.findings.group_by("rule_id").len().iter_rows())
    return replace(
        result,
        findings=apart.findings,
        exempted=apart.exempted,
        exemptions=apart.ledger,
        rules=tuple(replace(rule, findings=counts.get(rule.rule_id, 0)) for rule in result.rules),
        remarks=(*result.remarks, *apart.remarks),
    )


def _scan(path: Path, columns: Mapping[str, object]) -> pl.LazyFrame:
    """A result table with its columns; its rows are in order."""
    return pl.scan_parquet(path, glob=False).select(list(columns)).cast(dict(columns))  # type: ignore[arg-type]


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
