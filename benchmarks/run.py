"""How long the main job takes, against the bare reading of the same files in the same run.

``make bench`` prints seconds and ratios, with the spread of the rounds as the noise (:mod:`benchmarks.timing`). Nothing
here fails on a slow day.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl
from benchmarks.timing import Job, machine, print_race, race, times_base

from huitoukan.engine import check, outputs
from huitoukan.engine.progress import Silent
from huitoukan.engine.sheets import read_folder
from huitoukan.policy import load_pack, parameters_on
from huitoukan.samples import PARAMETERS, write_county

BARE = "bare reading"
AS_OF = dt.date(2026, 10, 31)


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--households", type=int, default=2500)
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
        "bare, to Parquet": lambda work: bare_parquet(lists, work),
        "reading": lambda work: reading(lists, work),
    }
    if not reading_alone:
        jobs["files to findings"] = lambda work: check(lists, as_of=AS_OF, work=work)
        jobs["files to workbooks"] = lambda work: whole(lists, work)
    costs = race(jobs, scratch, rounds=rounds)
    print_race(costs, base=BARE)
    clock, processor = times_base(costs["reading"], costs[BARE])
    print(f"reading takes {clock:.2f} times the bare reading by the clock, {processor:.2f} times by the processor")


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
