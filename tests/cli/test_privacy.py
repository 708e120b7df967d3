"""Whole ID numbers never leave unless asked for, wherever in the lists somebody typed them."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from .conftest import AS_OF, Huitoukan

_BORN = "19870615"
# In the order of the cells below: each is planted once, so that a leak says where it comes from.
PLANTED = {
    place: f"990123{_BORN}{at:03}{end}"
    for at, (place, end) in enumerate(
        zip(
            ("header", "township", "village", "name", "date", "money", "note", "claim date", "claim money", "unknown"),
            "1x3X5x7891",
            strict=True,
        ),
        start=101,
    )
}
OLD = {place: f"990124870615{at}" for at, place in enumerate(("date", "note", "unknown", "both"), start=201)}


def _spaced(number: str) -> str:
    return f"{number[:6]} {number[6:14]} {number[14:]}"


def _write(path: Path, *rows: tuple[str, ...]) -> None:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("planted") / "lists"
    made.mkdir()
    _write(
        made / "监测对象信息.xlsx",
        ("乡镇", "村", "户编号", "人编号", "姓名", "证件号码", "性别", "出生日期", "与户主关系", "户类型", "监测对象类别",
         "人均纯收入（元）", "备注", f"说明{PLANTED['header']}"),
        (f"青石镇{PLANTED['township']}", f"上河村 {_spaced(PLANTED['village'])}", "H1", "P1", f"张三，{PLANTED['name']}",
         "990123198706150016", "男", PLANTED["date"], "户主", "一般农户", "", PLANTED["money"],
         f"代办人{_spaced(PLANTED['note'])}", "x"),
        (f"青石镇{PLANTED['township']}", f"上河村 {_spaced(PLANTED['village'])}", "H1", "P2", "李四", "", "男",
         OLD["date"], "之子", "一般农户", "", "3000", OLD["note"], "x"),
    )  # fmt: skip
    _write(
        made / "住院费用结算.xlsx",
        ("姓名", "证件号码", "医疗总费用", "个人自付", "结算日期", "诊断"),
        ("李四", "", PLANTED["claim money"], "50000", "2026-05-01", "骨折"),
        (
            "张三",
            "990123198706150016",
            "90000",
            "80000",
            _spaced(PLANTED["claim date"]),
            f"{OLD['both']}、{OLD['both']}",
        ),
        ("", "", "1", "1", "2026-05-01", PLANTED["note"]),
    )
    (made / "食堂.csv").write_text(f"菜名,数量{PLANTED['unknown']},口味\n{OLD['unknown']},3,辣\n白菜,5,淡\n", "utf-8")
    return made


def _texts(out: Path) -> Iterator[tuple[str, str]]:
    """Every text that leaves, the parts of workbooks one by one."""
    for path in (path for path in out.rglob("*") if path.is_file()):
        yield "name", path.name
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield from ((f"{path.name}/{name}", book.read(name).decode()) for name in book.namelist())
        else:
            yield path.name, path.read_text("utf-8")


def _leaks(out: Path) -> list[tuple[str, str]]:
    found = []
    for file, text in _texts(out):
        plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
        everywhere = [(place, number.upper()) for where in (PLANTED, OLD) for place, number in where.items()]
        found += [(file, place) for place, number in everywhere if number in plain]
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_planted_number_is_whole_in_any_output(
    huitoukan: Huitoukan, folder: Path, tmp_path: Path, lang: str
) -> None:
    out = tmp_path / "out"
    said = huitoukan("check", folder, "--as-of", AS_OF, "--out", out, "--lang", lang)
    assert said.code == 0, said.err
    assert _leaks(out) == []
    for number in (*PLANTED.values(), *OLD.values()):
        assert number not in said.out + said.err


def test_the_plants_reach_the_outputs(huitoukan: Huitoukan, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert huitoukan("check", folder, "--as-of", AS_OF, "--out", out, "--full-ids").code == 0
    assert {"township", "village", "name", "note"} <= {place for _, place in _leaks(out)}
