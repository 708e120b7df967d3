"""The real backend: plans in, Parquet out, and a wall around it."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import polars as pl
import pytest

from huitoukan.engine.backends import BackendFailed, Limits, run, wire
from huitoukan.engine.backends.duckdb import SMALL
from huitoukan.engine.plan import Plan, Step
from huitoukan.messages import Mendable, Message, say


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Plan]:
    source, out = tmp_path / "in" / "it's.parquet", tmp_path / "out" / "b.parquet"
    source.parent.mkdir()
    out.parent.mkdir()
    pl.DataFrame({"n": [1, 2, 3], "name": ["甲", "乙", "丙"]}).write_parquet(source)
    steps = (
        Step("a2", "SELECT n * 2 AS n, name FROM a WHERE n < $limit", {"limit": 3}),
        Step(
            "b",
            "SELECT *, CAST($day AS DATE) AS day, $text AS said FROM a2",
            {"day": dt.date(2026, 10, 31), "text": "it's"},
        ),
    )
    return Plan({"a": (source,)}, steps, {"b": out})


def with_step(plan: Plan, sql: str, values: Mapping[str, str] | None = None) -> Plan:
    return Plan(plan.inputs, (Step("tried", sql, values or {}),), {})


def test_steps_run_in_order_with_bound_values(plan: Plan, tmp_path: Path) -> None:
    run(plan, scratch=tmp_path / "scratch")
    out = pl.read_parquet(plan.outputs["b"]).sort("n")
    assert out.rows() == [(2, "甲", dt.date(2026, 10, 31), "it's"), (4, "乙", dt.date(2026, 10, 31), "it's")]


def test_files_with_other_columns_are_one_table(plan: Plan, tmp_path: Path) -> None:
    more = tmp_path / "in" / "more.parquet"
    pl.DataFrame({"n": [9], "extra": ["x"]}).write_parquet(more)
    both = Plan({"a": (*plan.inputs["a"], more)}, (Step("b", "SELECT n, name, extra FROM a"),), plan.outputs)
    run(both, scratch=tmp_path / "scratch")
    assert (9, None, "x") in pl.read_parquet(plan.outputs["b"]).rows()


def test_a_large_list_is_read_where_it_is_and_nothing_else_is(plan: Plan, tmp_path: Path) -> None:
    large, small = tmp_path / "in" / "large's.parquet", plan.inputs["a"][0]
    pl.DataFrame({"n": Random(1).randbytes(SMALL + 1)}, schema={"n": pl.Binary}).write_parquet(large)
    assert large.stat().st_size > SMALL
    out = tmp_path / "out" / "b.parquet"
    reading = Plan({"a": (small,), "large": (large,)}, (Step("b", "SELECT COUNT(n) AS n FROM large"),), {"b": out})
    run(reading, scratch=tmp_path / "scratch")
    assert pl.read_parquet(out).rows() == [(1,)]
    stolen = Step("b", "SELECT * FROM read_parquet('{}')".format(str(small).replace("'", "''")))
    with pytest.raises(BackendFailed, match="Permission"):
        run(Plan(reading.inputs, (stolen,), reading.outputs), scratch=tmp_path / "scratch")


def test_outputs_are_sorted_as_asked_and_their_tables_stay_for_later_steps(plan: Plan, tmp_path: Path) -> None:
    many = tmp_path / "in" / "many.parquet"
    pl.DataFrame({"n": [*range(300_000)]}).write_parquet(many)
    steps = (
        Step("kept", "SELECT NULLIF(n * 7919 % 300000, $none) AS n FROM many", {"none": 5}),
        Step("last", "SELECT n + $more AS n FROM kept", {"more": 1}),
    )
    outputs = {name: tmp_path / "out" / f"{name}.parquet" for name in ("many", "kept", "last")}
    orders = {"kept": ("n",), "last": ("n",)}
    run(Plan({"many": (many,)}, steps, outputs, orders), scratch=tmp_path / "scratch", limits=Limits("100MB", 2))
    numbers = [n for n in range(300_000) if n != 5]
    assert pl.read_parquet(outputs["kept"])["n"].to_list() == [*numbers, None]
    assert pl.read_parquet(outputs["last"])["n"].to_list() == [*(n + 1 for n in numbers), None]
    assert pl.read_parquet(outputs["many"])["n"].sum() == sum(range(300_000))


def test_nothing_is_left_behind(plan: Plan, tmp_path: Path) -> None:
    run(plan, scratch=tmp_path / "scratch", limits=Limits("500MB", 1))
    assert list((tmp_path / "scratch").iterdir()) == []


ESCAPES = [
    "SELECT * FROM read_parquet('{source}')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM '{source}'",
    "SELECT getenv('HOME')",
    "SELECT 1; ATTACH '{source}.db'",
    "SELECT 1; COPY a TO '{source}.stolen'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT 1; SET enable_external_access = true",
    "SELECT 1; INSTALL httpfs",
]


@pytest.mark.parametrize("sql", ESCAPES)
def test_sql_cannot_leave_its_tables(sql: str, plan: Plan, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    source = str(plan.inputs["a"][0]).replace("'", "''")
    with pytest.raises(BackendFailed, match="step tried"):
        run(with_step(plan, sql.format(source=source)), scratch=tmp_path / "scratch")
    assert {p for p in tmp_path.rglob("*") if p.name != "scratch"} == set(before)


def test_a_fault_names_its_step(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(BackendFailed, match=r"step tried: .*nope"):
        run(with_step(plan, "SELECT nope FROM a"), scratch=tmp_path / "scratch")


def test_too_little_memory_is_a_sentence(plan: Plan, tmp_path: Path) -> None:
    hungry = with_step(plan, "SELECT LIST(i) AS all FROM range(90000000) t(i)")
    with pytest.raises(Mendable, match="内存不足"):
        run(hungry, scratch=tmp_path / "scratch", limits=Limits("60MB", 1))


def test_the_backend_ends_with_whoever_started_it(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "huitoukan.engine.backends.duckdb"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdin
    assert child.stdout
    with child:
        endless = "SELECT COUNT(*) AS n FROM range(10000000000) a(x), range(1000) b(y) WHERE x * y % 7 = 3"
        plan = Plan({}, (Step("quick", "SELECT 1 AS n"), Step("endless", endless)), {})
        settings = {"own": str(tmp_path), "memory": None, "threads": 1}
        child.stdin.write(json.dumps(settings) + "\n" + wire.dump(plan) + "\n")
        child.stdin.flush()
        assert json.loads(child.stdout.readline()) == {"done": "quick"}  # it is at work on what never ends
        child.stdin.close()
        assert child.wait(timeout=20) != 0


def test_limits_reach_the_database(plan: Plan, tmp_path: Path) -> None:
    asked = (
        "SELECT current_setting('threads') AS threads, current_setting('lock_configuration') AS locked,"
        " parse_formatted_bytes(current_setting('memory_limit')) AS memory"
    )
    out = plan.outputs["b"]
    asking = Plan({}, (Step("b", asked),), {"b": out})
    run(asking, scratch=tmp_path / "scratch", limits=Limits("500MB", 1))
    threads, locked, memory = pl.read_parquet(out).row(0)
    assert (threads, locked) == (1, True)
    assert 450e6 < memory <= 500e6
    run(asking, scratch=tmp_path / "scratch")
    assert pl.read_parquet(out)["memory"].item() <= min(
        6e9, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2
    )


def test_progress_counts_every_table(plan: Plan, tmp_path: Path) -> None:
    class Heard:
        def __init__(self) -> None:
            self.total, self.done, self.ended = 0, 0, False

        def start(self, stage: Message, total: int) -> None:
            self.total = total

        def advance(self, done: Message | None = None, steps: int = 1) -> None:
            self.done += steps

        def finish(self) -> None:
            self.ended = True

    heard = Heard()
    run(plan, scratch=tmp_path / "scratch", progress=heard, stage=say("engine.judging"))
    assert (heard.total, heard.done, heard.ended) == (4, 4, True)


def test_a_plan_survives_the_wire(plan: Plan) -> None:
    assert wire.load(wire.dump(plan)) == plan


def test_its_process_loads_nothing_that_plans_or_reads() -> None:
    code = "import sys; import huitoukan.engine.backends.duckdb; print({'polars', 'pydantic', 'sqlglot'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
