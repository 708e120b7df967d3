"""One county written once for all tests of this folder."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from huitoukan.samples import CountySummary, write_county
from huitoukan.samples.county import build_county
from huitoukan.samples.damage import Damager
from huitoukan.samples.records import County

AS_OF = date(2026, 10, 31)
PARAMETERS: Mapping[str, float] = {
    "income_line": 8500,
    "self_paid_registered": 5000,
    "self_paid_other": 20000,
    "vehicle_price": 10,
    "company_capital": 50,
    "helper_load": 10,
    "phone_households": 3,
    "income_extreme": 100000,
}


@dataclass(frozen=True)
class Sample:
    """A written county, read back without any of the code that wrote it."""

    folder: Path
    summary: CountySummary

    def truth(self, name: str) -> list[dict[str, str]]:
        with (self.folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def links(self) -> Mapping[str, list[dict[str, str]]]:
        by_file: dict[str, list[dict[str, str]]] = defaultdict(list)
        for link in self.truth("links"):
            by_file[link["file"]].append(link)
        return by_file

    def sheets(self, file: str) -> Sequence[Sequence[Sequence[object]]]:
        """The rows of every visible sheet."""
        path = self.folder / "lists" / file
        if path.suffix == ".csv":
            return [list(csv.reader(io.StringIO(_decode(path.read_bytes()), newline="")))]
        book = CalamineWorkbook.from_path(path)
        shown = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in shown]


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """A county of the usual size, on disk."""
    folder = tmp_path_factory.mktemp("county")
    summary = write_county(folder, households=2500, seed=11, as_of=AS_OF, parameters=PARAMETERS)
    return Sample(folder, summary)


@pytest.fixture
def county() -> County:
    """A small county, its department rows written but not saved; every test may change its own."""
    built = build_county(300, 5, AS_OF, PARAMETERS)
    damager = Damager(Random(5), built)
    for rows in built.lists.by_kind().values():
        for row in rows:
            damager.deface(row)
    return built


@pytest.fixture
def parameters() -> Mapping[str, float]:
    return PARAMETERS


@pytest.fixture
def as_of() -> date:
    return AS_OF
