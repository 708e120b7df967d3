"""Lists as counties write them, and files that are none."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from huitoukan.core.areas.lists.reading import LARGEST_LIST, WrongList, read_list
from huitoukan.core.areas.lists.template import write_template
from huitoukan.engine.sheets.files.contents import InputFile
from huitoukan.messages import Mendable


def text(content: str, name: str = "名单.csv") -> InputFile:
    return InputFile(name, content.encode("gb18030"))


def workbook(*sheets: list[list[object]]) -> InputFile:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return InputFile("名单.xlsx", file.getvalue())


HEADERS = [
    "统计用区划代码,城乡分类代码,名称",
    "区划代码,城乡分类代码,名称",
    "村代码,x,村名",
    "1.村代码,x,2.村名称",
    "代码（12位）,x,行政村名称",
    "CODE,x,name",
]


@pytest.mark.parametrize("header", HEADERS)
def test_headers_as_counties_spell_them(header: str) -> None:
    (line,) = read_list(text(f"某县区划表\n\n{header}\n990101001001,220,柳树村\n"))
    assert (line.code, line.name, line.row) == ("990101001001", "柳树村", 4)


def test_every_column_finds_its_place() -> None:
    header = "序号,乡镇代码,乡镇名称,村代码,村名称,是否脱贫村,易地扶贫搬迁安置点,设立日期,级别"
    row = "1,990101001000,东河镇,990101001001,柳树村,是,否,2001-02-03,村"
    (line,) = read_list(text(f"{header}\n{row}\n"))
    assert (line.code, line.name, line.parent) == ("990101001001", "柳树村", "东河镇")
    assert (line.is_poor_village, line.is_resettlement) == ("是", "否")
    assert (line.opened_on, line.level) == ("2001-02-03", "村")


def test_a_column_that_is_not_there_says_nothing() -> None:
    (line,) = read_list(text("代码,名称\n990101001001,柳树村\n"))
    assert line.is_poor_village is None


def test_blank_rows_totals_signatures_and_repeated_headers_are_passed_over() -> None:
    file = text("代码,名称\n990101001001,柳树村\n,\n代码,名称\n990101001002,石桥村\n,合计 2\n合计,\n,填表人：张三\n")
    assert [line.name for line in read_list(file)] == ["柳树村", "石桥村"]


def test_all_sheets_that_are_lists_are_read() -> None:
    header = ["代码", "名称"]
    file = workbook([header, ["990101001000", "东河镇"]], [["说明"], ["略"]], [header, [990101001001, "柳树村"]])
    assert [line.code for line in read_list(file)] == ["990101001000", "990101001001"]


def test_the_template_is_a_list_once_it_is_filled_in() -> None:
    for lang in ("zh", "en"):
        with pytest.raises(WrongList, match="只有表头"):
            read_list(InputFile("areas.xlsx", write_template(lang).getvalue()))  # type: ignore[arg-type]


def far_cells() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["代码", "名称"])
        sheet.write(1_000_000, 60, "x")
    return file.getvalue()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (100 << 20))
    return file.getvalue()


BAD = {
    "empty": b"",
    "no list": "姓名,年龄\n张三,3\n".encode(),
    "only a header": "代码,名称\n".encode(),
    "noise": bytes(range(256)) * 20,
    "half a workbook": workbook([["代码", "名称"], ["1", "2"]]).content[:-200],
    "an archive": b"PK\x03\x04" + b"x" * 100,
    "another format": b"%PDF-1.7 x",
    "far cells": far_cells(),
    "a bomb": bomb(),
    "a line of commas": b"," * 1_000_000,
    "too large": b"x" * (LARGEST_LIST + 1),
    "too many lines": ("代码,名称\n" + "990101001001,x\n" * 50_001).encode(),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_what_is_no_list_is_told_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Mendable) as told:
        read_list(InputFile("名单.xlsx", content))
    assert told.value.message.text("zh")
    assert told.value.message.text("en")
