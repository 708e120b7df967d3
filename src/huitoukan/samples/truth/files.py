"""Writes the truth: ``findings.csv``, ``links.csv``, ``counts.csv``."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from huitoukan.samples.lists import Placed
from huitoukan.samples.records import County, Resident, Row
from huitoukan.samples.truth.needs import Key, Need, damage_reader


def write_truth(folder: Path, county: County, placed: Sequence[Placed], needs: Mapping[Key, Need]) -> None:
    """Writes the three files of the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    findings = [(*key, need) for key, need in sorted(needs.items())]
    _write(folder / "findings.csv", ("rule_id", "level", "household_no", "person_no", "need"), findings)
    _write_links(folder / "links.csv", county, placed)
    _write(folder / "counts.csv", ("file", "kind", "rows"), counts(placed))


def counts(placed: Iterable[Placed]) -> list[tuple[str, str, int]]:
    """Data rows by file and kind, in the order written."""
    return [(file, kind, rows) for (file, kind), rows in Counter((p.file, p.kind) for p in placed).items()]


def _write_links(path: Path, county: County, placed: Sequence[Placed]) -> None:
    """A hard county also tells what became of names and villages."""
    header, rows = ["file", "row", "kind", "person", "damage"], _links(county, placed)
    if not county.hard:
        _write(path, header, rows)
        return
    writing = ["" if p.entry.row is None else p.entry.row.writing for p in placed]
    _write(path, [*header, "writing"], ((*row, way) for row, way in zip(rows, writing, strict=True)))


def _links(county: County, placed: Sequence[Placed]) -> Iterable[tuple[str, int, str, str, str]]:
    known, damage = _people(county), damage_reader(county)
    for p in placed:
        row: Row | None = p.entry.row
        person = p.entry.person_no if row is None else known.get(row.person, "")
        yield p.file, p.number, p.kind, person, "" if row is None or not person else damage(row)


def _people(county: County) -> Mapping[Resident, str]:
    """Whom a row means: registered person numbers joined by a bar, else the ID of somebody on the roster."""
    numbers: dict[Resident, list[str]] = defaultdict(list)
    for household in county.households:
        for member in household.members:
            numbers[member.resident].append(member.person_no)
    known = {o.resident: o.resident.id_no for home in county.homes for o in home.occupants}
    return known | {resident: "|".join(listed) for resident, listed in numbers.items()}


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
