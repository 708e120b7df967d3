"""How long linking takes beside matching numbers alone, and how well it does: ``python -m benchmarks.linkage.speed``.

The same typed Parquet is linked twice by the same backend in the same run: only by valid numbers (what anybody would
do first), and by everything. The ratio is what to compare; seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import polars as pl
from benchmarks.linkage import measuring
from benchmarks.linkage.lists import OUTPUTS, run
from benchmarks.linkage.population import Population, write_population

from huitoukan.engine import linkage
from huitoukan.engine.backends import Limits
from huitoukan.engine.linkage.exact import exact_steps
from huitoukan.engine.linkage.records import record_steps
from huitoukan.engine.linkage.registry import registry_steps
from huitoukan.engine.plan import Step
from huitoukan.policy import Pack, load_pack

PACK = Path(__file__).parent / "pack"


def main() -> None:
    """Write, link, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=1_000_000)
    given.add_argument("--damaged", type=int, default=70_000)
    given.add_argument("--runs", type=int, default=3)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--memory", help="as DuckDB writes it, like 3GB")
    options = given.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    pack = load_pack(PACK)
    with tempfile.TemporaryDirectory(prefix="huitoukan-bench-") as name:
        folder = Path(name)
        made = write_population(
            folder / "lists", pack, people=options.people, damaged=options.damaged, seed=options.seed
        )
        print(f"{options.people} people, {len(made.truth)} rows to link, {options.damaged} of them damaged\n")
        limits = Limits(options.memory)
        race(pack, made, folder, options.runs, limits)
        links = pl.read_parquet(folder / "all" / "out_links.parquet")
        show(made.truth, links)


def race(pack: Pack, made: Population, folder: Path, runs: int, limits: Limits) -> None:
    """Both ways in turn, so that a slow minute hits them alike."""
    ways: dict[str, tuple[tuple[Step, ...], Sequence[str]]] = {
        "numbers alone": ((*record_steps(pack, made.present), *registry_steps(), *exact_steps()), ("linkage_exact",)),
        "all": (linkage.steps(pack, made.present), OUTPUTS),
    }
    taken: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(runs):
        for way, (steps, tables) in ways.items():
            start, before = time.perf_counter(), _processor_seconds()
            run(steps, made.lists, folder / way, tables=tables, limits=limits)
            taken[way].append((time.perf_counter() - start, _processor_seconds() - before))
    print(f"{'':15}{'seconds':>10}{'processor seconds':>20}")
    medians = {way: [statistics.median(each) for each in zip(*times, strict=True)] for way, times in taken.items()}
    for way, (seconds, processor) in medians.items():
        print(f"{way:15}{seconds:10.1f}{processor:20.1f}")
    ratios = [everything / numbers for numbers, everything in zip(*medians.values(), strict=True)]
    print(f"{'ratio':15}{ratios[0]:10.2f}{ratios[1]:20.2f}\n")


def _processor_seconds() -> float:
    """Of the processes that have run for us so far: what else the machine does counts less than on the clock."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
    print(f"{'':36}{'rows':>9}{'recall':>9}{'precision':>11}{'wrong':>7}{'strangers linked':>18}")
    for name, rows in groups:
        figures = measuring.figure(rows)
        print(
            f"{name:36}{figures.rows:9}{figures.recall:9.4f}{figures.precision:11.4f}{figures.wrong:7}"
            f"{figures.strangers:18}"
        )


if __name__ == "__main__":
    main()
