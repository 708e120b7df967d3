"""How long the main job takes, against the bare reading of the same files in the same run.

Absolute seconds depend on the machine and on what else it does; the ratios are what to compare. ``make bench``
prints both, with the spread of the runs as the noise. Nothing here fails on a slow day.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fastexcel
import polars as pl

from huitoukan.engine import check, outputs
from huitoukan.engine.progress import Silent
from huitoukan.engine.sheets import read_folder
from huitoukan.policy import load_pack, parameters_on
from huitoukan.samples import PARAMETERS, write_county

AS_OF = dt.date(2026, 10, 31)


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--households", type=int, default=2500)
    given.add_argument("--runs", type=int, default=5)
    options = given.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="huitoukan-bench-") as folder:
        county = Path(folder) / "county"
        values = parameters_on(load_pack(), AS_OF)
        numbers = {name: float(str(values[name])) for name in PARAMETERS}
        summary = write_county(county, households=options.households, seed=1, as_of=AS_OF, parameters=numbers)
        print(f"{options.households} households, {sum(summary.rows.values())} rows in {len(summary.rows)} files\n")
        measure(county / "lists", Path(folder), options.runs)


def measure(lists: Path, scratch: Path, runs: int) -> None:
    """Every job in turn, ``runs`` times, so that a slow minute hits them alike."""
    jobs: dict[str, Callable[[Path], object]] = {
        "bare reading": lambda work: bare_reading(lists),
        "bare, to Parquet": lambda work: bare_parquet(lists, work),
        "reading": lambda work: reading(lists, work),
        "files to findings": lambda work: check(lists, as_of=AS_OF, work=work),
        "files to workbooks": lambda work: whole(lists, work),
    }
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(runs + 1):
        for name, job in jobs.items():
            took = timed(job, scratch / f"{name}-{number}")
            if number:  # the first round warms the caches and does not count
                seconds[name].append(took)
    base = seconds["bare reading"]
    print(f"{'':20}{'median s':>10}{'min':>8}{'max':>8}{'x bare':>9}")
    for name, taken in seconds.items():
        ratio = statistics.median(one / other for one, other in zip(taken, base, strict=True))
        print(f"{name:20}{statistics.median(taken):10.2f}{min(taken):8.2f}{max(taken):8.2f}{ratio:9.1f}")


def timed(job: Callable[[Path], object], work: Path) -> float:
    """Seconds of one job in a folder of its own."""
    work.mkdir()
    start = time.perf_counter()
    job(work)
    return time.perf_counter() - start


def bare_reading(lists: Path) -> int:
    """The fastest anybody reads these files: every sheet as text, nothing cleaned."""
    rows = 0
    for path in sorted(lists.rglob("*")):
        if path.suffix == ".csv":
            rows += len(bare_text(path))
        elif path.suffix in (".xlsx", ".xls"):
            book = fastexcel.read_excel(path)
            rows += sum(book.load_sheet(n, header_row=None, dtypes="string").height for n in book.sheet_names)
    return rows


def bare_text(path: Path) -> pl.DataFrame:
    """A text file, whatever its encoding."""
    return pl.read_csv(path, infer_schema=False, encoding="utf8-lossy", truncate_ragged_lines=True)


def bare_frames(lists: Path) -> Iterator[pl.DataFrame]:
    """The same sheets as frames."""
    for path in sorted(lists.rglob("*")):
        if path.suffix == ".csv":
            yield bare_text(path)
        elif path.suffix in (".xlsx", ".xls"):
            book = fastexcel.read_excel(path)
            for name in book.sheet_names:
                yield book.load_sheet(name, header_row=None, dtypes="string").to_polars()


def bare_parquet(lists: Path, work: Path) -> None:
    """As bare, but kept: a run needs its rows in a form that the database reads."""
    for number, frame in enumerate(bare_frames(lists)):
        frame.write_parquet(work / f"{number}.parquet", compression="lz4")


def reading(lists: Path, work: Path) -> None:
    """Our reading: header found, kind recognised, every cell cleaned and typed, written as Parquet."""
    read_folder(lists, pack=load_pack(), work=work, mapping=None, progress=Silent(), exclude=None)


def whole(lists: Path, work: Path) -> None:
    """The whole job of the command."""
    result = check(lists, as_of=AS_OF, work=work / "work")
    outputs.write(result, work / "out", pack=load_pack())


if __name__ == "__main__":
    main()
