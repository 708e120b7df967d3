"""Folders as offices have them: every mess in real files."""

from __future__ import annotations

import datetime as dt
import gc
import time
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from huitoukan.engine.results import ROW_COLUMNS, FileReport
from huitoukan.engine.sheets.files.untold import Package
from huitoukan.engine.sheets.reading import _Typist
from huitoukan.engine.sheets.writing import Writer
from huitoukan.messages import Mendable

DEATHS = ["姓名", "身份证号", "死亡日期"]
A, B, C = (
    ["张三", "990101198001010018", "2026-01-05"],
    ["李四", "990101197502030021", "2026-02-06"],
    ["王五", "990101199012120030", "2026-03-07"],
)


def test_a_plain_list(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("死亡.xlsx", [DEATHS, A, B])
    found = read()
    assert found.list("deaths").columns[:4] == list(ROW_COLUMNS)
    assert found.list("deaths").schema["row"] == pl.Int32
    assert found.column("deaths", "name") == ["张三", "李四"]
    assert found.column("deaths", "row") == [2, 3]
    assert found.column("deaths", "row_id") == [0, 1]
    assert found.column("deaths", "died_on") == [dt.date(2026, 1, 5), dt.date(2026, 2, 6)]
    assert found.sheets.present == {"deaths": frozenset({"name", "id_no", "died_on"})}
    assert found.sheets.mapping_draft is None


def test_titles_totals_signatures_and_blank_rows_are_no_data(
    xlsx: Callable[..., Path], read: Callable[..., Any]
) -> None:
    xlsx(
        "名单.xlsx",
        [
            ["某县死亡人员名单", None, None],
            ["填报单位：某局", None, "填报时间：2026-10-01"],
            DEATHS,
            A,
            [None, None, None],
            B,
            ["小计", 2, None],
            DEATHS,
            ["　", " ", None],
            C,
            ["合 计", 3, None],
            ["填表人：赵六", None, "审核人：钱七"],
            ["备注：以上数据截至十月底", None, None],
            ["联系电话：13900000000", None, None],
        ],
    )
    found = read()
    report = found.report("名单.xlsx")
    assert (report.header_row, report.rows_read, report.rows_unreadable) == (3, 3, 0)
    assert found.column("deaths", "row") == [4, 6, 10]
    (left_out,) = report.warnings
    assert left_out.values == {"totals": 2, "remarks": 3, "headers": 1, "blank": 2}


@pytest.mark.parametrize(
    "last",
    [
        ["总计", None, "3人"],
        ["合计：", "3", None],
        ["共计3人", None, None],
        ["双竹镇小计", 3, None],
        ["制表：赵六　　审核：钱七", None, None],
        ["单位（盖章）：", None, None],
        ["负责人（签字）：赵六", "经办人：钱七", "日期：2026-10-31"],
        ["注：表中数据来自公安", None, None],
        ["审核人：", "赵六", None],
        ["以下空白", None, None],
        [4, None, None],
    ],
)
def test_lines_at_the_end_are_no_data(xlsx: Callable[..., Path], read: Callable[..., Any], last: list[Any]) -> None:
    xlsx("名单.xlsx", [DEATHS, A, B, C, last])
    assert read().report("名单.xlsx").rows_read == 3


@pytest.mark.parametrize(
    "row", [["张三", None, None], [None, "990101198001010018", None], ["总管", "990101198001010018", None]]
)
def test_a_poor_row_that_names_somebody_is_data(
    xlsx: Callable[..., Path], read: Callable[..., Any], row: list[Any]
) -> None:
    xlsx("名单.xlsx", [DEATHS, A, row])
    assert read().report("名单.xlsx").rows_read == 2


def test_a_row_about_nobody_is_set_aside_with_its_reason(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    header = ["序号", "姓名", "身份证号", "死亡日期", "死亡原因"]
    xlsx("名单.xlsx", [header, [1, *A, "病故"], [2, None, "无", "2026-02-06", "病故"], [3, *B, "病故"]])
    found = read()
    report = found.report("名单.xlsx")
    assert (report.rows_read, report.rows_unreadable) == (3, 1)
    assert found.column("deaths", "row") == [2, 4]
    assert found.column("deaths", "row_id") == [0, 1]
    (aside,) = pl.read_parquet(found.sheets.unreadable).to_dicts()
    assert (aside["file"], aside["sheet"], aside["row"], aside["kind"]) == ("名单.xlsx", "Sheet1", 3, "deaths")
    assert "姓名" in aside["reason"]


def test_raw_rows_keep_every_cell_as_it_was(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("名单.xlsx", [["备注", *DEATHS], ["张 三（户主）", "张　三", "'990101198001010018", "2026.1.5"]])
    found = read()
    place = ("名单.xlsx", "Sheet1")
    assert found.sheets.headers[place] == ("备注", *DEATHS)
    (raw,) = pl.read_ipc(found.sheets.raw[place]).to_dicts()
    assert raw == {"row": 2, "c0": "张 三（户主）", "c1": "张　三", "c2": "'990101198001010018", "c3": "2026.1.5"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_files(text: Callable[..., Path], read: Callable[..., Any], encoding: str, delimiter: str) -> None:
    text("死亡,名单.csv", [DEATHS, A, [], B], encoding, delimiter)
    found = read()
    assert found.column("deaths", "name") == ["张三", "李四"]
    assert found.column("deaths", "row") == [2, 4]
    assert found.list("deaths")["id_no_damaged"].to_list() == [False, False]


def test_text_records_with_line_breaks_count_as_one_row(text: Callable[..., Path], read: Callable[..., Any]) -> None:
    text("名单.csv", [[*DEATHS, "备注"], [*A, "第一行\n第二行"], [*B, ""]])
    assert read().column("deaths", "row") == [2, 3]


def test_ragged_text_lines_are_read_and_told(folder: Path, read: Callable[..., Any]) -> None:
    lines = ["姓名,身份证号,死亡日期", ",".join(A) + ",多出来的", "李四,990101197502030021"]
    (folder / "名单.csv").write_text("\n".join(lines), "utf-8")
    found = read()
    assert found.column("deaths", "name") == ["张三", "李四"]
    assert found.column("deaths", "died_on") == [dt.date(2026, 1, 5), None]
    assert "sheets.ragged" in found.warnings("名单.csv")
    place = ("名单.csv", "名单")
    assert pl.read_ipc(found.sheets.raw[place])["c3"].to_list() == ["多出来的", None]


def test_an_unclosed_quotation_mark_swallows_nothing(folder: Path, read: Callable[..., Any]) -> None:
    lines = [",".join(DEATHS), ",".join(A), '"李四,990101197502030021,2026-02-06', ",".join(C)]
    (folder / "名单.csv").write_text("\n".join(lines), "utf-8")
    assert read().report("名单.csv").rows_read == 3


def test_sheets_one_a_township_and_empty_and_hidden_ones(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx(
        "名单.xlsx",
        {"甲镇": [DEATHS, A], "空": [], "乙镇": [["名单"], DEATHS, B], "旧": [DEATHS, C], "格式": [[" "]]},
        hidden=["旧"],
    )
    found = read()
    assert found.column("deaths", "sheet") == ["甲镇", "乙镇"]
    assert found.column("deaths", "row_id") == [0, 1]
    notes = {r.sheet: r.note.name if r.note else None for r in found.sheets.sheets}
    assert notes == {
        "甲镇": None, "空": "sheets.empty", "乙镇": None, "旧": "sheets.hidden", "格式": "sheets.empty"
    }  # fmt: skip


def test_old_workbooks(xls: Callable[..., Path], read: Callable[..., Any]) -> None:
    xls("名单.xls", {"一": [[None], ["名单"], DEATHS, A, B], "二": [DEATHS, C]}, hidden=["二"])
    found = read()
    assert found.column("deaths", "name") == ["张三", "李四"]
    assert found.column("deaths", "row") == [4, 5]
    assert found.report("名单.xls", "二").note.name == "sheets.hidden"


def test_a_sheet_that_begins_far_from_the_corner(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    rows: list[list[Any]] = [[] for _ in range(5)]
    xlsx("名单.xlsx", [*rows, [None, None, *DEATHS], [None, None, *A]])
    found = read()
    assert found.column("deaths", "row") == [7]
    assert found.report("名单.xlsx").header_row == 6


def test_a_header_of_two_levels_with_merged_cells(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx(
        "危房.xlsx",
        [
            ["危房台账", None, None, None, None, None, None],
            ["乡镇", "村", "户主信息", None, "鉴定情况", None, "是否改造"],
            [None, None, "姓名", "身份证号码", "等级", "日期", None],
            ["甲镇", "乙村", "张三", "990101198001010018", "C", "2026-01-05", "否"],
        ],
    )
    found = read()
    (row,) = found.list("housing").to_dicts()
    assert (row["row"], row["township"], row["head_name"], row["grade"]) == (4, "甲镇", "张三", "C")
    assert (row["examined_on"], row["repaired"]) == (dt.date(2026, 1, 5), False)
    assert found.sheets.headers[("危房.xlsx", "Sheet1")][2] == "户主信息/姓名"


def test_numbers_as_ids_are_damaged_and_text_is_not(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    ids: list[Any] = [990523198810111000, "990523198810111000", "9.90523E+17", "990101198001010018", 990101800101001]
    xlsx("名单.xlsx", [DEATHS, *(["张三", n, "2026-01-05"] for n in ids)])
    found = read().list("deaths")
    assert found["id_no_damaged"].to_list() == [True, True, True, False, True]
    assert found["id_no"].to_list()[:2] == ["990523198810111000", "990523198810111000"]
    assert found["id_no_prefix"].to_list() == ["990523198810111", "990523198810111", "990523", None, "990101800101001"]


def test_a_stored_number_whose_check_digit_happens_to_be_right_is_still_damaged(
    xlsx: Callable[..., Path], read: Callable[..., Any], valid_id: Callable[[str], str]
) -> None:
    shown = next(
        n for day in range(1, 28) for k in range(10) if (n := valid_id(f"990101198001{day:02}{k}00"))[-3:] == "000"
    )
    xlsx("名单.xlsx", [DEATHS, ["张三", int(shown), "2026-01-05"], ["李四", shown, "2026-01-05"]])
    found = read().list("deaths")
    assert found["id_no"].to_list() == [shown, shown]
    assert found["id_no_id18"].to_list() == [None, shown]


def test_numbers_as_ids_in_old_workbooks(xls: Callable[..., Path], read: Callable[..., Any]) -> None:
    xls("名单.xls", {"一": [DEATHS, ["张三", 990523198810111000, "2026-01-05"], B]})
    found = read().list("deaths")
    assert found["id_no_damaged"].to_list() == [True, False]
    assert found["id_no_prefix"].to_list() == ["990523198810111", None]


def test_dates_in_every_style_in_one_column(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    days: list[Any] = ["2026-10-05", "2026.10.5", 20261005, "2026年10月5日", dt.date(2026, 10, 5), 46300, "0000-00-00"]
    xlsx("名单.xlsx", [DEATHS, *(["张三", "990101198001010018", d] for d in days)])
    found = read()
    assert found.column("deaths", "died_on") == [dt.date(2026, 10, 5)] * 6 + [None]
    (cleaned,) = [c for c in found.sheets.cleaned if c.field == "died_on"]
    assert (cleaned.filled, cleaned.unreadable, cleaned.examples) == (7, 1, ("0000-00-00",))
    assert "sheets.cells_unreadable" in found.warnings("名单.xlsx")


@pytest.mark.parametrize(
    ("header", "titles", "cells", "wanted"),
    [
        ("车价(万元)", [], [12.5, "9.99"], [12.5, 9.99]),
        ("车价（元）", [], [125000, "99,900"], [12.5, 9.99]),
        ("车价", [], [125000, 99900], [12.5, 9.99]),
        ("车价", [], [12.5, 9.99], [12.5, 9.99]),
        ("车价", ["单位：元"], [125000, 99900], [12.5, 9.99]),
        ("车价", [], ["12.5万元", "99900元"], [12.5, 9.99]),
    ],
)
def test_money_comes_in_the_unit_rules_expect(
    xlsx: Callable[..., Path],
    read: Callable[..., Any],
    header: str,
    titles: list[str],
    cells: list[Any],
    wanted: list[float],
) -> None:
    rows = [["车主", "身份证号", "车牌号", header], *(["张三", "990101198001010018", "某A1", c] for c in cells)]
    xlsx("车.xlsx", [*([t] for t in titles), *rows])
    assert read().column("vehicles", "price") == pytest.approx(wanted)


def test_wan_in_the_header_of_a_column_of_yuan(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx(
        "贷.xlsx",
        [["借款人", "身份证号", "贷款金额（万元）", "到期日"], ["张三", "990101198001010018", 5, "2026-12-31"]],
    )
    assert read().column("loans", "amount") == [50000.0]


def test_formulas_give_their_values_and_errors_are_blank_and_told(
    xlsx: Callable[..., Path], read: Callable[..., Any]
) -> None:
    rows = [
        [("=A9", "张三"), "990101198001010018", "2026-01-05"],
        ["李四", ("=VLOOKUP(1,A:B,2)", "#N/A"), ("=1/0", "#DIV/0!")],
        ["王五", "#REF!", "2026-03-07"],
    ]
    xlsx("名单.xlsx", [DEATHS, *rows])
    found = read()
    assert found.column("deaths", "name") == ["张三", "李四", "王五"]
    assert found.column("deaths", "id_no") == ["990101198001010018", None, None]
    (told,) = [w for w in found.report("名单.xlsx").warnings if w.name == "sheets.error_cells"]
    assert told.values["count"] == 2


def test_two_headers_for_one_field_are_told_and_the_filled_one_is_taken(
    xlsx: Callable[..., Path], read: Callable[..., Any]
) -> None:
    header = ["姓名", "身份证号", "证件号码", "死亡日期"]
    xlsx("名单.xlsx", [header, ["张三", None, "990101198001010018", "2026-01-05"]])
    found = read()
    assert found.column("deaths", "id_no") == ["990101198001010018"]
    (told,) = [w for w in found.report("名单.xlsx").warnings if w.name == "sheets.two_headers"]
    assert (told.values["taken"], told.values["other"]) == ("证件号码", "身份证号")


def test_a_header_with_no_rows(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("名单.xlsx", [["名单"], DEATHS])
    found = read()
    assert found.report("名单.xlsx").rows_read == 0
    assert found.warnings("名单.xlsx") == ["sheets.no_rows"]
    assert found.list("deaths").schema["died_on"] == pl.Date


def test_rows_are_numbered_over_all_files_in_order_of_path(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("乙/名单.xlsx", [DEATHS, B])
    xlsx("甲.xlsx", [DEATHS, C])
    xlsx("a.xlsx", [DEATHS, A])
    found = read()
    assert found.column("deaths", "file") == ["a.xlsx", "乙/名单.xlsx", "甲.xlsx"]
    assert found.column("deaths", "row_id") == [0, 1, 2]
    assert found.list("deaths").equals(read(work="again").list("deaths"))


def test_what_is_no_input_is_passed_over(folder: Path, xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("名单.xlsx", [DEATHS, A])
    xlsx("out/set-aside.xlsx", [DEATHS, B])
    (folder / "out" / "run.json").write_text('{"huitoukan": "1.0"}')
    xlsx("excluded/x.xlsx", [DEATHS, B])
    for name in ("~$名单.xlsx", ".隐藏.xlsx", "说明.txt"):
        (folder / name).write_bytes(b"?")
    found = read(exclude=folder / "excluded")
    assert [f.file for f in found.sheets.files] == ["名单.xlsx"]
    assert found.report("out").note.name == "sheets.earlier_output"
    assert found.report("out").rows_read == 0


def test_village_keys_know_the_township_of_their_row(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    header = ["乡镇", "行政村", "户主姓名", "户主身份证号", "灾害类型", "损失金额"]
    who = ["张三", "990101198001010018", "洪涝", 100]
    xlsx("灾.xlsx", [header, ["桥竹镇", "桥竹镇泥山冲村委会", *who], ["桥竹", "泥山冲", *who]])
    found = read().list("disasters")
    assert found["village_key"].to_list() == ["泥山冲", "泥山冲"]
    assert found["township_key"].to_list() == ["桥竹", "桥竹"]
    assert found["village"].to_list() == ["桥竹镇泥山冲村委会", "泥山冲"]


def test_a_folder_that_is_not_there_or_empty_is_a_sentence(folder: Path, read: Callable[..., Any]) -> None:
    with pytest.raises(Mendable, match="没有表格"):
        read()
    folder.rmdir()
    with pytest.raises(Mendable, match="找不到文件夹"):
        read()


@pytest.mark.parametrize("content", ["{}", "[]", "no json", '{"name": "x"}'])
def test_a_folder_of_somebody_else_is_read(
    folder: Path, xlsx: Callable[..., Path], read: Callable[..., Any], content: str
) -> None:
    xlsx("人社局/死亡.xlsx", [DEATHS, A])
    (folder / "人社局/run.json").write_text(content)
    assert read().column("deaths", "file") == ["人社局/死亡.xlsx"]


def test_linked_files_are_read_and_linked_folders_only_told(
    folder: Path, tmp_path: Path, xlsx: Callable[..., Path], read: Callable[..., Any]
) -> None:
    xlsx("名单.xlsx", [DEATHS, A])
    away = tmp_path / "away"
    away.mkdir()
    (folder / "名单.xlsx").rename(away / "外面.xlsx")
    xlsx("名单.xlsx", [DEATHS, B])
    (folder / "圈").symlink_to(folder)
    (folder / "外").symlink_to(away)
    (folder / "外面.xlsx").symlink_to(away / "外面.xlsx")
    (folder / "断.xlsx").symlink_to(away / "没有.xlsx")
    (folder / "说明.txt").symlink_to(away)
    (folder / "说明.md").symlink_to(away / "没有.md")
    found = read()
    assert sorted(found.column("deaths", "name")) == ["张三", "李四"]
    told = {r.file for r in found.sheets.sheets if r.note and r.note.name == "sheets.link"}
    assert told == {"圈", "外", "说明.txt"}
    assert [f.file for f in found.sheets.files if f.problem] == ["断.xlsx"]


def test_a_second_copy_of_a_file_is_told_and_not_counted(
    folder: Path, xlsx: Callable[..., Path], read: Callable[..., Any]
) -> None:
    first = xlsx("名单.xlsx", [DEATHS, A])
    (folder / "名单 - 副本.xlsx").write_bytes(first.read_bytes())
    found = read()
    assert len(found.column("deaths", "name")) == 1
    (told,) = [f for f in found.sheets.files if f.problem]
    assert told.problem
    assert told.problem.name == "sheets.same_file"
    assert told.problem.values == {"file": told.file, "first": "名单 - 副本.xlsx"}
    assert told.sha256 == found.sheets.files[0].sha256
    assert len(list(next(iter(found.sheets.raw.values())).parent.iterdir())) == 1


def test_rows_of_an_unknown_sheet_are_counted(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    header = ["序", "甲", "乙", "丙"]
    rows = [[1, "a", "b", "c"], [2, "d", None, "f"], [3, "g", None, None], [None, None, None, None]]
    foot = [["合计", 3, None, None], ["填表人：赵六", None, None, None], header, [None, "以下空白", None, None]]
    xlsx("怪.xlsx", {"某": [["某表"], header, [1, 2, 3, 4], *rows, *foot], "隐": [header, *rows]}, hidden=["隐"])
    xlsx("一列.xlsx", [["只有说明文字"], ["第二行说明"]])
    found = read()
    assert (found.report("怪.xlsx", "某").kind, found.report("怪.xlsx", "某").rows_read) == (None, 3)
    assert found.report("怪.xlsx", "隐").rows_read == 0
    assert found.report("一列.xlsx").rows_read == 0


@pytest.mark.parametrize("wide", ["12345678901234567890", "990101198001010018", "1E30", "9" * 400])
def test_a_number_nobody_can_mean_is_unreadable(xlsx: Callable[..., Path], read: Callable[..., Any], wide: str) -> None:
    header = ["借款人", "身份证号", "贷款金额", "到期日"]
    xlsx("贷.xlsx", [header, ["张三", A[1], wide, "2026-12-31"], ["李四", B[1], "30000", "2026-12-31"]])
    found = read()
    assert found.column("loans", "amount") == [None, 30000.0]
    (told,) = [w for w in found.report("贷.xlsx").warnings if w.name == "sheets.cells_unreadable"]
    assert "990101198001010018" not in str(told)
    assert told.values["count"] == 1


def test_a_whole_number_nobody_can_mean_is_unreadable(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    header = ["户编号", "姓名", "身份证号", "家庭人口数", "监测对象类别"]
    rows = [["1", "张三", A[1], n, "脱贫不稳定户"] for n in ("4", "99010119800101001812", "990101198001010018")]
    xlsx("户.xlsx", [header, *rows])
    assert read().column("registered", "household_size") == [4, None, None]


def test_an_id_in_a_date_column_is_masked_where_it_is_told(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("名单.xlsx", [DEATHS, [*A[:2], "990101198001010018"], [*B[:2], "去年"]])
    (told,) = read().report("名单.xlsx").warnings
    assert told.values["examples"] == ["990101********0018", "去年"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n"])
@pytest.mark.parametrize("quote", [False, True])
def test_text_is_read_the_same_with_and_without_quotation_marks(
    folder: Path, read: Callable[..., Any], end: str, last: str, quote: bool
) -> None:
    lines = ["死亡名单", "", ",".join(DEATHS), ",".join(A) + ",多", "", ",", ",".join(B[:2]), ",".join(C), " "]
    said = end.join(lines).replace("王五", '"王五"' if quote else "王五") + last.replace("\n", end)
    (folder / "名单.csv").write_bytes(said.encode())
    found = read()
    assert found.column("deaths", "row") == [4, 7, 8]
    assert found.column("deaths", "name") == ["张三", "李四", "王五"]
    (ragged,) = [w for w in found.report("名单.csv").warnings if w.name == "sheets.ragged"]
    assert ragged.values == {"longer": 1, "shorter": 1, "width": 3}


@pytest.mark.parametrize("quote", ["", '"'])
def test_long_text_keeps_every_row_in_its_place(
    folder: Path, read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, quote: str
) -> None:
    monkeypatch.setattr("huitoukan.engine.sheets.files.delimited._BLOCK_BYTES", 100)
    monkeypatch.setattr("huitoukan.engine.sheets.files.delimited._BLOCK_RECORDS", 7)
    rows = [f"{quote}张三{quote},{A[1]},2026-01-05" + (",多" if n == 60 else "") for n in range(100)]
    (folder / "名单.csv").write_text("\n\n".join([",".join(DEATHS), *rows]), "utf-8")
    found = read()
    assert found.column("deaths", "row") == list(range(3, 203, 2))
    assert pl.read_ipc(found.sheets.raw["名单.csv", "名单"])["c3"].drop_nulls().to_list() == ["多"]


def test_long_numbers_are_seen_where_they_stand(xlsx: Callable[..., Path], valid_id: Callable[[str], str]) -> None:
    numbers = (valid_id(f"9901011980010{k:04}") for k in range(10**4))
    text = next(n for n in numbers if n.isdigit() and str(int(float(n))) == n)
    plain = xlsx("文字.xlsx", {"甲": [DEATHS, ["张三", text, 46300]], "乙": [[1.5, 12345678901234]]})
    stored = xlsx("数字.xlsx", {"甲": [DEATHS], "乙": [[990101198001010018]], "丙": [[990101800101001]]})
    told = {s: Package(plain.read_bytes()).untold(s).long_numbers for s in ("甲", "乙", "没有")}
    assert told == {"甲": frozenset(), "乙": frozenset(), "没有": None}
    told = {s: Package(stored.read_bytes()).untold(s).long_numbers for s in ("甲", "乙", "丙")}
    assert told == {"甲": frozenset(), "乙": {(0, 0)}, "丙": {(0, 0)}}


def test_an_input_is_let_go_of_before_the_next_but_one(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    for n in range(8):
        xlsx(f"{n}.xlsx", [DEATHS, [f"张{n}", *A[1:]]])
    met: list[weakref.ref[pl.DataFrame]] = []
    most = 0
    original = Writer.add_file

    def watched(writer: Writer, report: FileReport, sheets: Sequence[Any]) -> None:
        nonlocal most
        met.extend(weakref.ref(each.sheet.grid.cells) for each in sheets)
        gc.collect()
        most = max(most, sum(each() is not None for each in met))
        original(writer, report, sheets)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Writer, "add_file", watched)
        assert len(read().column("deaths", "row")) == 8
    assert most <= 2


class Panic(BaseException):
    """As a reader written in Rust gives up: no ``Exception``."""


@pytest.mark.parametrize("fault", [Panic, ValueError])
def test_a_fault_in_a_thread_is_told_and_nobody_waits(
    xlsx: Callable[..., Path], read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    def gives_up(*_: object) -> None:
        raise fault

    for n in range(5):
        xlsx(f"{n}.xlsx", [DEATHS, A])
    monkeypatch.setattr("huitoukan.engine.sheets.reading.made_ready", gives_up)
    with pytest.raises(fault):
        read()


def test_rows_come_in_the_order_of_names_whatever_is_read_first(
    xlsx: Callable[..., Path], read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = _Typist.read

    def slow_at_first(typist: _Typist, path: Path) -> Any:
        time.sleep(0.05 if path.stem in "03" else 0)
        return original(typist, path)

    for n, rows in enumerate((3, 400, 2, 1, 200)):
        xlsx(f"{n}.xlsx", [DEATHS, *([f"王{'一二三四五'[n]}", *A[1:]] for _ in range(rows))])
    monkeypatch.setattr(_Typist, "read", slow_at_first)
    found = read()
    assert [report.file for report in found.sheets.files] == [f"{n}.xlsx" for n in range(5)]
    assert found.column("deaths", "file") == sorted(found.column("deaths", "file"))
    assert found.column("deaths", "row_id") == list(range(606))
