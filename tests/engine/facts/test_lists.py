"""Rows of lists as facts see them, by world and subject."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from huitoukan.engine import backends
from huitoukan.engine.facts.lists import Rows
from huitoukan.engine.plan import Plan, Step
from huitoukan.policy.models import Level

LINKS = {"world": pl.Int32, "subject_id": pl.Int64, "household_id": pl.Int64, "row_id": pl.Int64} | {
    "method": pl.String,
    "score": pl.Float64,
}


def test_a_row_of_two_members_is_the_households_once_as_the_surer_link_says(tmp_path: Path) -> None:
    linked = [
        (1, 10, 1, 0, "exact", None),
        (1, 11, 1, 0, "bridge", 12.5),
        (1, 10, 1, 1, "scored", 9.0),
        (1, 11, 1, 1, "scored", 11.0),
        (1, 12, 2, 2, "possible", 3.0),
    ]
    frames = {
        "of_claims": pl.DataFrame(linked, schema=LINKS, orient="row"),
        "list_claims": pl.DataFrame({"row_id": [0, 1, 2]}),
    }
    for name, frame in frames.items():
        frame.write_parquet(tmp_path / f"{name}.parquet")
    rows = Rows(Level.HOUSEHOLD, "claims", None, "list_claims", None, "")
    plan = Plan(
        {name: (tmp_path / f"{name}.parquet",) for name in frames},
        (Step("counted", f"SELECT l.k, l.row_id, l.method, l.score {rows.sql()}"),),
        {"counted": tmp_path / "counted.parquet"},
        {"counted": ("row_id",)},
    )
    backends.run(plan, scratch=tmp_path / "scratch")
    found = pl.read_parquet(tmp_path / "counted.parquet").rows()
    assert found == [(1, 0, "exact", None), (1, 1, "scored", 11.0), (2, 2, "possible", 3.0)]
