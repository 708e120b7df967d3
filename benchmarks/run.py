"""How long the main job takes, against the bare reading of the same files in the same run.

``make bench`` prints seconds and ratios, with the spread of the rounds as the noise (:mod:`benchmarks.timing`). Nothing
here fails on a slow day.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fastexcel
import polars as pl
from benchmarks.timing import Job, machine, print_race, race, times_base

from huitoukan.engine import check, outputs
from huitoukan.engine.progress import Silent
from huitoukan.engine.sheets import read_folder
from huitoukan.engine.sheets.reading import AHEAD
from huitoukan.policy import load_pack, parameters_on
from huitoukan.samples import PARAMETERS, write_county

BARE = "bare reading"
BARE_KEPT = "bare, to Parquet"
"""With what reading is for: a run needs its rows in a form that the database reads."""
BARE_AHEAD = "bare reading ahead"
"""As many files at a time as ours reads."""
AS_OF = dt.date(2026, 10, 31)
COUNTY = 30_000
"""Households: some hundred thousand people. Of a few thousand, a process spends its time on other things than cells."""


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--households", type=int, default=COUNTY, help=f"{COUNTY} unless given, as a county has")
    given.add_argument("--runs", type=int, default=5)
    given.add_argument("--reading", action="store_true", help="measure the reading alone")
    options = given.parse_args()
    print(machine("duckdb", "polars", "fastexcel"))
    with tempfile.TemporaryDirectory(prefix="huitoukan-bench-") as folder:
        county = Path(folder) / "county"
        values = parameters_on(load_pack(), AS_OF)
        numbers = {name: float(str(values[name])) for name in PARAMETERS}
        summary = write_county(county, households=options.households, seed=1, as_of=AS_OF, parameters=numbers)
        print(f"{options.households} households, {sum(summary.rows.values())} rows in {len(summary.rows)} files\n")
        compare(county / "lists", Path(folder) / "jobs", options.runs, reading_alone=options.reading)


def compare(lists: Path, scratch: Path, rounds: int, *, reading_alone: bool) -> None:
    """Every job on the same files, or those that only read them."""
    jobs: dict[str, Job] = {
        BARE: lambda work: bare_reading(lists),
        BARE_AHEAD: lambda work: bare_reading(lists, at_once=AHEAD),
        BARE_KEPT: lambda work: bare_parquet(lists, work),
        "reading": lambda work: reading(lists, work),
    }
    if not reading_alone:
        jobs["files to findings"] = lambda work: check(lists, as_of=AS_OF, work=work)
        jobs["files to workbooks"] = lambda work: whole(lists, work)
    costs = race(jobs, scratch, rounds=rounds)
    print_race(costs, base=BARE)
    for base in (BARE, BARE_KEPT, BARE_AHEAD):
        clock, processor = times_base(costs["reading"], costs[base])
        print(f"reading takes {clock:.2f} times the {base} by the clock, {processor:.2f} times by the processor")


def bare_reading(lists: Path, *, at_once: int = 1) -> int:
    """The fastest anybody reads these files: every sheet as columns of text, nothing cleaned, so many files at a time.

    A sheet that the reader has merely loaded is in a form of its own, of which nothing can be asked.
    """
    with ThreadPoolExecutor(at_once) as pool:
        return sum(pool.map(lambda path: sum(frame.height for frame in bare_frames(path)), bare_files(lists)))


def bare_files(lists: Path) -> list[Path]:
    """The spreadsheets of a folder."""
    return [path for path in sorted(lists.rglob("*")) if path.suffix in (".csv", ".xlsx", ".xls")]


def bare_frames(path: Path) -> Iterator[pl.DataFrame]:
    """The sheets of a file; a text file whatever its encoding."""
    if path.suffix == ".csv":
        yield pl.read_csv(path, infer_schema=False, encoding="utf8-lossy", truncate_ragged_lines=True)
        return
    book = fastexcel.read_excel(path)
    for name in book.sheet_names:
        yield book.load_sheet(name, header_row=None, dtypes="string").to_polars()


def bare_parquet(lists: Path, work: Path) -> None:
    """As bare, and kept as ours keeps it."""
    frames = (frame for path in bare_files(lists) for frame in bare_frames(path))
    for number, frame in enumerate(frames):
        frame.write_parquet(work / f"{number}.parquet", compression="uncompressed")


def reading(lists: Path, work: Path) -> None:
    """Our reading: header found, kind recognised, every cell cleaned and typed, written as Parquet."""
    read_folder(lists, pack=load_pack(), work=work, mapping=None, progress=Silent(), exclude=None)


def whole(lists: Path, work: Path) -> None:
    """The whole job of the command."""
    result = check(lists, as_of=AS_OF, work=work / "work")
    outputs.write(result, work / "out", pack=load_pack())


if __name__ == "__main__":
    main()
