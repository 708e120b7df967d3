"""Rows that were set aside come back in our workbook and replace the original ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from huitoukan.engine.sheets import SOURCE_COLUMNS

DEATHS = ["姓名", "身份证号", "死亡日期"]
A = ["张三", "990101198001010018", "2026-01-05"]


def test_mended_rows_replace_the_original_and_are_counted_once(
    xlsx: Callable[..., Path], read: Callable[..., Any]
) -> None:
    xlsx("名单.xlsx", {"甲": [DEATHS, A, [None, None, "2026-02-06"], ["王五", "1", "2026-03-07"]]})
    before = read()
    assert before.report("名单.xlsx").rows_read == 2  # a row that is two thirds empty is taken for a remark
    xlsx(
        "改好的.xlsx",
        {
            "死亡": [
                [*DEATHS, *SOURCE_COLUMNS, "原因", "怎么办"],
                ["王五", "990101199012120030", "2026-03-08", "名单.xlsx", "甲", "4", "对不上", "请核对"],
            ]
        },
    )
    found = read(work="after")
    assert found.column("deaths", "file") == ["名单.xlsx"] * 2
    assert found.column("deaths", "row") == [2, 4]
    assert found.column("deaths", "id_no") == [A[1], "990101199012120030"]
    assert str(found.column("deaths", "died_on")[1]) == "2026-03-08"
    assert found.report("名单.xlsx").rows_read == 2
    mended = found.report("改好的.xlsx")
    assert (mended.kind, mended.rows_read, mended.note.name) == (None, 0, "sheets.mended_workbook")
    assert "sheets.rows_mended" in found.warnings("名单.xlsx")


def test_an_older_mended_workbook_that_was_copied_stays_older(
    xlsx: Callable[..., Path], read: Callable[..., Any], folder: Path
) -> None:
    xlsx("名单.xlsx", {"甲": [DEATHS, A]})
    for version, day in ((1, "2026-03-01"), (2, "2026-03-02")):
        xlsx(f"改好的{version}.xlsx", [[*DEATHS, *SOURCE_COLUMNS], [*A[:2], day, "名单.xlsx", "甲", "2"]])
    (folder / "改好的（副本）.xlsx").write_bytes((folder / "改好的1.xlsx").read_bytes())
    found = read()
    assert [str(day) for day in found.column("deaths", "died_on")] == ["2026-03-02"]
    assert found.problem("改好的（副本）.xlsx") == "sheets.same_file"


def test_a_row_that_was_unreadable_becomes_readable(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    header = [*DEATHS, "死因"]
    xlsx("名单.xlsx", [header, [*A, "病故"], [None, None, "2026-02-06", "病故"], [None, None, "2026-02-07", "病故"]])
    assert read().report("名单.xlsx").rows_unreadable == 2
    xlsx(
        "改.xlsx",
        [[*header, *SOURCE_COLUMNS], ["李四", "990101197502030021", "2026-02-06", "病故", "名单.xlsx", "Sheet1", 3]],
    )
    found = read(work="after")
    report = found.report("名单.xlsx")
    assert (report.rows_read, report.rows_unreadable) == (3, 1)
    assert found.column("deaths", "name") == ["张三", "李四"]


def test_a_cell_that_is_still_masked_keeps_the_original(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("名单.xlsx", [DEATHS, ["张 三", *A[1:]]])
    xlsx(
        "改.xlsx", [[*DEATHS, *SOURCE_COLUMNS], ["张四", "990101********0018", "2026-01-06", "名单.xlsx", "Sheet1", 2]]
    )
    found = read()
    assert found.column("deaths", "name") == ["张四"]
    assert found.column("deaths", "id_no") == [A[1]]


def test_columns_of_the_same_name_are_told_apart(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    header = [*DEATHS, "备注", "备注"]
    xlsx("名单.xlsx", [header, [*A, "一", "二"]])
    xlsx("改.xlsx", [[*header, *SOURCE_COLUMNS], [*A, "甲", "乙", "名单.xlsx", "Sheet1", 2]])
    found = read()
    raw = pl.read_ipc(found.sheets.raw[("名单.xlsx", "Sheet1")])
    assert raw.select("c3", "c4").row(0) == ("甲", "乙")


def test_mended_rows_of_a_file_that_is_gone_are_told(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("名单.xlsx", [DEATHS, A])
    xlsx("改.xlsx", [[*DEATHS, *SOURCE_COLUMNS], [*A, "没有.xlsx", "Sheet1", 2]])
    found = read()
    assert found.report("改.xlsx").note.name == "sheets.mended_orphans"
    assert found.report("名单.xlsx").rows_read == 1


def test_the_review_workbook_is_no_list(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("名单.xlsx", [DEATHS, A])
    xlsx(
        "review-links.xlsx",
        [
            ["清单", *SOURCE_COLUMNS, "候选人", "姓名", "身份证号", "决定"],
            ["死亡", "名单.xlsx", "Sheet1", 2, "P1", "张三", "9", "是"],
        ],
    )
    found = read()
    assert found.report("review-links.xlsx").note.name == "sheets.review_workbook"
    assert found.sheets.mapping_draft is None


def test_a_mended_row_whose_place_somebody_else_has_taken_is_told(
    xlsx: Callable[..., Path], read: Callable[..., Any]
) -> None:
    header = ["序号", *DEATHS]
    xlsx("名单.xlsx", [header, [1, "赵六", "990101196001010011", "2026-01-05"], [2, *A]])
    mended = [
        [1, "李四", "990101********0021", "2026-02-06", "名单.xlsx", "Sheet1", 2],
        [2, "张三丰", A[1], A[2], "名单.xlsx", "Sheet1", 3],
        [9, "王五", "990101199012120030", "2026-03-07", "名单.xlsx", "Sheet1", 10],
    ]
    xlsx("改.xlsx", [[*header, *SOURCE_COLUMNS], *mended])
    found = read()
    assert found.column("deaths", "name") == ["赵六", "张三丰"]
    assert str(found.column("deaths", "died_on")[0]) == "2026-01-05"
    told = {w.name: w.values for w in found.report("名单.xlsx").warnings}
    assert told["sheets.rows_mended"] == {"count": 1}
    assert told["sheets.mended_strangers"] == {"count": 2, "rows": [2, 10]}


def test_a_row_nobody_was_named_in_is_known_by_its_other_cells(
    xlsx: Callable[..., Path], read: Callable[..., Any]
) -> None:
    header = [*DEATHS, "死因"]
    xlsx("名单.xlsx", [header, [None, None, "2026-01-05", "病故"], [None, None, "2026-01-07", "意外"]])
    mended = [[*A, "意外", "名单.xlsx", "Sheet1", 2], ["李四", A[1], "2026-01-08", "老死", "名单.xlsx", "Sheet1", 3]]
    xlsx("改.xlsx", [[*header, *SOURCE_COLUMNS], *mended])
    found = read()
    assert found.column("deaths", "row") == [2]
    told = {w.name: w.values for w in found.report("名单.xlsx").warnings}
    assert told["sheets.mended_strangers"] == {"count": 1, "rows": [3]}


@pytest.mark.parametrize("name", ["a先读.xlsx", "改.xls", "改.csv", "改-gb.csv"])
def test_mended_rows_are_found_in_every_format_and_before_their_list(
    folder: Path,
    xlsx: Callable[..., Path],
    xls: Callable[..., Path],
    text: Callable[..., Path],
    read: Callable[..., Any],
    name: str,
) -> None:
    xlsx("b名单.xlsx", {"甲": [DEATHS, A]})
    rows = [[*DEATHS, *SOURCE_COLUMNS], ["张四", A[1], A[2], "b名单.xlsx", "甲", "2"]]
    match Path(name).suffix:
        case ".xlsx":
            xlsx(name, rows)
        case ".xls":
            xls(name, {"一": rows})
        case _:
            text(name, rows, "gb18030" if "gb" in name else "utf-8-sig")
    found = read()
    assert found.column("deaths", "name") == ["张四"]
    assert found.report(name).note.name == "sheets.mended_workbook"
