"""The speed of the engine at full size: ``python -m benchmarks.scale.run`` from the root, with ``src`` on the path.

Without options it is small and takes a minute or two; ``--large`` is what the limits are set for: a million people,
ten million in growth. The snapshots and files go to a temporary folder (``TMPDIR`` says where).
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.scale import race
from benchmarks.scale.growth import show_growth, show_workbooks
from benchmarks.timing import machine

PARTS = ("race", "growth", "workbooks")


@dataclass(frozen=True, slots=True)
class Sizes:
    """People in each part."""

    race: int
    growth: tuple[int, ...]
    tight: tuple[int, ...]
    """Those of ``growth`` that are run with little memory as well."""
    workbooks: int


SMALL = Sizes(race=100_000, growth=(30_000, 100_000, 300_000), tight=(), workbooks=20_000)
LARGE = Sizes(
    race=1_000_000, growth=(100_000, 300_000, 1_000_000, 10_000_000), tight=(10_000_000,), workbooks=1_000_000
)


def main() -> None:
    """Measure the parts asked for and print."""
    options = _options()
    sizes = LARGE if options.large else SMALL
    growth = tuple(sorted(options.sizes or sizes.growth))
    tight = growth[-1:] if options.memory and options.sizes else sizes.tight
    memory = options.memory or "3GB"
    print(machine("duckdb", "polars", *(("pandas",) if find_spec("pandas") else ())) + "\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="huitoukan-bench-") as name:
        scratch = Path(name)
        if "race" in options.parts:
            with tempfile.TemporaryDirectory(dir=scratch) as own:
                race.show(Path(own), people=options.people or sizes.race, rounds=options.rounds)
        if "growth" in options.parts:
            show_growth(scratch, sizes=growth, repeats=options.repeats, tight=tight, memory=memory)
        if "workbooks" in options.parts:
            show_workbooks(scratch, people=options.files or sizes.workbooks, memory=options.memory)


def _options() -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="all without this")
    given.add_argument("--large", action="store_true", help="the sizes that the limits are set for")
    given.add_argument("--people", type=int, help="in the race")
    given.add_argument("--rounds", type=int, default=3, help="of the race")
    given.add_argument("--sizes", type=int, nargs="+", help="in growth, people")
    given.add_argument("--repeats", type=int, default=1, help="of each size in growth")
    given.add_argument("--files", type=int, help="people in the files that workbooks are made from")
    given.add_argument("--memory", help="the limit of the largest size in growth, and of workbooks, like 3GB")
    return given.parse_args()


if __name__ == "__main__":
    main()
