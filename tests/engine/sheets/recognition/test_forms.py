"""What printed forms bring along: numbered columns, a header said twice, columns of other lists."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from huitoukan.engine.progress import Silent
from huitoukan.engine.results import SheetReport
from huitoukan.engine.sheets import read_folder
from huitoukan.policy import load_pack

LOANS = ["姓名", "证件号码", "贷款金额", "放款日期", "到期日期", "贷款余额", "是否逾期"]
ROWS = [
    [f"张{c}", f"99010119900101{n:04d}", "50000", "2024-05-03", "2027-05-03", "0", "否"] for n, c in enumerate("甲乙丙")
]


def read(folder: Path, rows: Sequence[Sequence[str]]) -> SheetReport:
    with (folder / "表.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (report,) = read_folder(
        folder, pack=load_pack(), work=folder / "work", mapping=None, progress=Silent(), exclude=folder / "work"
    ).sheets
    return report


@pytest.mark.parametrize(
    "numbering",
    [
        ["1", "2", "3", "4", "5", "6", "7"],
        ["甲", "乙", "1", "2", "3", "4", "5"],
        ["栏次", "1", "2", "3", "4", "5", "6"],
    ],
)
def test_a_row_that_numbers_the_columns_is_no_data(numbering: list[str], tmp_path: Path) -> None:
    report = read(tmp_path, [LOANS, numbering, *ROWS])
    assert (report.kind, report.rows_read) == ("loans", 3)


def test_a_header_said_again_in_other_line_breaks_is_no_data(tmp_path: Path) -> None:
    again = [h.replace("是否", "是否\n").replace("日期", " 日期") for h in LOANS]
    assert read(tmp_path, [LOANS, ROWS[0], again, *ROWS[1:]]).rows_read == 3


def test_the_first_header_is_the_header(tmp_path: Path) -> None:
    upper = ["借款人信息", "", "贷款信息", "", "", "", ""]
    report = read(tmp_path, [upper, LOANS, *ROWS[:2], LOANS, ROWS[2]])
    assert (report.header_row, report.rows_read) == (2, 3)


def test_a_roster_with_columns_of_the_register_is_still_a_roster(tmp_path: Path) -> None:
    header = [
        "乡镇",
        "行政村",
        "户号",
        "姓名",
        "证件号码",
        "性别",
        "出生日期",
        "与户主关系",
        "联系电话",
        "文化程度",
        "健康状况",
        "民族",
    ]
    row = [
        "甲镇",
        "乙村",
        "R1",
        "张三",
        "99010119900101123X",
        "男",
        "1990-01-01",
        "户主",
        "13900000000",
        "初中",
        "健康",
        "汉族",
    ]
    assert read(tmp_path, [header, row]).kind == "roster"


def test_a_second_level_that_explains_nothing_is_still_part_of_the_header(tmp_path: Path) -> None:
    upper = ["借款人信息", "", "", "贷款金额", "放款日期", "到期日期", "贷款余额", "是否逾期"]
    lower = ["序号", "姓名", "证件号码", "", "", "", "", ""]
    report = read(tmp_path, [upper, lower, *([str(n), *row] for n, row in enumerate(ROWS, 1))])
    assert (report.kind, report.header_row, report.rows_read) == ("loans", 2, 3)
    title = ["填报单位：某局", "", "", "填报时间：2026年10月31日", "", "", "", "", ""]
    upper = ["其他", "", *LOANS]
    lower = ["序号", "文化程度", *[""] * 7]
    (tmp_path / "b").mkdir()
    numbering = [str(n) for n in range(1, 10)]
    report = read(
        tmp_path / "b", [title, upper, lower, numbering, *([str(n), "小学", *row] for n, row in enumerate(ROWS, 1))]
    )
    assert (report.kind, report.header_row, report.rows_read) == ("loans", 3, 3)


def test_cells_merged_over_the_rows_of_a_household_count_for_each(tmp_path: Path) -> None:
    header = ["乡镇", "行政村", "户号", "姓名", "证件号码", "性别", "出生日期", "与户主关系"]
    book = xlsxwriter.Workbook(str(tmp_path / "花名册.xlsx"))
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 7, "农村户籍花名册")
    sheet.write_row(1, 0, header)
    for n in range(4):
        person = [f"张{'甲乙丙丁'[n]}", "", "男", "1990-01-01", "户主" if n % 2 == 0 else "配偶"]
        sheet.write_row(2 + n, 3, person)
    sheet.merge_range(2, 0, 5, 0, "甲镇")
    sheet.merge_range(2, 1, 5, 1, "乙村")
    sheet.merge_range(2, 2, 3, 2, "R1")
    sheet.merge_range(4, 2, 5, 2, "R2")
    book.close()
    work = tmp_path / "work"
    found = read_folder(tmp_path, pack=load_pack(), work=work, mapping=None, progress=Silent(), exclude=work)
    rows = pl.read_parquet(list(found.lists["roster"]))
    assert rows["household_no"].to_list() == ["R1", "R1", "R2", "R2"]
    assert rows["village"].to_list() == ["乙村"] * 4
