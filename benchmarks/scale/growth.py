"""How cost grows with people, by all rules, and what the whole way from files to workbooks takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.apart import run_apart
from benchmarks.tables import print_table

_JOBS = "benchmarks.scale.jobs"
_PEAKS = ("parent GB", "backend GB", "together GB")


@dataclass(frozen=True, slots=True)
class Run:
    """One job of one size, and what it said it cost (see :mod:`benchmarks.scale.jobs`)."""

    people: int
    rows: int
    memory: str | None
    said: dict[str, Any]

    @property
    def size(self) -> tuple[str, ...]:
        """As it begins a line."""
        return f"{self.people:,}", f"{self.rows:,}", self.memory or "free"

    @property
    def peaks(self) -> tuple[str, ...]:
        """As it ends a line."""
        memory = (f"{self.said[name]:.2f}" for name in ("parent", "backend", "together"))
        return *memory, f"{self.said['findings']:,}"


def show_growth(scratch: Path, *, sizes: Sequence[int], repeats: int, tight: Sequence[int], memory: str) -> None:
    """From typed Parquet to findings; ``tight`` sizes are run with no more than ``memory`` as well."""
    runs = [run for people in sizes for run in _judged(scratch, people, repeats, memory if people in tight else None)]
    print(f"From typed Parquet to findings, {runs[0].said['rules']} rules, median of {repeats}")
    header = ("people", "rows", "memory", "seconds", "processor s", *_PEAKS, "findings", "exponent")
    free = [run for run in runs if not run.memory]
    steps = {run.people: _exponent([before, run]) for before, run in pairwise(free)}
    print_table(header, (_line(run, steps) for run in runs))
    if len(free) > 1:
        clock, worked = _exponent(free), _exponent(free, by="processor")
        print(f"cost grows with people to the power of {clock:.2f} on the clock, {worked:.2f} in processor seconds\n")


def _judged(scratch: Path, people: int, repeats: int, memory: str | None) -> list[Run]:
    """Without a limit, and with one where there is one."""
    with TemporaryDirectory(dir=scratch) as name:
        folder = Path(name)
        rows = run_apart(_JOBS, "snapshot", folder / "snapshot", people)["rows"]
        limits: list[str | None] = [None, memory] if memory else [None]
        return [Run(people, rows, limit, _middle(folder, repeats, limit)) for limit in limits]


def _middle(folder: Path, repeats: int, memory: str | None) -> dict[str, Any]:
    """The run that took the median of seconds."""
    said = []
    for _ in range(repeats):
        with TemporaryDirectory(dir=folder) as work:
            said.append(run_apart(_JOBS, "judge", folder / "snapshot", work, *_limit(memory)))
    return sorted(said, key=lambda each: float(each["seconds"]))[(repeats - 1) // 2]


def _limit(memory: str | None) -> tuple[str, ...]:
    return ("--memory", memory) if memory else ()


def _line(run: Run, steps: dict[int, float]) -> tuple[str, ...]:
    exponent = f"{steps[run.people]:.2f}" if run.people in steps and not run.memory else ""
    return *run.size, f"{run.said['seconds']:.1f}", f"{run.said['processor']:.1f}", *run.peaks, exponent


def _exponent(runs: Sequence[Run], by: str = "seconds") -> float:
    """The power of people that cost grows with: the slope of the line through the logarithms."""
    return linear_regression([log(run.people) for run in runs], [log(run.said[by]) for run in runs]).slope


def show_workbooks(scratch: Path, *, people: int, memory: str | None = None) -> None:
    """From files to workbooks, once."""
    with TemporaryDirectory(dir=scratch) as name:
        folder = Path(name)
        rows = run_apart(_JOBS, "files", folder / "lists", people)["rows"]
        said = run_apart(_JOBS, "workbooks", folder / "lists", folder, *_limit(memory))
    print(f"From files to {said['workbooks']} workbooks, {said['rules']} rules")
    stages = ("sheets", "judging", "outputs")
    header = ("people", "rows", "memory", *stages, "all s", "processor s", *_PEAKS, "findings")
    run = Run(people, rows, memory, said)
    print_table(header, [(*run.size, *(f"{said[s]:.1f}" for s in (*stages, "seconds", "processor")), *run.peaks)])
