"""How long linking takes beside matching numbers alone, and how well it does: ``python -m benchmarks.linkage.speed``.

The same typed Parquet is linked by the same backend in the same run: by valid numbers alone, which is what anybody
would do first, and by everything; both write who is meant by which row. Beside them, the steps that match the numbers,
of which nothing is written but their table.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
from benchmarks.linkage import measuring
from benchmarks.linkage.lists import run
from benchmarks.linkage.population import Population, write_population
from benchmarks.tables import print_table
from benchmarks.timing import Job, machine, print_race, race, times_base

from huitoukan.engine import linkage
from huitoukan.engine.backends import Limits
from huitoukan.engine.linkage.exact import exact_steps
from huitoukan.engine.linkage.records import LISTS, REGISTRY, Records
from huitoukan.engine.linkage.registry import registry_steps
from huitoukan.engine.plan import Step
from huitoukan.policy import Pack, load_pack

PACK = Path(__file__).parent / "pack"
WRITTEN = ("out_links", "review")
"""What a run writes of its links; its other tables never leave the database."""
STEPS, BY_NUMBER, ALL = "steps of numbers alone", "run by numbers alone", "run by everything"


def main() -> None:
    """Write, link, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=1_000_000)
    given.add_argument("--damaged", type=int, default=70_000)
    given.add_argument("--runs", type=int, default=3)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--memory", help="as DuckDB writes it, like 3GB")
    options = given.parse_args()
    print(machine("duckdb", "polars"))
    pack = load_pack(PACK)
    with tempfile.TemporaryDirectory(prefix="huitoukan-bench-") as name:
        folder = Path(name)
        made = write_population(
            folder / "lists", pack, people=options.people, damaged=options.damaged, seed=options.seed
        )
        print(f"{options.people} people, {len(made.truth)} rows to link, {options.damaged} of them damaged\n")
        compare(pack, made, folder / "ways", options.runs, Limits(options.memory))
        links = pl.read_parquet(folder / "ways" / ALL / "out_links.parquet")
        show(made.truth, links)


def compare(pack: Pack, made: Population, scratch: Path, rounds: int, limits: Limits) -> None:
    """Every way in turn."""
    everything = linkage.steps(pack, made.present)
    ways: dict[str, tuple[tuple[Step, ...], Sequence[str]]] = {
        STEPS: (_number_steps(pack, made), ("linkage_exact",)),
        BY_NUMBER: (_without_rest(everything), WRITTEN),
        ALL: (everything, WRITTEN),
    }
    jobs: dict[str, Job] = {
        way: lambda out, steps=steps, tables=tables: run(steps, made.lists, out, tables=tables, limits=limits)  # type: ignore[misc]
        for way, (steps, tables) in ways.items()
    }
    costs = race(jobs, scratch, rounds=rounds, warm=False)
    print_race(costs, base=BY_NUMBER)
    clock, processor = times_base(costs[ALL], costs[STEPS])
    print(f"{ALL} takes {clock:.2f} times the {STEPS} by the clock, {processor:.2f} times by the processor\n")


def _number_steps(pack: Pack, made: Population) -> tuple[Step, ...]:
    listed, lists = (Records.of(pack, made.present, subjects) for subjects in (REGISTRY, LISTS))
    return (*registry_steps(listed), *exact_steps(lists))


def _without_rest(steps: Sequence[Step]) -> tuple[Step, ...]:
    """A run that leaves every row alone whose number is nobody's."""
    return tuple(
        replace(step, sql=f"SELECT * FROM ({step.sql}) WHERE FALSE") if step.name == "linkage_rest" else step
        for step in steps
    )


def show(truth: pl.DataFrame, links: pl.DataFrame) -> None:
    """Precision and recall by damage, and where name and birth date survive."""
    judged = measuring.judge(truth, links.select("kind", "row_id", who="person"))
    damaged = judged.filter(pl.col("damage").is_not_null())
    groups = [
        ("all damaged rows", damaged),
        ("name and birth date survive", damaged.filter("survives")),
        *((str(damage), part) for (damage,), part in damaged.group_by("damage", maintain_order=True)),
        ("undamaged", judged.filter(pl.col("damage").is_null())),
    ]
    print_table(
        ("", "rows", "recall", "precision", "wrong", "strangers linked"),
        (_line(name, measuring.figure(rows)) for name, rows in groups),
    )


def _line(name: str, figures: measuring.Figures) -> tuple[object, ...]:
    shares = f"{figures.recall:.4f}", f"{figures.precision:.4f}"
    return name, figures.rows, *shares, figures.wrong, figures.strangers


if __name__ == "__main__":
    main()
