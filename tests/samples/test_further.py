"""The lists that only the rule library reads are written on demand, agree with the county, and can be read."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest

from huitoukan.engine.sheets.recognition.header_rows import HeaderRows
from huitoukan.engine.sheets.recognition.headers import Header
from huitoukan.engine.sheets.recognition.kinds import recognise
from huitoukan.engine.sheets.recognition.spellings import Spellings
from huitoukan.policy import Pack, load_pack
from huitoukan.samples import write_county
from huitoukan.samples.county import build_county
from huitoukan.samples.further import FurtherLists, imagine
from huitoukan.samples.further.faults import TIMES
from huitoukan.samples.headings import choose_columns, further_headers, headers
from huitoukan.samples.records import County

from .conftest import AS_OF, PARAMETERS

FURTHER = sorted(set(further_headers()) - set(headers()))
# What the sample calls otherwise than the pack.
SAME = {"nation": "ethnicity", "id_kind": "id_type"}


@cache
def _library() -> tuple[Pack, Spellings]:
    pack = load_pack(Path("library"))
    return pack, Spellings(pack)


@pytest.fixture(scope="module")
def imagined() -> tuple[County, FurtherLists]:
    county = build_county(400, 7, AS_OF, PARAMETERS)
    return county, imagine(county, 7)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same county without and with the further lists."""
    plain, whole = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("whole")
    for out, further in ((plain, False), (whole, True)):
        write_county(out, households=300, seed=3, as_of=AS_OF, parameters=PARAMETERS, further=further)
    return plain, whole


def test_the_departments_lists_stay_as_they_are(written: tuple[Path, Path]) -> None:
    plain, whole = ({p.name: p.read_bytes() for p in (out / "lists").iterdir()} for out in written)
    assert len(whole) == len(plain) + len(FURTHER)
    changed = [name for name in plain if whole.get(name) != plain[name]]
    assert len(changed) == 1
    assert "监测对象" in changed[0]


def test_the_same_seed_writes_the_same_bytes(written: tuple[Path, Path], tmp_path: Path) -> None:
    write_county(tmp_path, households=300, seed=3, as_of=AS_OF, parameters=PARAMETERS, further=True)
    for path in (p for p in tmp_path.rglob("*") if p.is_file()):
        assert path.read_bytes() == (written[1] / path.relative_to(tmp_path)).read_bytes(), path.name


def test_what_is_of_the_household_is_the_same_in_all_its_rows(imagined: tuple[County, FurtherLists]) -> None:
    county, lists = imagined
    fields = _library()[0].kinds["registered"].fields
    shared = {name for name, field in fields.items() if field.about == "household"}
    compared = set()
    for household in county.households:
        rows = [lists.registered[member.person_no] for member in household.members]
        for name in shared & rows[0].keys():
            assert len({row[name] for row in rows}) == 1, (household.no, name)
            compared.add(name)
    assert len(compared) > 15


@pytest.mark.parametrize("kind", [*FURTHER, "registered"])
def test_the_library_reads_every_column(kind: str) -> None:
    pack, spellings = _library()
    for seed in range(25):
        columns = choose_columns(Random(seed), kind, may_group=True, forms=further_headers())
        rows = HeaderRows(tuple(Header(c.title, c.group) for c in columns), 0, 0, ())
        found = recognise(rows, tuple(pack.kinds.values()), spellings, filled=[True] * len(columns), names=())
        assert found.match is not None
        assert found.match.kind.id == kind
        shown = {SAME.get(c.field, c.field): at for at, c in enumerate(columns) if c.field not in ("serial", "note")}
        assert found.match.columns == shown


def test_every_row_has_every_column(imagined: tuple[County, FurtherLists]) -> None:
    for kind, rows in imagined[1].rows.items():
        assert rows, kind
        wanted = set(further_headers()[kind]["fields"])
        assert all(wanted <= set(row.values) for row in rows), kind


def test_the_village_sheet_counts_the_people_of_the_roster(imagined: tuple[County, FurtherLists]) -> None:
    county, lists = imagined
    people = Counter((home.township, home.village) for home in county.homes for _ in home.occupants)
    for row in lists.rows["village_info"]:
        assert row.values["population"] == people[str(row.values["township"]), str(row.values["village"])]


def test_monthly_work_agrees_with_the_registry(imagined: tuple[County, FurtherLists]) -> None:
    county, lists = imagined
    members = {m.person_no: m for h in county.households for m in h.members}
    for row in lists.rows["work_monitoring"]:
        member = members[str(row.values["person_no"])]
        assert row.values["working"] == member.working
        assert row.values["place"] == lists.registered[member.person_no]["work_place"]


def test_transfer_income_holds_what_is_paid(imagined: tuple[County, FurtherLists]) -> None:
    county, lists = imagined
    short = 0
    for household in county.households:
        said = lists.registered[household.members[0].person_no]
        parts = ("income_low_allowance", "income_extreme_poverty", "income_pension", "income_ecology")
        paid = sum(float(str(said[part])) for part in parts)
        short += paid > (household.income_transfer or 0)
    assert short <= len(county.households) // 20


def test_each_marriage_stands_under_both(imagined: tuple[County, FurtherLists]) -> None:
    couples = {(row.values["id_no"], row.values["spouse_id_no"]) for row in imagined[1].rows["marriages"]}
    assert couples
    assert {(other, one) for one, other in couples} == couples


def test_faults_are_few_and_told(imagined: tuple[County, FurtherLists], written: tuple[Path, Path]) -> None:
    county, lists = imagined
    times = Counter(fault.what for fault in lists.faults)
    assert set(times.values()) <= {1, TIMES}
    assert len(times) > 25
    known = {h.no for h in county.households} | {m.person_no for h in county.households for m in h.members}
    known |= {str(row.values.get("id_no", row.values.get("village"))) for rows in lists.rows.values() for row in rows}
    assert {fault.about for fault in lists.faults} <= known
    with (written[1] / "truth" / "faults.csv").open(encoding="utf-8", newline="") as file:
        assert {row["fault"] for row in csv.DictReader(file)} <= set(times)
    assert not (written[0] / "truth" / "faults.csv").exists()


@pytest.mark.parametrize("as_of", [date(2026, 1, 31), date(2025, 6, 30)])
def test_any_day_of_the_year_will_do(as_of: date) -> None:
    parameters: Mapping[str, float] = PARAMETERS
    lists = imagine(build_county(300, 2, as_of, parameters), 2)
    days = [v for rows in lists.rows.values() for row in rows for k, v in row.values.items() if k.endswith("ed_on")]
    assert sum(isinstance(day, date) and day > as_of for day in days) <= TIMES  # the planted ones
