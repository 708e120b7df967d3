"""The same lists say the same, whatever the order of the files and however many threads work on them."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine import backends, check
from huitoukan.engine.backends import Limits
from huitoukan.engine.plan import Plan
from huitoukan.policy import load_pack, parameters_on
from huitoukan.samples import PARAMETERS, write_county

AS_OF = dt.date(2026, 10, 31)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The plan of a county, as it is handed to a backend."""
    folder = tmp_path_factory.mktemp("county")
    numbers = parameters_on(load_pack(), AS_OF)
    given = {name: float(str(numbers[name])) for name in PARAMETERS}
    write_county(folder, households=300, seed=9, as_of=AS_OF, parameters=given)
    handed: list[Plan] = []
    run = backends.run

    def overhear(plan: Plan, **settings: object) -> None:
        handed.append(plan)
        run(plan, **settings)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("huitoukan.engine.run.backends.run", overhear)
        check(folder / "lists", as_of=AS_OF, work=folder / "work")
    return handed[0]


def tables(plan: Plan) -> dict[str, pl.DataFrame]:
    """What a run of ``plan`` left, rows in one order."""
    frames = {name: pl.read_parquet(path) for name, path in plan.outputs.items()}
    return {name: frame.sort(frame.columns, nulls_last=True) for name, frame in frames.items()}


def shuffled(plan: Plan, seed: int, folder: Path) -> Plan:
    """The same rows in many small files, in any order of rows and files."""
    chance = random.Random(seed)
    inputs = {}
    for name, paths in plan.inputs.items():
        rows = pl.concat([pl.read_parquet(path) for path in paths], how="diagonal").sample(
            fraction=1, shuffle=True, seed=seed
        )
        pieces = list(rows.iter_slices(chance.choice((50, 300, 5000)))) or [rows]
        parts = [folder / f"{name}-{number}.parquet" for number in range(len(pieces))]
        for piece, part in zip(pieces, parts, strict=True):
            piece.write_parquet(part)
        inputs[name] = tuple(chance.sample(parts, len(parts)))
    out = folder / "out"
    out.mkdir()
    return Plan(inputs, plan.steps, {name: out / f"{name}.parquet" for name in plan.outputs})


@pytest.mark.parametrize(("seed", "threads"), [(1, 1), (2, 2), (3, 7), (4, 16)])
def test_findings_do_not_depend_on_threads_or_order(seed: int, threads: int, plan: Plan, tmp_path: Path) -> None:
    other = shuffled(plan, seed, tmp_path)
    backends.run(other, scratch=tmp_path / "scratch", limits=Limits(threads=threads))
    once, again = tables(plan), tables(other)
    for name, frame in once.items():
        assert frame.equals(again[name]), name


def test_files_may_come_under_any_name(plan: Plan, tmp_path: Path) -> None:
    """Files are read by name, so other names are another order: who is found and why stays."""
    lists = tmp_path / "lists"
    lists.mkdir()
    source = next(iter(plan.inputs.values()))[0].parents[3] / "lists"
    for number, path in enumerate(sorted(source.iterdir(), reverse=True)):
        (lists / f"{number:02}{path.name}").write_bytes(path.read_bytes())
    columns = ["rule_id", "level", "household_no", "person_no", "confidence", "sentence"]
    one = check(source, as_of=AS_OF).findings.select(columns).sort(columns)
    other = check(lists, as_of=AS_OF).findings.select(columns).sort(columns)
    assert one.height > 100
    assert one.equals(other)
