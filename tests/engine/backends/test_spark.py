"""Spark on this machine: what SQL means there is what it means to DuckDB, and what goes wrong is a sentence."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine.backends import BackendFailed, Engine, Limits, run, wire
from huitoukan.engine.plan import Plan, Step, Value
from huitoukan.messages import Mendable

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java, and this machine has none"),
]
ROWS = pl.DataFrame(
    {
        "n": [1, 2, 3, 4, None, 6],
        "x": [0.285, -0.125, 1.005, 2.5, None, 1e20],
        "name": ["张三丰", "张三封", "a\\b", "it's :v0 $v1", None, ""],
        "code": ["33010219900101123X", "330102199001E01", " 12", "12.7", None, "١٢"],
        "day": [dt.date(990, 1, 1), dt.date(2024, 2, 29), dt.date(2026, 10, 31), None, None, dt.date(1900, 1, 1)],
        "yes": [True, False, None, True, None, False],
        "g": ["甲", "甲", "乙", "乙", "乙", "😀"],
    }
)
NASTY = "'; DROP TABLE a; -- \\ \n \" ` :v1 $v2 {x} 😀"
SELECTS: Mapping[str, tuple[str, Mapping[str, Value]]] = {
    "bound": (
        "SELECT n, $text AS text, CAST($day AS DATE) AS day, $half * n AS half, $big + n AS big, $yes AS yes,"
        " CAST($none AS VARCHAR) AS none, name || $text AS both FROM a WHERE name <> $name OR name IS NULL",
        {
            "text": NASTY,
            "day": dt.date(2026, 10, 31),
            "half": 0.5,
            "big": 10**12,
            "yes": True,
            "none": None,
            "name": "it's :v0 $v1",
        },
    ),
    "literals": ("SELECT n, 'a\\b''c；\"' AS odd, name = 'a\\b' AS same FROM a", {}),
    "edits": (
        "SELECT l.n AS l, r.n AS r, levenshtein(l.name, r.name) AS names, levenshtein(l.code, r.code) AS codes"
        " FROM a l CROSS JOIN a r",
        {},
    ),
    "rounded": ("SELECT n, round(x, 2) AS two, round(x, 3) AS three, round(x * 100, 4) AS four FROM a", {}),
    "choices": (
        "SELECT g, min_by(name, x) AS least, max_by(name, x) AS most, arg_min_null(name, -n) AS last,"
        " min_by(n, x) FILTER (WHERE yes) AS kept, min_by(day, n) FILTER (WHERE yes AND day IS NOT NULL) AS day"
        " FROM a GROUP BY g",
        {},
    ),
    "orders": (
        "SELECT n, row_number() OVER (ORDER BY name, n) AS up, row_number() OVER (ORDER BY x DESC, n) AS down,"
        " rank() OVER (PARTITION BY g ORDER BY day DESC NULLS LAST) AS place,"
        " lead(n) OVER (ORDER BY g, n) AS next FROM a",
        {},
    ),
    "texts": (
        "SELECT n, length(name) AS long, substr(name, 2) AS tail, substr(name, 1, 0) AS none, right(code, 3) AS last,"
        " split_part(code, '.', 2) AS part, substr(code, 1, instr(code || '.', '.') - 1) AS first, concat_ws('；', name, code, g) AS joined, contains(name, ':v') AS holds,"
        " starts_with(code, '33') AS begins, ends_with(code, 'X') AS ends, lpad(CAST(n AS VARCHAR), 2, '0') AS wide,"
        " replace(name, '张', '') AS gone, upper(code) AS upper, name LIKE '张_丰' AS liked, name LIKE 'a\\%' AS odd,"
        " name IN (g, '') AS one_of, translate(code, '0123456789', '') AS rest FROM a",
        {},
    ),
    "numbers": (
        "SELECT n, n % 4 AS rest, -n % 4 AS below, x / nullif(n - 1, 0) AS share, CASE WHEN abs(x) < 1e15 THEN floor(x / 3.0) END AS floor,"
        " abs(x) AS size, least(x, n) AS least, greatest(n, 2) AS most, coalesce(n, 0) * 100 AS times,"
        " CAST(n AS VARCHAR) AS text FROM a",
        {},
    ),
    "days": (
        "SELECT n, year(day) * 12 + month(day) - 1 AS month, CAST(day AS VARCHAR) AS text,"
        " replace(CAST(day AS VARCHAR), '-', '') AS short, TRY_CAST('2023-02-' || '3' || CAST(n AS VARCHAR) AS DATE) AS no,"
        " TRY_CAST('2024-02-29' AS DATE) AS leap, day > CAST('2000-01-01' AS DATE) AS late FROM a",
        {},
    ),
    "truths": (
        "SELECT g, bool_or(yes) AS any, bool_and(yes) AS every, coalesce(bool_or(yes AND n > 99), FALSE) AS none,"
        " count(DISTINCT n) FILTER (WHERE yes) AS kept, count(*) AS rows, max(yes) AS most FROM a GROUP BY g",
        {},
    ),
    "sums": (
        "SELECT g, CAST(coalesce(SUM(CAST(round(x, 4) AS DECIMAL(38, 4))) FILTER (WHERE n < 6), 0) AS DOUBLE) AS sum,"
        " SUM(n) AS whole FROM a GROUP BY g",
        {},
    ),
    "sets": (
        "SELECT n FROM a WHERE g NOT IN (SELECT g FROM a WHERE n = 1) OR n IN (SELECT n FROM a WHERE yes)"
        " UNION SELECT n FROM a l WHERE NOT EXISTS (SELECT 1 FROM a r WHERE r.n = l.n + 1)",
        {},
    ),
    "rows": ("SELECT v.rule, v.word, a.n FROM (VALUES (1, 'x'), (2, 'y')) AS v(rule, word) JOIN a ON a.n = v.rule", {}),
    "nothing": ("SELECT CAST(NULL AS INTEGER) AS rule, '' AS word, NULL AS void WHERE FALSE", {}),
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odd [name] {x}") / "it's*.parquet"
    ROWS.write_parquet(path)
    return path


@pytest.fixture(scope="module")
def answers(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, pl.DataFrame]]:
    """Every SELECT on each engine, rows in one order."""
    more = source.with_name("more.parquet")
    pl.DataFrame({"n": [9], "extra": ["x"], "g": ["丙"]}).write_parquet(more)
    steps = tuple(Step(name, sql, values) for name, (sql, values) in SELECTS.items())
    steps += (Step("wider", "SELECT n, name, extra FROM b"),)
    found = {}
    for engine in (Engine(), Engine("spark", "local[2]")):
        out = tmp_path_factory.mktemp(engine.name)
        outputs = {step.name: out / f"{step.name}.parquet" for step in steps}
        run(Plan({"a": (source,), "b": (source, more)}, steps, outputs), scratch=out / "scratch", engine=engine)
        assert list((out / "scratch").iterdir()) == []
        found[engine.name] = {name: pl.read_parquet(path) for name, path in outputs.items()}
    return found


@pytest.mark.parametrize("name", [*SELECTS, "wider"])
def test_both_engines_give_the_same(name: str, answers: dict[str, dict[str, pl.DataFrame]]) -> None:
    duckdb, spark = answers["duckdb"][name], answers["spark"][name]
    assert duckdb.columns == spark.columns
    assert in_order(spark.cast(dict(duckdb.schema))) == in_order(duckdb)


def in_order(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    return sorted(frame.iter_rows(), key=repr)


def test_a_fault_names_its_step_and_leaves_nothing(source: Path, tmp_path: Path) -> None:
    broken = Plan({"a": (source,)}, (Step("tried", "SELECT nope FROM a"),), {})
    with pytest.raises(BackendFailed, match=r"step tried: .*nope"):
        run(broken, scratch=tmp_path / "scratch", engine=Engine("spark", "local[1]"), limits=Limits("600MB", 1))
    assert list((tmp_path / "scratch").iterdir()) == []


EMPTY = Plan({}, (), {})


def test_a_master_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    nobody = Engine("spark", "spark://127.0.0.1:9", str(tmp_path))
    with pytest.raises(Mendable, match=r"连不上 Spark 集群“spark://127\.0\.0\.1:9”"):
        run(EMPTY, scratch=tmp_path, engine=nobody)


def test_a_machine_without_java_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(Mendable, match="Java 17"):
        run(EMPTY, scratch=tmp_path, engine=Engine("spark"))


def test_without_the_extra_it_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "sitecustomize.py"
    blocked.write_text("import sys; sys.modules['pyspark'] = None\n", "utf-8")
    paths = [str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
    with pytest.raises(Mendable, match=r"pip install huitoukan\[spark\]"):
        run(EMPTY, scratch=tmp_path / "scratch", engine=Engine("spark"))


def test_a_cluster_needs_a_shared_folder() -> None:
    with pytest.raises(Mendable, match="--shared"):
        Engine("spark", "spark://somewhere:7077")


def test_an_unknown_engine_is_a_sentence() -> None:
    with pytest.raises(Mendable, match="duckdb、spark"):
        Engine("sqlite")


@pytest.mark.parametrize(
    ("amount", "megabytes"), [("3GB", "2861m"), ("512MiB", "512m"), ("1.5GIB", "1536m"), ("2TB", "1907348m")]
)
def test_memory_is_written_as_spark_wants_it(amount: str, megabytes: str) -> None:
    from huitoukan.engine.backends.spark_session import spark_memory

    assert spark_memory(amount) == megabytes


def test_spark_ends_with_whoever_started_it_and_clears_its_shared_folder(source: Path, tmp_path: Path) -> None:
    copies = [f"a a{number}" for number in range(14)]
    endless = Step("endless", f"SELECT COUNT(*) AS n FROM {' CROSS JOIN '.join(copies)} WHERE a0.n * a13.n % 7 = 3")
    plan = Plan({"a": (source,)}, (Step("quick", "SELECT n FROM a"), endless), {"endless": tmp_path / "out.parquet"})
    settings = {
        "own": str(tmp_path),
        "memory": None,
        "threads": 1,
        "master": "local[1]",
        "shared": str(tmp_path / "it"),
    }
    module = [sys.executable, "-m", "huitoukan.engine.backends.spark"]
    with subprocess.Popen(
        module, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin and child.stdout and child.stderr
        child.stdin.write(json.dumps(settings) + "\n" + wire.dump(plan) + "\n")
        child.stdin.flush()
        while json.loads(child.stdout.readline()) != {"done": "quick"}:
            pass
        assert len(list((tmp_path / "it").iterdir())) == 1
        child.kill()
        child.stderr.read()  # ends when Java has ended, too
    assert list((tmp_path / "it").iterdir()) == []
