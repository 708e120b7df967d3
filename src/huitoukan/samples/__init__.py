"""A made-up county for trying things out: messy lists as offices hold them, and the truth behind them.

Nobody in it exists: names are common characters put together, numbers begin with 99, places are invented.
Lists are written as xlsx and csv; the old xls format is not written, for want of a library that still can.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from huitoukan.messages import Mendable, say
from huitoukan.samples.areas import FOLDER, write_areas
from huitoukan.samples.county import build_county
from huitoukan.samples.further import imagine, write_faults
from huitoukan.samples.lists import write_lists
from huitoukan.samples.truth.files import counts, write_truth
from huitoukan.samples.truth.needs import Need, classify

__all__ = ["PARAMETERS", "CountySummary", "write_county"]

PARAMETERS = (
    "income_line",
    "self_paid_registered",
    "self_paid_other",
    "vehicle_price",
    "company_capital",
    "helper_load",
    "phone_households",
    "income_extreme",
)
_FEWEST = 300
_OURS = ("as-of", FOLDER, "lists", "truth")


@dataclass(frozen=True, slots=True)
class CountySummary:
    """What was written: rows by file, findings by what it takes to see them."""

    name: str
    households: int
    people: int
    registered_households: int
    registered_people: int
    rows: Mapping[str, int]
    findings: Mapping[Need, int]


def write_county(
    out: Path,
    *,
    households: int,
    seed: int,
    as_of: date,
    parameters: Mapping[str, float],
    further: bool = False,
    hard: bool = False,
) -> CountySummary:
    """Writes a county of so many rural households into ``out``: ``lists/``, ``areas/``, ``as-of`` and ``truth/``.

    ``parameters`` are the policy's numbers under their ids (:data:`PARAMETERS`, and ``year`` where it is not
    that of ``as_of``). With ``further`` the lists and columns that only the rule library reads are written as well;
    instead of a truth, ``truth/faults.csv`` says what is wrong in them. A ``hard`` county is full of what makes people
    hard to link: long and rare names, characters that look alike, villages that were moved, five times the damaged
    numbers. The same arguments write the same files. Raises :class:`Mendable` when a parameter is missing, the county
    would be too small to hold every case, or ``out`` holds anything but an older sample.
    """
    _check(out, households, parameters)
    county = build_county(households, seed, as_of, parameters, hard=hard)
    more = imagine(county, seed) if further else None
    placed = write_lists(out / "lists", county, seed, more)
    # After the lists: damage happens while they are written.
    needs = classify(county)
    write_truth(out / "truth", county, [p for p in placed if not more or p.kind not in more.rows], needs)
    if more:
        write_faults(out / "truth" / "faults.csv", more)
    write_areas(out, county, seed)
    (out / "as-of").write_text(f"{as_of}\n", "utf-8")
    return CountySummary(
        name=county.name,
        households=len(county.homes),
        people=sum(len(home.occupants) for home in county.homes),
        registered_households=len(county.households),
        registered_people=sum(len(household.members) for household in county.households),
        rows={file: rows for file, _, rows in counts(placed)},
        findings=Counter(needs.values()),
    )


def _check(out: Path, households: int, parameters: Mapping[str, float]) -> None:
    if households < _FEWEST:
        raise Mendable(say("samples.too_few", households=households, fewest=_FEWEST))
    missing = [name for name in PARAMETERS if name not in parameters]
    if missing:
        raise Mendable(say("samples.parameters_missing", names=missing))
    _make_room(out)


def _make_room(out: Path) -> None:
    """Clears an earlier sample away; touches nothing else."""
    if out.is_file():
        raise Mendable(say("samples.not_a_folder", out=out))
    inside = {entry.name for entry in out.iterdir()} if out.is_dir() else set()
    if inside and not ("as-of" in inside and inside <= set(_OURS)):
        raise Mendable(say("samples.folder_taken", out=out))
    for name in (FOLDER, "lists", "truth"):
        shutil.rmtree(out / name, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
