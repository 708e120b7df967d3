"""Turns the county into files: how many workbooks and sheets each list becomes, and where each row landed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from huitoukan.samples import columns
from huitoukan.samples.columns import Values
from huitoukan.samples.damage import Damager
from huitoukan.samples.further import FurtherLists
from huitoukan.samples.handwriting import Handwriting
from huitoukan.samples.headings import Forms, choose_columns, further_headers, headers, is_national
from huitoukan.samples.records import County, Disaster, Dwelling, Home, Lists, Row, WaterProblem
from huitoukan.samples.sheets import Sheet, SheetWriter, choose_layout
from huitoukan.samples.trials import Moves
from huitoukan.samples.workbooks import ENCODINGS, write_csv, write_workbook

Split = Literal["one", "sheets", "workbooks"]
_SPLITS: dict[str, tuple[Split, ...]] = {
    "registered": ("one", "one", "sheets"),
    "roster": ("workbooks", "sheets", "one"),
    "medical_enrolment": ("one", "one", "workbooks"),
    "students": ("one", "one", "workbooks"),
}
_CSV = ("medical_claims", "medical_enrolment", "allowances", "work", "vehicles", "roster")


@dataclass(frozen=True, slots=True)
class Entry:
    """One data row to be written: its values, its township, and the record behind it."""

    values: Values
    township: str
    row: Row | None
    person_no: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with the file and the 1-based row it was written to."""

    file: str
    number: int
    kind: str
    entry: Entry


def write_lists(folder: Path, county: County, seed: int, further: FurtherLists | None = None) -> list[Placed]:
    """Writes every list into ``folder`` and tells where each row is."""
    folder.mkdir(parents=True, exist_ok=True)
    forms = further_headers() if further else headers()
    placed: list[Placed] = []
    for kind, entries in _all_entries(county, seed, further.registered if further else {}):
        placed += ListWriter(Random(f"{seed}/{kind}"), folder, county, kind, forms).write(entries)
    for kind, rows in further.rows.items() if further else ():
        entries = [Entry(row.values, row.township, None, "") for row in rows]
        placed += ListWriter(Random(f"{seed}/{kind}"), folder, county, kind, forms).write(entries)
    return placed


def _all_entries(county: County, seed: int, more: Mapping[str, Values]) -> Iterable[tuple[str, list[Entry]]]:
    write = _places(county, seed)
    yield (
        "registered",
        [
            Entry({**columns.registered(county, h, m), **more.get(m.person_no, {})}, h.home.township, None, m.person_no)
            for h in county.households
            for m in h.members
        ],
    )
    yield (
        "roster",
        [
            Entry(write("roster", home, columns.roster(home, o))[0], home.township, None, "")
            for home in county.homes
            for o in home.occupants
        ],
    )
    yield "helpers", [Entry(columns.helper(h), h.household.home.township, None, "") for h in county.helpers]
    where = {id(o.resident): home.township for home in county.homes for o in home.occupants}
    for kind, rows in county.lists.by_kind().items():
        rng = Random(f"{seed}/{kind}/rows")
        damager = Damager(rng, county)
        # Shuffled: the planted cases must not all stand at the end.
        yield kind, [_department_entry(kind, row, damager, write, where) for row in rng.sample(rows, len(rows))]


Write = Callable[[str, Home, Values], tuple[Values, str]]


def _places(county: County, seed: int) -> Write:
    """How lists call villages: by their names, but in a hard county."""
    if not county.hard:
        return lambda kind, home, values: (values, "")
    villages = [village for township in county.townships.values() for village in township]
    return Moves(Random(f"{seed}/moves"), villages, ("roster", *county.lists.by_kind())).write


def _department_entry(kind: str, row: Row, damager: Damager, write: Write, where: dict[int, str]) -> Entry:
    damager.deface(row)
    values = columns.department(kind, row)
    if isinstance(row, (Dwelling, WaterProblem, Disaster)):
        values, moved = write(kind, row.home, values)
        row.writing = row.writing or moved
    return Entry(values, where.get(id(row.person), ""), row, "")


class ListWriter:
    """Writes one list in one bureau's manner."""

    def __init__(self, rng: Random, folder: Path, county: County, kind: str, forms: Forms) -> None:
        self.rng = rng
        self.folder = folder
        self.county = county
        self.kind = kind
        self.split: Split = rng.choice(_SPLITS.get(kind, ("one",)))
        self.is_csv = kind in _CSV and self.split != "sheets" and rng.random() < 0.45
        self.stem = rng.choice(forms[kind]["files"])
        national = is_national(kind, forms)
        chosen = choose_columns(rng, kind, may_group=not self.is_csv, forms=forms)
        title = rng.choice(forms[kind]["titles"]).format(county=county.name)
        layout = choose_layout(rng, chosen, title, national=national, as_of=county.as_of, county=county.name)
        self.writer = SheetWriter(layout, Handwriting(rng, cells=not self.is_csv, national=national), rng)

    def write(self, entries: Sequence[Entry]) -> list[Placed]:
        """Writes all files of the list."""
        parts = self._parts(entries)
        if self.split == "workbooks":
            return [p for name, part in parts for p in self._write_file(f"{self.stem}-{name}", [("Sheet1", part)])]
        return self._write_file(self.stem, parts)

    def _parts(self, entries: Sequence[Entry]) -> list[tuple[str, Sequence[Entry]]]:
        if self.split == "one":
            return [("Sheet1", entries)]
        return [(name, [entry for entry in entries if self._township(entry) == name]) for name in self.county.townships]

    def _township(self, entry: Entry) -> str:
        """Where the entry is listed; people from elsewhere stand with the first township."""
        return entry.township or next(iter(self.county.townships))

    def _write_file(self, stem: str, parts: Sequence[tuple[str, Sequence[Entry]]]) -> list[Placed]:
        own_names = self.kind not in Lists.__slots__
        sheets = [self.writer.write(name, [e.values for e in part], own_names=own_names) for name, part in parts]
        if self.is_csv:
            file = f"{stem}.csv"
            write_csv(self.folder / file, sheets[0], self.rng.choice(ENCODINGS))
        else:
            file = f"{stem}.xlsx"
            write_workbook(self.folder / file, [*sheets, *self._decoys(parts)])
        return [
            Placed(file, number, self.kind, entry)
            for sheet, (_, part) in zip(sheets, parts, strict=True)
            for number, entry in zip(sheet.data_rows, part, strict=True)
        ]

    def _decoys(self, parts: Sequence[tuple[str, Sequence[Entry]]]) -> list[Sheet]:
        """An empty sheet, and a hidden one with rows of an old version that must not be read."""
        decoys: list[Sheet] = []
        if self.rng.random() < 0.35:
            decoys.append(Sheet("Sheet2"))
        if self.rng.random() < 0.35:
            old = [entry.values for entry in parts[0][1][:8]]
            hidden = self.writer.write("旧表（勿用）", old, own_names=False)
            hidden.hidden = True
            decoys.append(hidden)
        return decoys
