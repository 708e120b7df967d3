from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook

from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.setaside import list_aside, write_set_aside
from huitoukan.engine.results import Result
from huitoukan.engine.sheets.mending.mended import SOURCE_COLUMNS
from huitoukan.policy.models import Pack


@pytest.fixture(scope="module")
def book(result: Result, pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("out") / "set-aside.xlsx"
    assert write_set_aside(Edition(result, pack), path) == 8
    return load_workbook(path)


def test_lists_of_one_kind_and_one_header_share_a_sheet(book: Workbook) -> None:
    assert book.sheetnames == ["住院费用结算", "监测对象信息", "农村户籍花名册", "学籍及控辍保学"]
    assert [row[1].value for row in book["学籍及控辍保学"].iter_rows(min_row=2)] == ["第1页", "第2页"]


def test_the_headers_are_those_of_the_list_beside_where_the_row_stands(book: Workbook) -> None:
    header = [cell.value for cell in book["住院费用结算"][1]]
    assert header == [*SOURCE_COLUMNS, "原因", "怎么办", "姓名", "证件号码", "说明"]


def test_a_row_stands_as_it_was_with_the_reason_and_what_to_do(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["住院费用结算"].iter_rows(min_row=2)]
    assert [row[2] for row in rows] == [2, 3, 4, 99_999]
    assert [row[3] for row in rows] == [
        "证件号码缺失或有误，有相近的人，但不足以认定是同一人",
        "证件号码是另一个人的，姓名对不上",
        "证件号码缺失或有误，按姓名等信息也没有找到相近的人",
        "这一行没有姓名、证件号码和户编号",
    ]
    assert all("放回" in str(row[4]) for row in rows)
    assert rows[0][5:] == ["张0", "990123********000X", "=1+1"]


def test_nothing_in_it_runs(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_whole_id_numbers_stand_there_only_when_asked_for(result: Result, pack: Pack, tmp_path: Path) -> None:
    write_set_aside(Edition(result, pack, full_ids=True), tmp_path / "whole.xlsx")
    assert load_workbook(tmp_path / "whole.xlsx")["住院费用结算"]["G2"].value == "99012319500101000X"


def test_lists_of_one_kind_with_other_headers_get_a_sheet_each(result: Result, pack: Pack, tmp_path: Path) -> None:
    sheets = result.sheets
    headers = {**sheets.headers, ("学籍.xlsx", "第2页"): ("学生姓名", "身份证号", "备注")}
    other = replace(result, sheets=replace(sheets, headers=headers))
    write_set_aside(Edition(other, pack), tmp_path / "other.xlsx")
    book = load_workbook(tmp_path / "other.xlsx")
    assert [book[name]["F1"].value for name in ("学籍及控辍保学", "学籍及控辍保学 2")] == ["姓名", "学生姓名"]


def test_when_every_row_was_used_the_workbook_says_so(result: Result, pack: Pack, tmp_path: Path) -> None:
    empty = tmp_path / "none.parquet"
    pl.read_parquet(result.sheets.unreadable).clear().write_parquet(empty)
    sheets = replace(result.sheets, unreadable=empty)
    calm = Edition(replace(result, sheets=sheets, link_reviews=result.link_reviews.clear()), pack)
    assert write_set_aside(calm, tmp_path / "calm.xlsx") == 0
    assert load_workbook(tmp_path / "calm.xlsx").active["A1"].value == "所有行都已用上，没有需要补正的行。"
    assert list_aside(calm).height == 0


def test_id_numbers_in_free_text_and_headers_are_masked(result: Result, pack: Pack, tmp_path: Path) -> None:
    place = ("医保/住院费用.csv", "住院费用")
    raw = pl.read_ipc(result.sheets.raw[place]).with_columns(c2=pl.lit("代办人 990123 19870615 1234"))
    raw.write_ipc(tmp_path / "raw.arrow")
    headers = {**result.sheets.headers, place: ("姓名", "证件号码", "说明990123870615123")}
    sheets = replace(result.sheets, raw={**result.sheets.raw, place: tmp_path / "raw.arrow"}, headers=headers)
    write_set_aside(Edition(replace(result, sheets=sheets), pack), tmp_path / "aside.xlsx")
    sheet = load_workbook(tmp_path / "aside.xlsx")["住院费用结算"]
    assert [sheet["H1"].value, sheet["H2"].value] == ["说明990123*****5123", "代办人 990123********1234"]


def test_a_long_list_goes_on_on_another_sheet(result: Result, pack: Pack, tmp_path: Path) -> None:
    write_set_aside(Edition(result, pack), tmp_path / "long.xlsx", rows_a_sheet=3)
    book = load_workbook(tmp_path / "long.xlsx")
    assert [name for name in book.sheetnames if name.startswith("住院")] == ["住院费用结算", "住院费用结算 2"]
    assert sum(sheet.max_row - 1 for sheet in book.worksheets) == 8
    assert all(sheet["C1"].value == "来源行" for sheet in book.worksheets)
