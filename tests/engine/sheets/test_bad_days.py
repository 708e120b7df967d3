"""What a bad day brings: odd names and formats, lists of strangers, dates that cannot be, lists too long to type at once."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlwt

from huitoukan.engine import check
from huitoukan.messages import LANGS, Mendable

DEATHS = ["姓名", "身份证号", "死亡日期"]
A, B = ["张三", "990101198001010018", "2026-01-05"], ["李四", "990101197502030021", "2026-02-06"]


@pytest.mark.parametrize(
    "name", ["名 单（新）[1]*?.csv", "a'b\"c;d&e.csv", "换\n行.csv", "🏠.csv", "~名单.csv", "%s{0}.csv"]
)
def test_a_file_of_an_odd_name_is_read(
    folder: Path, text: Callable[..., Path], read: Callable[..., Any], name: str
) -> None:
    text(name, [DEATHS, A])
    (folder / f"坏{name}").write_bytes(b"")
    found = read()
    assert found.column("deaths", "file") == [name]
    (problem,) = [file.problem for file in found.sheets.files if file.problem]
    assert all(f"坏{name}" in problem.text(lang) for lang in LANGS)


def test_a_name_in_another_encoding_is_told_as_it_was(folder: Path, read: Callable[..., Any]) -> None:
    written = os.fsencode(folder) + b"/" + "死亡名单.csv".encode("gb18030")
    with open(written, "w", encoding="utf-8") as file:  # noqa: PTH123  # no Path holds bytes
        file.write("\n".join(",".join(row) for row in (DEATHS, A)))
    assert read().column("deaths", "file") == ["死亡名单.csv"]


def test_an_open_document_sheet_and_one_of_wps_are_read(folder: Path, read: Callable[..., Any]) -> None:
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in (DEATHS, A)
    )
    spaces = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="一">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(folder / "开放.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    book, file = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = book.add_sheet("一")
    for at, row in enumerate((DEATHS, B)):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    book.save(file)
    (folder / "金山.et").write_bytes(file.getvalue())
    assert sorted(read().column("deaths", "name")) == ["张三", "李四"]


@pytest.mark.parametrize(
    "day", ["0000-01-01", "00000101", "0年1月1日", "1899-12-31", "2101-01-01", "99999", "2026-02-30"]
)
def test_a_day_that_cannot_be_is_told_and_blank(text: Callable[..., Path], read: Callable[..., Any], day: str) -> None:
    text("死亡.csv", [DEATHS, [*A[:2], day], B])
    found = read()
    assert found.column("deaths", "died_on") == [None, date(2026, 2, 6)]
    (told,) = [w for w in found.report("死亡.csv").warnings if w.name == "sheets.cells_unreadable"]
    assert told.values["examples"] == [day]


def test_a_number_with_a_birthday_in_year_0_is_nobodys(
    text: Callable[..., Path], read: Callable[..., Any], valid_id: Callable[[str], str]
) -> None:
    text("死亡.csv", [DEATHS, ["张三", valid_id("99010100000101001"), A[2]]])
    assert read().column("deaths", "id_no_id18") == [None]


@pytest.mark.parametrize("read_whole", [True, False])
def test_a_folder_without_the_register_is_told(folder: Path, text: Callable[..., Path], read_whole: bool) -> None:
    text("死亡.csv", [DEATHS, A])
    if not read_whole:
        (folder / "监测对象信息.xlsx").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(Mendable, match="监测对象信息") as told:
        check(folder, as_of=date(2026, 10, 31))
    assert ("监测对象信息.xlsx" in told.value.message.text("en")) is not read_whole


def test_a_list_of_another_county_only_is_used_and_links_to_nobody(folder: Path, text: Callable[..., Path]) -> None:
    header = ["乡镇", "村", "户编号", "人编号", "姓名", "证件号码", "与户主关系", "户类型", "监测对象类别"]
    text("监测对象信息.csv", [header, ["甲镇", "乙村", "1", "P1", "王五", "990101199012120030", "户主", "脱贫户", ""]])
    text("死亡.csv", [DEATHS, A, B])
    result = check(folder, as_of=date(2026, 10, 31))
    assert result.links.filter(pl.col("kind") == "deaths").collect().is_empty()
    assert result.findings.filter(pl.col("rule_id").str.contains("death")).is_empty()


def test_a_long_list_is_typed_in_parts_as_if_at_once(
    text: Callable[..., Path], read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = [[f"张{n}", f"99010119800101{n:04}", "去年" if n % 7 == 0 else f"2026-01-{n % 28 + 1:02}"] for n in range(50)]
    text("死亡.csv", [[*DEATHS, "死因"], *([*row, "病"] for row in bad), ["", "", "2026-01-05", "病"]])
    whole = read(work="whole")
    monkeypatch.setattr("huitoukan.engine.sheets.typed.rows.PART_ROWS", 7)
    parts = read(work="parts")
    assert len(parts.sheets.lists["deaths"]) == 8
    assert parts.list("deaths").equals(whole.list("deaths"))
    assert parts.sheets.cleaned == whole.sheets.cleaned
    assert parts.sheets.sheets == whole.sheets.sheets
    unreadable = [pl.read_parquet(each.sheets.unreadable) for each in (parts, whole)]
    assert unreadable[0].height == 1
    assert unreadable[0].equals(unreadable[1])
