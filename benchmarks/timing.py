"""What jobs cost, side by side in one run.

Absolute seconds depend on the machine and on what else it does; ratios within one round are what to compare, and how
far they lie apart from round to round is the noise. Seconds of the processor suffer less from company than the clock.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.tables import print_table

Job = Callable[[Path], object]
"""What is measured; it gets an empty folder of its own."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run of a job, in seconds: on the clock, and of all processors together."""

    seconds: float
    processor: float


def machine(*packages: str) -> str:
    """Where and when this was measured, with the versions of what was measured."""
    versions = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in packages)]
    today = dt.datetime.now().astimezone().date()
    return f"{today}, {platform.machine()}, {os.cpu_count()} cores, {', '.join(versions)}"


def measure(job: Callable[[], object]) -> Cost:
    """One run, with what the processes cost that it started and waited for."""
    start, before = time.perf_counter(), _processor_seconds()
    job()
    return Cost(time.perf_counter() - start, _processor_seconds() - before)


def _processor_seconds() -> float:
    return sum(os.times()[:4])  # user and system, of this process and of those it has waited for


def race(jobs: Mapping[str, Job], scratch: Path, *, rounds: int, warm: bool = True) -> dict[str, list[Cost]]:
    """Every job in turn, ``rounds`` times, so that a slow minute hits them alike.

    A ``warm`` round before the others fills the caches and does not count. What a job left behind in its last run is in
    the folder of its name in ``scratch``.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in jobs}
    for number in range(-warm, rounds):
        for name, job in jobs.items():
            folder = scratch / name
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            cost = measure(lambda job=job, folder=folder: job(folder))  # type: ignore[misc]
            if number >= 0:
                costs[name].append(cost)
    return costs


def times_base(taken: Sequence[Cost], base: Sequence[Cost]) -> tuple[float, float]:
    """How many times ``base`` a job takes, each round for itself: by the clock and by the processor, the median."""
    pairs = list(zip(taken, base, strict=True))
    clock = median(one.seconds / other.seconds for one, other in pairs)
    return clock, median(one.processor / other.processor for one, other in pairs)


def print_race(costs: Mapping[str, Sequence[Cost]], *, base: str) -> None:
    """Seconds of each job, and its ratio to ``base`` within a round: the median, and from where to where."""
    header = ("", "median s", "min", "max", "processor s", f"x {base}", "min", "max", "x processor")
    print_table(header, (_line(name, taken, costs[base]) for name, taken in costs.items()))


def _line(name: str, taken: Sequence[Cost], base: Sequence[Cost]) -> tuple[str, ...]:
    seconds, processor = [cost.seconds for cost in taken], [cost.processor for cost in taken]
    ratios = [one.seconds / other.seconds for one, other in zip(taken, base, strict=True)]
    clock, worked = times_base(taken, base)
    shown = (median(seconds), min(seconds), max(seconds), median(processor), clock, min(ratios), max(ratios), worked)
    return name, *(f"{figure:.2f}" for figure in shown)
