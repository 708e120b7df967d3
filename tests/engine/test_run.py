"""The whole engine on a made-up county whose truth is known."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine import Result, check
from huitoukan.messages import Mendable
from huitoukan.policy import load_pack, parameters_on
from huitoukan.samples import PARAMETERS, write_county

AS_OF = dt.date(2026, 10, 31)
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Run:
    county: Path
    result: Result
    truth: dict[Key, str]

    @property
    def found(self) -> dict[Key, str]:
        columns = ("rule_id", "level", "household_no", "person_no", "confidence")
        return {row[:4]: row[4] for row in self.result.findings.select(columns).iter_rows()}

    def truly(self, need: str) -> set[Key]:
        return {key for key, value in self.truth.items() if value == need}

    def firm(self) -> set[Key]:
        return {key for key, confidence in self.found.items() if confidence == "firm"}


@pytest.fixture(scope="module", params=[5, 6])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("county")
    values = parameters_on(load_pack(), AS_OF)
    write_county(
        folder, households=600, seed=request.param, as_of=AS_OF, parameters={n: float(values[n]) for n in PARAMETERS}
    )  # type: ignore[arg-type]
    result = check(folder / "lists", as_of=AS_OF, work=folder / "work")
    with (folder / "truth" / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    truth = {(r["rule_id"], r["level"], r["household_no"], r["person_no"]): r["need"] for r in rows}
    return Run(folder, result, truth)


def test_every_plain_finding_is_found(run: Run) -> None:
    assert run.truly("plain") - run.found.keys() == set()


def test_nothing_untrue_is_said_as_firm(run: Run) -> None:
    assert run.firm() - run.truth.keys() == set()


def test_what_rests_on_a_repaired_row_is_never_firm(run: Run) -> None:
    assert run.firm() & (run.truly("repair") | run.truly("named")) == set()


def test_what_a_damaged_row_refutes_is_not_said_as_firm(run: Run) -> None:
    assert run.firm() & run.truly("false_without_repair") == set()


def test_every_finding_has_a_sentence_facts_and_rows(run: Run) -> None:
    result = run.result
    assert result.findings["sentence"].null_count() == 0
    ids = set(result.findings["finding_id"])
    assert set(result.finding_facts.collect()["finding_id"]) == ids
    assert set(result.finding_sources.collect()["finding_id"]) == ids


def test_source_rows_are_rows_of_their_list(run: Run) -> None:
    sources = run.result.finding_sources.filter(pl.col("row_id").is_not_null()).collect()
    for kind in sources["kind"].unique():
        known = pl.read_parquet(list(run.result.sheets.lists[kind]))["row_id"]
        assert set(sources.filter(pl.col("kind") == kind)["row_id"]) <= set(known)


def test_every_rule_could_be_judged(run: Run) -> None:
    assert [report.rule_id for report in run.result.rules if report.silent or report.missing] == []


def test_the_same_folder_gives_the_same_tables(run: Run) -> None:
    again = check(run.county / "lists", as_of=AS_OF, work=run.county / "again", threads=1)
    for table in ("findings", "finding_facts", "finding_sources", "links", "link_reviews", "households"):
        one, other = (getattr(result, table).lazy().collect() for result in (again, run.result))
        assert one.equals(other), table


def test_without_a_list_its_rules_are_reported_and_say_nothing(run: Run, tmp_path: Path) -> None:
    lists = {kind: paths for kind, paths in run.result.sheets.lists.items() if kind == "registered"}
    files = {report.file for report in run.result.sheets.sheets if report.kind in lists}
    folder = tmp_path / "lists"
    folder.mkdir()
    for file in files:
        (folder / file).write_bytes((run.county / "lists" / file).read_bytes())
    result = check(folder, as_of=AS_OF, work=tmp_path / "work")
    silent = {report.rule_id: report.missing for report in result.rules if report.silent}
    assert silent["insurance.none"] and silent["helper.none"] and silent["missed.burden"]
    assert not set(result.findings["rule_id"]) & silent.keys()
    own = Counter(r for r, *_ in run.found if r.startswith(("identity.", "household.", "income.sum")))
    assert own == Counter(r for r in result.findings["rule_id"] if r in own)


def test_a_folder_without_the_register_is_a_sentence(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    files = {report.file for report in run.result.sheets.sheets if report.kind == "deaths"}
    for file in files:
        (folder / file).write_bytes((run.county / "lists" / file).read_bytes())
    with pytest.raises(Mendable, match="监测对象信息"):
        check(folder, as_of=AS_OF, work=tmp_path / "work")
