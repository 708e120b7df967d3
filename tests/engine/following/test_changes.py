"""Findings against an earlier run: what is new, still there, gone, and what only looks gone."""

from __future__ import annotations

import datetime as dt

import polars as pl

from huitoukan.engine.following import Changes, compare

MARCH, OCTOBER = dt.date(2026, 3, 31), dt.date(2026, 10, 31)
Row = tuple[str, str, str, str, str, str]
HOME: Row = ("income.below_line", "household", "青石镇", "上河村", "H1", "")
SON: Row = ("relation.sex", "person", "青石镇", "上河村", "H1", "P2")
VILLAGE: Row = ("village.no_road", "village", "青石镇", "上河村", "", "")
COLUMNS = ("rule_id", "level", "township", "village", "household_no", "person_no")


def _compare(now: list[Row], before: list[Row], exempted: list[Row] = (), judged: list[str] | None = None) -> Changes:  # type: ignore[assignment]
    frames = [
        pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row") for rows in (now, before, exempted)
    ]
    return compare(
        frames[0].with_row_index("finding_id"),
        frames[1].with_columns(first_seen=pl.lit(MARCH)),
        exempted=frames[2],
        judged=judged if judged is not None else [HOME[0], SON[0], VILLAGE[0]],
        as_of=pl.lit(OCTOBER),
    )


def test_new_and_still_there_with_the_day_they_were_first_seen() -> None:
    changes = _compare([HOME, SON], [HOME])
    assert changes.now.rows() == [(0, "still", MARCH), (1, "new", OCTOBER)]
    assert changes.before.is_empty()


def test_the_same_household_in_another_village_is_still_the_same() -> None:
    moved = (*HOME[:2], "云台乡", "下河村", *HOME[4:])
    assert _compare([moved], [HOME]).now["change"].to_list() == ["still"]


def test_villages_are_told_apart_by_their_names() -> None:
    other = (*VILLAGE[:3], "下河村", "", "")
    changes = _compare([VILLAGE], [other])
    assert changes.now["change"].to_list() == ["new"]
    assert changes.before["change"].to_list() == ["gone"]


def test_gone_exempt_and_not_judged_are_not_the_same() -> None:
    changes = _compare([], [HOME, SON, VILLAGE], exempted=[SON], judged=[HOME[0], SON[0]])
    assert dict(changes.before.select("rule_id", "change").rows()) == {
        HOME[0]: "gone",
        SON[0]: "exempt",
        VILLAGE[0]: "unjudged",
    }


def test_another_rule_or_another_person_of_the_household_is_another_finding() -> None:
    daughter = (*SON[:5], "P3")
    changes = _compare([daughter], [SON, HOME])
    assert changes.now["change"].to_list() == ["new"]
    assert changes.before["change"].to_list() == ["gone", "gone"]
