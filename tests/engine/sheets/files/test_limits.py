"""Files that could fill the machine are told with their numbers, and nothing of them is opened."""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from huitoukan.engine.sheets.files import limits, untold
from huitoukan.messages import LANGS, Mendable

GOOD = [["姓名", "身份证号", "死亡日期"], ["张三", "990101198001010018", "2026-01-05"]]


def packed(path: Path, parts: dict[str, bytes]) -> None:
    """The workbook at ``path`` with ``parts`` put into it or in the place of its own."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (kept | parts).items():
            archive.writestr(name, content)


def test_a_zip_bomb_is_told_and_not_unpacked(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("好的.xlsx", GOOD)
    packed(xlsx("炸弹.xlsx", GOOD), {"xl/sharedStrings.xml": b"<sst>" + b" " * (200 << 20)})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10
    assert found.problem("炸弹.xlsx") == "sheets.bomb"
    assert found.column("deaths", "file") == ["好的.xlsx"]


def test_an_archive_of_countless_parts_is_told() -> None:
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(limits.MOST_PARTS + 1):
            archive.writestr(str(number), b"")
    with pytest.raises(Mendable) as told:
        limits.check_package(many.getvalue(), "多.xlsx")
    assert all("多.xlsx" in told.value.message.text(lang) for lang in LANGS)


def test_a_sheet_with_one_cell_far_away_is_told(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("好的.xlsx", GOOD)
    far = xlsx("远.xlsx", GOOD)
    with zipfile.ZipFile(far) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    packed(far, {"xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", cell).replace(b"A1:C2", b"A1:XFD1048576")})
    assert read().problem("远.xlsx") == "sheets.far_cells"


def test_a_sheet_that_only_says_it_is_large_is_read(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    path = xlsx("名单.xlsx", GOOD)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"A1:C2" in sheet
    packed(path, {"xl/worksheets/sheet1.xml": sheet.replace(b"A1:C2", b"A1:XFD1048576")})
    assert untold.Package(path.read_bytes()).extent("Sheet1") == (2, 3)
    assert read().column("deaths", "name") == ["张三"]


def test_a_file_of_gigabytes_is_told_and_not_read(folder: Path, read: Callable[..., Any]) -> None:
    with (folder / "大.csv").open("wb") as file:
        file.truncate(limits.LARGEST_FILE + 1)  # takes no room on the disk
    (folder / "好.csv").write_text("\n".join(",".join(row) for row in GOOD), "utf-8")
    found = read()
    assert found.problem("大.csv") == "sheets.too_large"
    assert found.column("deaths", "name") == ["张三"]


def test_a_workbook_of_200_sheets_is_read(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("两百张.xlsx", {f"村{n}": [GOOD[0], [f"张{n}", GOOD[1][1], GOOD[1][2]]] for n in range(200)})
    found = read()
    assert found.list("deaths").height == 200
    assert len(found.sheets.sheets) == 200


def test_a_workbook_of_countless_sheets_is_told() -> None:
    with pytest.raises(Mendable, match="拆到几个工作簿"):
        limits.check_sheets(limits.MOST_SHEETS + 1, "多.xlsx")
    limits.check_sheets(limits.MOST_SHEETS, "够.xlsx")
