"""The engine against what somebody would write by hand for 25 rules, in SQL and in pandas.

All begin with the same typed Parquet and end with findings, facts and source rows in Parquet. Numbers are all right, so
that matching numbers finds every link and the others need no more.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks.apart import run_apart
from benchmarks.scale import counts
from benchmarks.scale.files import Files, by_kind
from benchmarks.scale.population import AS_OF
from benchmarks.timing import Job, print_race, race

from huitoukan.engine import backends, linkage
from huitoukan.engine.facts.book import FactBook
from huitoukan.engine.facts.steps import fact_tables
from huitoukan.engine.findings import finding_steps
from huitoukan.engine.plan import Plan, Step
from huitoukan.engine.results import Sheets
from huitoukan.engine.rules import RuleBook
from huitoukan.engine.run import Judging
from huitoukan.engine.snapshots import open_snapshot
from huitoukan.engine.sql import Values
from huitoukan.policy import Pack, load_pack, parameters_on

RULES = (
    "identity.checksum", "identity.sex", "relation.sex", "death.still_listed", "education.neither", "education.dropout",
    "labour.able", "labour.severe_disability", "insurance.none", "insurance.conflict", "insurance.both",
    "disability.unrecorded", "disability.no_care_subsidy", "allowance.after_death", "household.head", "household.size",
    "household.phone_shared", "medical.burden", "disability.new_severe", "housing.unsafe", "income.below_line",
    "income.sum", "monitor.no_measure", "monitor.removed_at_risk", "entry.vehicle",
)  # fmt: skip
_RESULTS = ("findings", "finding_facts", "finding_sources", "households")
_BY_HAND = "by hand in SQL"


def show(scratch: Path, *, people: int, rounds: int) -> None:
    """Measure, print, and compare what was found."""
    snapshot = scratch / "snapshot"
    rows = run_apart("benchmarks.scale.jobs", "snapshot", snapshot, people, "--wrong-share", 0)["rows"]
    print(f"{len(RULES)} rules over {people} people, {rows} rows in {len(by_kind(snapshot))} lists, {rounds} rounds")
    pack = load_pack()
    pack = pack.model_copy(update={"rules": {rule: pack.rules[rule] for rule in RULES}})
    jobs: dict[str, Job] = {
        "engine": partial(_judge, pack, by_kind(snapshot)),
        "engine, linked before": _linked_before(pack, snapshot, scratch / "linked"),
        _BY_HAND: partial(_run_module, "benchmarks.scale.handwritten", snapshot),
    }
    if find_spec("pandas"):
        jobs["in pandas"] = partial(_run_module, "benchmarks.scale.pandas_rules", snapshot)
    else:
        print("without pandas, which is not installed (dependency group bench)")
    print_race(race(jobs, scratch / "jobs", rounds=rounds), base=_BY_HAND)
    _compare(scratch / "jobs", jobs, by_kind(snapshot)["registered"])


def _run_module(module: str, snapshot: Path, out: Path) -> None:
    """In a process of its own, as the engine's backend is."""
    subprocess.run([sys.executable, "-m", module, str(snapshot), str(out)], check=True)


def _judge(pack: Pack, lists: Files, work: Path) -> None:
    """What a run does after reading."""
    Judging(pack, AS_OF, parameters_on(pack, AS_OF), work).judge(open_snapshot(lists, pack=pack, work=work))


def _linked_before(pack: Pack, snapshot: Path, linked: Path) -> Job:
    """Links once; the job is what the plan does after that, from Parquet to Parquet."""
    sheets = open_snapshot(by_kind(snapshot), pack=pack, work=linked)
    lists = {f"list_{kind}": paths for kind, paths in sheets.lists.items()}
    linking, judging = _halves(pack, sheets)
    wanted = {step.name for step in linking} & {word for step in judging for word in re.findall(r"\w+", step.sql)}
    tables = {name: linked / f"{name}.parquet" for name in sorted(wanted)}
    backends.run(Plan(lists, linking, tables), scratch=linked / "scratch")
    inputs = {**lists, **{name: (path,) for name, path in tables.items()}}

    def job(work: Path) -> None:
        results = work / "results"
        results.mkdir()
        plan = Plan(inputs, judging, {name: results / f"{name}.parquet" for name in _RESULTS})
        backends.run(plan, scratch=work / "scratch")

    return job


def _halves(pack: Pack, sheets: Sheets) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The plan of a run: the steps of linkage, and those of facts, rules and findings."""
    parameters = parameters_on(pack, AS_OF)
    values = Values(AS_OF, parameters)
    rules = RuleBook(FactBook(pack, sheets.present, AS_OF, parameters), pack.rules.values())
    tables = fact_tables(rules.book, rules.facts(), values)
    linking = linkage.steps(pack, sheets.present, roster_rows=tables.roster_rows)
    return linking, (*tables.steps, *finding_steps(rules, tables, values))


def _compare(left: Path, names: Iterable[str], registered: Sequence[Path]) -> None:
    """Whether everybody found what the script by hand found."""
    clear = counts.clear_people(registered)
    base = counts.of_tables(left / _BY_HAND, clear)
    print(f"{_BY_HAND}: {counts.total(base)}, without households of people who share a number")
    for name in (name for name in names if name != _BY_HAND):
        results = left / name / "results"
        found = counts.of_results(results, clear) if results.exists() else counts.of_tables(left / name, clear)
        different = counts.differences(base, found)
        print(f"{name}: {'not the same' if different else 'the same'}", *different, sep="\n  ")
    print()
