"""What a run gets of the registry: of each person the row of the list that holds, with what holds of the household."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from tests.domain.screening.conftest import (
    AUGUST,
    HEADER,
    OCTOBER,
    SEPTEMBER,
    Office,
    Table,
    deaths,
    office,
    register,
)
from tests.engine.facts.conftest import number

from huitoukan.domain.registry.queries import as_of
from huitoukan.domain.registry.snapshots import NothingRegistered, Snapshot, cells_of, lists_for, snapshot
from huitoukan.policy import load_pack

__all__ = ["office"]
ID_NO, TYPE, INSURED = HEADER.index("证件号码"), HEADER.index("户类型"), HEADER.index("是否参加城乡居民基本医疗保险")


def changed(column: int, **values: str) -> Table:
    """The registered list with other words for some people."""
    header, *rows = register()
    return [header, *([*row[:column], values.get(row[4], row[column]), *row[column + 1 :]] for row in rows)]


def people(taken: Snapshot) -> dict[str, tuple[str, bool | None]]:
    """Name → household type, insured."""
    rows = pl.concat([pl.scan_parquet(path) for path in taken.sheets.lists["registered"]], how="diagonal_relaxed")
    found = rows.sort("row_id").select("name", "household_type", "resident_insured", "row_id").collect()
    assert found["row_id"].to_list() == list(range(found.height)), "dense"
    return {name: (kind, insured) for name, kind, insured, _ in found.iter_rows()}


def origins(taken: Snapshot) -> dict[int, str]:
    rows = pl.read_parquet(taken.rows).filter(pl.col("kind") == "registered")
    return dict(rows.select("row_id", "file").iter_rows())


def test_what_changed_of_the_household_alone_is_taken_from_the_newer_list(office: Office, tmp_path: Path) -> None:
    office.bring(SEPTEMBER, newer=changed(TYPE, 王和平="监测户"))
    now = snapshot(as_of(SEPTEMBER), [], tmp_path / "now", load_pack())
    assert people(now)["王和平"] == ("监测户", True) and people(now)["李山花"] == ("脱贫户", True)
    names = list(people(now))
    assert origins(now)[names.index("王和平")] == "newer.csv"
    assert origins(now)[names.index("李山花")] == "register.csv"
    before = snapshot(as_of(AUGUST), [], tmp_path / "before", load_pack())
    assert people(before)["王和平"] == ("脱贫户", True)


def test_what_changed_of_the_person_alone_leaves_the_household(office: Office, tmp_path: Path) -> None:
    office.bring(SEPTEMBER, household=changed(TYPE, 王和平="监测户"))
    person = changed(INSURED, 王和平="否")
    office.bring(
        OCTOBER, person=[[*row[:TYPE], "监测户", *row[TYPE + 1 :]] if row[4] == "王和平" else row for row in person]
    )
    now = snapshot(as_of(OCTOBER), [], tmp_path / "now", load_pack())
    assert people(now)["王和平"] == ("监测户", False)


def test_where_the_newer_list_has_no_such_row_its_words_are_laid_over(office: Office, tmp_path: Path) -> None:
    """The newer list has another ID number beside the person number, which does not land."""
    header, first, *rows = changed(TYPE, 王和平="监测户")
    other = [*first[:ID_NO], number("990101196001010009"[:17]), *first[ID_NO + 1 :]]
    office.bring(SEPTEMBER, newer=[header, other, *rows])
    taken = snapshot(as_of(SEPTEMBER), [], tmp_path / "now", load_pack())
    assert len(people(taken)) == 4 and people(taken)["王和平"] == ("监测户", True)
    assert origins(taken)[list(people(taken)).index("王和平")] == "register.csv"


def test_lists_of_one_name_from_two_imports_are_told_apart(office: Office, tmp_path: Path) -> None:
    office.bring(SEPTEMBER, register=changed(INSURED, 王和平="否"), deaths=deaths("王和平"))
    taken = snapshot(as_of(SEPTEMBER), lists_for(SEPTEMBER), tmp_path / "now", load_pack())
    files_of = pl.concat([pl.read_parquet(path) for path in taken.sheets.lists["registered"]], how="diagonal_relaxed")
    assert files_of["file"].n_unique() == 2
    assert set(pl.read_parquet(taken.rows)["file"]) == {"register.csv", "deaths.csv"}
    assert sorted(taken.sheets.lists) == ["deaths", "registered"]
    row = pl.read_parquet(taken.rows).filter(pl.col("kind") == "deaths").row(0, named=True)
    (cells,) = cells_of({(row["origin"], row["file"], row["sheet"]): [row["row"]]}).values()
    assert (cells[0].field, cells[0].text) == ("name", "王和平")


def test_without_a_registry_there_is_nothing_to_judge(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NothingRegistered):
        snapshot(as_of(AUGUST.replace(month=1)), [], tmp_path, load_pack())
