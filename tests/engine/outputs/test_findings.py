from __future__ import annotations

import json

import polars as pl
import pytest

from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.findings import FINDING_COLUMNS, tabulate_findings
from huitoukan.engine.results import Result
from huitoukan.policy.models import Pack


@pytest.fixture(scope="module")
def table(result: Result, pack: Pack) -> pl.DataFrame:
    return tabulate_findings(Edition(result, pack))


def test_every_finding_is_a_row_with_its_rules_words(table: pl.DataFrame, result: Result) -> None:
    assert tuple(table.columns) == FINDING_COLUMNS
    assert table.get_column("rule_id").to_list() == result.findings.get_column("rule_id").to_list()
    burden = table.row(by_predicate=pl.col("household_no") == "R000001", named=True)
    assert (burden["title"], burden["kind"], burden["severity"]) == ("医疗负担重而未登记", "missed", "urgent")
    assert burden["advice"] == "入户核对户口簿和身份证，在系统中更正。"


def test_facts_and_sources_are_json(table: pl.DataFrame) -> None:
    first = table.row(0, named=True)
    assert json.loads(first["facts"]) == {"证件号码": "990123********000X"}
    sources = json.loads(first["sources"])
    assert sources[0] == {
        "fact": "年龄", "file": "监测对象信息.xlsx", "sheet": "Sheet1", "row": 4, "list": "registered",
        "method": "own", "score": None,
    }  # fmt: skip
    assert {source["method"] for source in sources} == {"own", "absent", "exact", "scored"}
    scored = next(source for source in sources if source["method"] == "scored")
    assert scored["score"] == 12.346
    for column in ("facts", "sources"):
        assert all(json.loads(text) for text in table.get_column(column))


def test_id_numbers_are_masked_wherever_they_stand(table: pl.DataFrame, result: Result) -> None:
    text = table.write_csv()
    for number in result.findings.get_column("id_no"):
        assert number not in text
    roster_only = table.row(by_predicate=pl.col("household_no") == "R000002", named=True)
    assert roster_only["person_no"] == "990123********502X"
    assert table.get_column("person_no").to_list()[0] == "P000000000"


def test_full_ids_are_written_when_asked_for(result: Result, pack: Pack) -> None:
    table = tabulate_findings(Edition(result, pack, full_ids=True))
    assert table.get_column("id_no").to_list() == result.findings.get_column("id_no").to_list()
    assert table.get_column("person_no").to_list() == result.findings.get_column("person_no").to_list()


def test_a_finding_without_facts_or_sources_has_empty_json(result: Result, pack: Pack) -> None:
    from dataclasses import replace

    bare = replace(result, finding_facts=result.finding_facts.clear(), finding_sources=result.finding_sources.clear())
    table = tabulate_findings(Edition(bare, pack))
    assert set(table.get_column("facts")) == {"{}"}
    assert set(table.get_column("sources")) == {"[]"}
