"""Random sheets and damaged files: rows or a sentence, never a crash, never a row lost."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitoukan.engine.progress import Silent
from huitoukan.engine.sheets import read_folder
from huitoukan.engine.sheets.files.contents import InputFile, read_sheets
from huitoukan.engine.sheets.files.grid import Grid, LeftOut
from huitoukan.engine.sheets.typed.columns import Cells, Typing
from huitoukan.messages import LANGS, Mendable, Message
from huitoukan.policy import load_pack
from huitoukan.policy.models import FieldType, ListField

HEADER = ["姓名", "身份证号", "死亡日期"]
ROWS = [[f"张{'甲乙丙丁'[n % 4]}", f"99010119800101{n:04}", "2026-01-05"] for n in range(12)]
LIMITS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PIECES = st.sampled_from(
    [
        "",
        " ",
        "　",
        "无",
        "N/A",
        "合计",
        "备注：",
        "张三",
        "0",
        "-1",
        "1,200元",
        "2026-02-30",
        "0000-01-01",
        "#REF!",
        "\u202e",
        "é",
        "🏠",
        '"',
        "'",
    ]
)
CELLS = st.one_of(
    PIECES,
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12),
    st.from_regex(r"[0-9X\-./年月日 ]{0,20}", fullmatch=True),
)


@cache
def _xlsx() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("一")
        for at, row in enumerate([HEADER, *ROWS]):
            sheet.write_row(at, 0, row)
        sheet.write(5, 1, 990101198001010018)
        sheet.write_formula(6, 2, "=A1", None, "#N/A")
        sheet.merge_range(10, 0, 11, 0, "合")
    return file.getvalue()


@cache
def _xls() -> bytes:
    book, file = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    sheet = book.add_sheet("一")
    for at, row in enumerate([HEADER, *ROWS]):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    book.save(file)
    return file.getvalue()


def _csv(encoding: str, quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=quoting).writerows([HEADER, *ROWS])
    return text.getvalue().encode(encoding)


def _page() -> bytes:
    cells = "".join("<tr>" + "".join(f"<td rowspan=1>{c}</td>" for c in row) + "</tr>" for row in [HEADER, *ROWS])
    return f"<html><table>{cells}</table></html>".encode()


def _old_xml() -> bytes:
    cell = '<Cell ss:Index="{}"><Data ss:Type="String">{}</Data></Cell>'
    rows = "".join(
        f'<Row ss:Index="{at}">' + "".join(cell.format(n, c) for n, c in enumerate(row, start=1)) + "</Row>"
        for at, row in enumerate([HEADER, *ROWS], start=1)
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = f'<Worksheet ss:Name="一"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheet}</Workbook>'.encode()


MAKERS: dict[str, Callable[[], bytes]] = {
    "xlsx": _xlsx,
    "utf-8": lambda: _csv("utf-8"),
    "gb18030": lambda: _csv("gb18030"),
    "utf-16": lambda: _csv("utf-16"),
    "quoted": lambda: _csv("utf-8", csv.QUOTE_ALL),
    "page": _page,
    "old xml": _old_xml,
}


@st.composite
def damages(draw: st.DrawFn, content: bytes) -> bytes:
    """``content`` with bits turned, bytes changed, cut out or said twice, and figures made huge."""
    spoilt = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(spoilt) - 1)))
        match draw(st.sampled_from(["bit", "byte", "cut", "twice", "number"])):
            case "bit" if spoilt:
                spoilt[at] ^= 1 << draw(st.integers(0, 7))
            case "byte" if spoilt:
                spoilt[at] = draw(st.sampled_from(b'019<>"&=/ \x00\xff'))
            case "cut":
                del spoilt[at : at + draw(st.integers(1, 40))]
            case "twice":
                spoilt[at:at] = spoilt[max(0, at - 30) : at]
            case "number":
                spoilt[at : at + 1] = str(draw(st.sampled_from([99_999_999, 2**31, 2**63, -1, 0]))).encode()
    return bytes(spoilt)


def _reads_or_tells(content: bytes) -> None:
    try:
        found: list[Grid | LeftOut] | Message = list(read_sheets(InputFile("名单.xls", content)))
    except Mendable as problem:
        found = problem.message
    if isinstance(found, Message):
        assert all("名单.xls" in found.text(lang) for lang in LANGS)
    else:
        assert all(sheet.file == "名单.xls" for sheet in found)


@pytest.mark.parametrize("sort", sorted(MAKERS))
@LIMITS
@given(data=st.data())
def test_a_damaged_file_is_rows_or_a_sentence(sort: str, data: st.DataObject) -> None:
    _reads_or_tells(data.draw(damages(MAKERS[sort]())))


@settings(LIMITS, max_examples=8)  # each is tried in a process of its own first
@given(data=st.data())
def test_a_damaged_workbook_of_the_old_kind_is_rows_or_a_sentence(data: st.DataObject) -> None:
    _reads_or_tells(data.draw(damages(_xls())))


@LIMITS
@given(data=st.data())
def test_a_damaged_part_of_a_sound_archive_is_rows_or_a_sentence(data: st.DataObject) -> None:
    spoilt, whole = io.BytesIO(), _xlsx()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(spoilt, "w") as written:
        victim = data.draw(st.sampled_from(archive.namelist()))
        for name in archive.namelist():
            part = archive.read(name)
            written.writestr(name, data.draw(damages(part)) if name == victim else part)
    _reads_or_tells(spoilt.getvalue())


def test_a_workbook_that_asks_for_all_memory_is_told() -> None:
    content = bytearray(_xls())
    content[30:32] = b"\x21\x00"  # sectors of 8 GB
    with pytest.raises(Mendable, match="已损坏"):
        list(read_sheets(InputFile("名单.xls", bytes(content))))


@settings(LIMITS, max_examples=12)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=5), max_size=12))
def test_no_row_of_a_random_sheet_is_lost(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lists, work = Path(folder, "lists"), Path(folder, "work")
        lists.mkdir()
        with (lists / "死亡.csv").open("w", encoding="utf-8", newline="", errors="replace") as file:
            csv.writer(file).writerows([HEADER, *ROWS[:2], *rows, ROWS[2]])
        found = read_folder(lists, pack=load_pack(), work=work, mapping=None, progress=Silent())
        (report,) = found.sheets
        used = sum(pl.read_parquet(path).height for paths in found.lists.values() for path in paths)
        aside = pl.read_parquet(found.unreadable).height
        counts = {w.name: w.values for w in report.warnings}.get("sheets.rows_left_out", {})
        total = pl.read_ipc(found.raw["死亡.csv", "死亡"]).height
    assert report.kind == "deaths"
    assert report.rows_read == used + aside == total
    left_out = sum(int(str(count)) for count in counts.values())
    assert total + left_out == len(rows) + 3


@cache
def _typing() -> Typing:
    return Typing(load_pack())


QUICK = {
    FieldType.DATE: r"[0-9]{4}([-./][0-9]{1,2}[-./][0-9]{1,2}( 00:00:00)?|年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4})",
    FieldType.NUMBER: r"-?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.[0-9]{1,9})?",
    FieldType.MONEY: r"-?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.[0-9]{1,9})?",
    FieldType.INTEGER: r"-?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})",
    FieldType.PHONE: r"1[0-9]{10}",
    FieldType.NAME: r"[一-鿿]{1,4}",
    FieldType.TEXT: r"[0-9A-Za-z一-鿿]{1,9}",
}


@pytest.mark.parametrize("sort", sorted(QUICK))
@LIMITS
@given(data=st.data())
def test_a_plain_cell_reads_the_same_in_one_go_and_by_itself(sort: FieldType, data: st.DataObject) -> None:
    cell = data.draw(st.from_regex(QUICK[sort], fullmatch=True))
    field = ListField(title="列", type=sort)
    # a space in front is cleaned away, but keeps the cell from being taken over as it is
    cells = Cells("x", field, pl.Series([cell, f" {cell}", None]))
    (typed,) = _typing().columns([cells])
    assert typed.columns[0][0] == typed.columns[0][1]
    assert typed.columns[0][2] is None
