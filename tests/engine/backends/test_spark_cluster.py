"""A county with everything wrong that we know of, on DuckDB and on a real Spark cluster: a master and two workers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.engine.backends import cluster

from huitoukan.engine import Result, check, outputs
from huitoukan.engine.results import FINDING_FACTS, FINDING_SOURCES, FINDINGS, LINK_REVIEWS, LINKS
from huitoukan.policy import load_pack, parameters_on
from huitoukan.samples import PARAMETERS, write_county

AS_OF = dt.date(2026, 10, 31)
LIBRARY = Path("library")
"""It has all that the baseline has, so one run on the cluster judges both."""
TABLES = {
    "findings": FINDINGS,
    "finding_facts": FINDING_FACTS,
    "finding_sources": FINDING_SOURCES,
    "links": LINKS,
    "link_reviews": LINK_REVIEWS,
}

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(not cluster.java_is_there(), reason="Spark needs Java, and this machine has none"),
]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    numbers = parameters_on(load_pack(), AS_OF)
    given = {name: float(str(numbers[name])) for name in PARAMETERS}
    write_county(folder, households=300, seed=5, as_of=AS_OF, parameters=given)
    return folder / "lists"


@pytest.fixture(scope="module")
def decisions(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review workbook of a first run: of every third row the first candidate is the person."""
    out = tmp_path_factory.mktemp("first") / "out"
    outputs.write(check(county, as_of=AS_OF), out, pack=load_pack())
    book = load_workbook(out / "review-links.xlsx")
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    place = [header.index(name) + 1 for name in ("来源文件", "来源表", "来源行")]
    seen: set[tuple[object, ...]] = set()
    for row in range(2, sheet.max_row + 1):
        where = tuple(sheet.cell(row, column).value for column in place)
        if where not in seen and len(seen) % 3 == 0 and sheet.cell(row, header.index("候选人") + 1).value:
            sheet.cell(row, header.index("决定") + 1, "是")
        seen.add(where)
    path = out.parent / "decided.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def on_duckdb(county: Path, decisions: Path) -> Result:
    return check(county, as_of=AS_OF, policy=LIBRARY, decisions=[decisions])


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[cluster.Cluster]:
    with cluster.running(tmp_path_factory.mktemp("cluster") / "spark") as running:
        yield running


@pytest.fixture(scope="module")
def on_spark(up: cluster.Cluster, county: Path, decisions: Path) -> Result:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SPARK_CONF_DIR", str(up.settings))
        environment.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        return check(
            county,
            as_of=AS_OF,
            policy=LIBRARY,
            decisions=[decisions],
            engine="spark",
            master=up.master,
            shared=str(up.shared),
            memory="1GB",
        )


def test_a_cluster_gives_what_duckdb_gives(on_duckdb: Result, on_spark: Result, up: cluster.Cluster) -> None:
    _every_way_to_link_and_every_kind_of_rule_was_used(on_spark)
    differing = {table: rows for table in TABLES if (rows := _differing(table, on_duckdb, on_spark))}
    assert differing == {}
    assert on_spark.households.equals(on_duckdb.households)
    assert up.executors() == {"worker-0", "worker-1"}
    assert list(up.shared.iterdir()) == []
    assert on_spark.engine == "spark"


def _differing(table: str, on_duckdb: Result, on_spark: Result) -> list[tuple[object, ...]]:
    """Rows that one of the two lacks; all of the table where only their order differs."""
    here, there = (getattr(result, table).lazy().collect() for result in (on_duckdb, on_spark))
    columns = list(TABLES[table])
    only = here.join(there, on=columns, how="anti", nulls_equal=True)
    more = there.join(here, on=columns, how="anti", nulls_equal=True)
    return [*only.rows(), *more.rows()] or ([] if here.equals(there) else here.rows())


def _every_way_to_link_and_every_kind_of_rule_was_used(result: Result) -> None:
    methods = {*result.links.collect()["method"], *result.finding_sources.collect()["method"]}
    assert methods >= {"own", "exact", "household_no", "bridge", "scored", "decided", "absent"}
    assert set(result.link_reviews["reason"]) == {"undecided", "other_name", "nobody"}
    assert set(result.findings["confidence"]) == {"firm", "review"}
    rules = load_pack().rules
    fired = {report.rule_id for report in result.rules if report.findings}
    assert {rules[name].kind for name in fired & rules.keys()} == {rule.kind for rule in rules.values()}
    assert len(fired & rules.keys()) > 0.9 * len(rules)
