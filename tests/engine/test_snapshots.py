"""Typed lists handed over by a program are judged as the spreadsheets they came from are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine import check
from huitoukan.engine.run import Judging
from huitoukan.engine.snapshots import open_snapshot
from huitoukan.policy import load_pack, parameters_on
from huitoukan.samples import PARAMETERS, write_county

AS_OF = dt.date(2026, 10, 31)


def test_a_snapshot_gives_the_findings_of_its_spreadsheets(tmp_path: Path) -> None:
    pack = load_pack()
    values = parameters_on(pack, AS_OF)
    numbers = {name: float(str(values[name])) for name in PARAMETERS}
    write_county(tmp_path / "county", households=300, seed=3, as_of=AS_OF, parameters=numbers)
    read = check(tmp_path / "county/lists", as_of=AS_OF, work=tmp_path / "read")
    snapshot = open_snapshot(read.sheets.lists, pack=pack, work=tmp_path / "opened")
    judged = Judging(pack, AS_OF, values, tmp_path / "judged").judge(snapshot)
    assert judged.findings.height > 0
    assert judged.findings.equals(read.findings)
    assert judged.finding_sources.collect().equals(read.finding_sources.collect())


def test_what_is_no_typed_list_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"name": ["张三"]}).write_parquet(tmp_path / "x.parquet")
    with pytest.raises(ValueError, match="lacks the columns"):
        open_snapshot({"registered": [tmp_path / "x.parquet"]}, pack=load_pack(), work=tmp_path / "w")
    with pytest.raises(ValueError, match="no list kinds"):
        open_snapshot({"menus": [tmp_path / "x.parquet"]}, pack=load_pack(), work=tmp_path / "w")
