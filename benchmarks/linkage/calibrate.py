"""What each level of comparison is worth, beside what the pack says: ``python -m benchmarks.linkage.calibrate``.

Splink (group ``calibration``) estimates how often each level is met by rows and the people they mean (m) and by rows
and anybody else (u), on made-up counties whose truth is known; a weight is log2(m / u). The levels are those of the
engine, from the same SQL, over the tables the engine compares: rows without a good number, and everybody known.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterable, Mapping
from math import log2
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from benchmarks.linkage.counties import read_truth, write_and_read
from benchmarks.linkage.lists import run
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from huitoukan.engine import linkage
from huitoukan.engine.linkage.comparing import LEVEL_WEIGHTS, levels_sql
from huitoukan.policy import load_pack

_ALIAS = re.compile(r"\b([lr])\.(\w+)")
_COMPARED = (
    *("name", "pinyin", "pinyin_key", "shape", "sex", "township", "village", "phone", "other_phone"),
    *("birth_listed", "birth_id", "birth_loose", "digits", "prefix", "sure"),
)
_BY_RARITY = ("name_same", "name_homophone", "name_look_alike")
"""To these the engine adds the rarity of the name itself; Splink's figure is that of an average name."""
_SEEN = 1e-7
"""A smaller share of random pairs was met once or twice, if at all."""
_PAIRS = 2e7
"""Random pairs for u: a level that one pair in a million meets is met twenty times."""


def main() -> None:
    """Make counties, estimate, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--households", type=int, default=2500)
    given.add_argument("--seeds", type=int, default=3, help="so many plain and so many hard counties")
    options = given.parse_args()
    wanted = [(seed, hard) for seed in range(1, options.seeds + 1) for hard in (False, True)]
    rows, people = (
        pl.concat(parts) for parts in zip(*(_county(s, options.households, hard=h) for s, h in wanted), strict=True)
    )
    print(f"{len(wanted)} counties, {len(rows)} rows without a good number, {len(people)} records of people")
    for line in _table(estimate(rows, people)):
        print(line)


def _county(seed: int, households: int, *, hard: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``linkage_loose`` and ``linkage_known`` with ``who``: whom a row truly means, and who a record is."""
    with tempfile.TemporaryDirectory(prefix="huitoukan-calibrate-") as name:
        folder = Path(name)
        sheets = write_and_read(folder, seed=seed, households=households, hard=hard)
        tables = ("linkage_loose", "linkage_known", "linkage_subject")
        run(linkage.steps(load_pack(), sheets.present), sheets.lists, folder / "out", tables=tables)
        loose, known, subject = (pl.read_parquet(folder / "out" / f"{table}.parquet") for table in tables)
        truth = read_truth(folder / "county" / "truth" / "links.csv", sheets)
    county = f"{seed}{'h' if hard else 'p'}"
    who = pl.format(f"{county}/{{}}", "who")
    means = truth.drop_nulls("person").unique(["kind", "row_id"]).select("kind", "row_id", who="person")
    rows = loose.filter(pl.col("class").is_in(["damaged", "broken"])).join(means, on=["kind", "row_id"])
    names = subject.select(person_id="subject_id", who="person_no")
    people = known.join(names, on="person_id")
    return tuple(  # type: ignore[return-value]  # two frames in, two out
        frame.select(*_COMPARED, who, county=pl.lit(county)) for frame in (rows, people)
    )


def estimate(rows: pl.DataFrame, people: pl.DataFrame) -> Mapping[str, tuple[float, float]]:
    """Weight → its m and u."""
    database = DuckDBAPI(duckdb.connect())
    tables = [
        database.register(frame.with_row_index("unique_id").to_arrow(), dataset_display_name=name)
        for name, frame in (("l_rows", rows), ("r_people", people))
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[_comparison(column, sql) for column, sql in levels_sql().items() if column != "phone_level"],
        blocking_rules_to_generate_predictions=[block_on("county")],
    )
    linker = Linker(tables, settings, log_level=30)
    linker.training.estimate_u_using_random_sampling(max_pairs=_PAIRS, seed=1)
    linker.training.estimate_m_from_label_column("who")
    found = linker.misc.save_model_to_json()
    # Random pairs hold true ones too, and where numbers agree hardly any others: those are taken out again.
    true = rows.join(people, on="who").height / (len(rows) * len(people))
    return {name: (m, max(0.0, u - true * m) / (1 - true)) for name, (m, u) in _weights(found["comparisons"])}


def _comparison(column: str, sql: str) -> dict[str, Any]:
    """One thing compared, as Splink has it: a level for each weight, unknown where a side does not say."""
    level = "(" + _ALIAS.sub(r'"\2_\1"', sql) + ")"
    levels = [{"sql_condition": f"{level} IS NULL", "label_for_charts": "unknown", "is_null_level": True}]
    levels += [
        {"sql_condition": f"{level} = {value}", "label_for_charts": name}
        for value, name in LEVEL_WEIGHTS[column].items()
    ]
    return {"output_column_name": column, "comparison_levels": levels}


def _weights(comparisons: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, tuple[float, float]]]:
    for comparison in comparisons:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                yield level["label_for_charts"], (level.get("m_probability") or 0.0, level.get("u_probability") or 0.0)


def _table(found: Mapping[str, tuple[float, float]]) -> Iterable[str]:
    ours = load_pack().linkage.weights.model_dump()
    rarity = "+ rarity"
    yield f"{'weight':24}{'m':>12}{'u':>12}{'log2(m/u)':>11}{'pack':>8}"
    for name, (m, u) in found.items():
        value = f"{log2(m / u):11.1f}" if m and u > _SEEN else f"{'-':>11}"
        whole = rarity if name in _BY_RARITY else ""
        yield f"{name:24}{m:12.2e}{u:12.2e}{value}{ours[name]:8.1f} {whole}".rstrip()


if __name__ == "__main__":
    main()
