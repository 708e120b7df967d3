"""What a person decided comes before any score; a decisions file that says nothing clear is refused with the row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from huitoukan.engine.linkage.decisions import load_decisions
from huitoukan.messages import Mendable
from huitoukan.samples.identity import check_digit


def _id(body: str) -> str:
    return body + check_digit(body)


HEADER = ("决定", "清单", "来源文件", "来源表", "来源行", "候选人", "证据")
OWNER = _id("99013219690421317")
LISTS = {
    "registered": [
        {"household_no": "H1", "person_no": "P1", "name": "王芳", "id_no": OWNER},
        {"household_no": "H2", "person_no": "P2", "name": "王芳", "id_no": _id("99013219811112328")},
    ],
    "roster": [{"household_no": "R3", "name": "王方", "id_no": _id("99013219750130235")}],
    "deaths": [
        {"name": "王芳", "id_no": None},
        {"name": "王芳", "id_no": None},
        {"name": "李红", "id_no": OWNER},
        {"name": "王芳", "id_no": OWNER[:9] + str((int(OWNER[9]) + 1) % 10) + OWNER[10:]},
    ],
}


def _decision(row: int, candidate: str, word: str) -> tuple[object, ...]:
    return (word, "死亡人员名单", "deaths.xlsx", "Sheet1", row, candidate, "")


def _workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((HEADER, *rows)):
            sheet.write_row(at, 0, row)
    return path


@pytest.fixture
def decide(type_county: Callable, link_county: Callable, tmp_path: Path) -> Callable:
    def run(*rows: tuple[object, ...]):
        county = type_county(LISTS)
        decided = load_decisions(_workbook(tmp_path / "d.xlsx", *rows), county.sheets, tmp_path / "d.parquet")
        return link_county(county, decided)

    return run


def test_yes_links_the_row(decide: Callable) -> None:
    linked = decide(_decision(2, "P2", "是"), _decision(3, "roster.xlsx#Sheet1#2", "是"), _decision(4, "P1", "是"))

    assert linked.worlds("deaths", 0) == {"P2": ("accepted", "possible")}
    assert linked.worlds("deaths", 1) == {_id("99013219750130235"): ("accepted", "possible")}
    assert linked.worlds("deaths", 2) == {"P1": ("accepted", "possible")}
    assert linked.methods("deaths", 0) == {"decided"}
    assert set(linked.tables["review"]["row_id"]) == set()


def test_no_takes_the_candidate_away(decide: Callable) -> None:
    linked = decide(_decision(2, "P2", "否"), _decision(5, "P1", "否"))

    assert linked.people("deaths", 0, "possible") == {"P1", _id("99013219750130235")}
    assert ("undecided", "P2") not in linked.reviews("deaths", 0)
    assert "P1" not in linked.people("deaths", 3, "possible")


def test_rows_without_a_decision_are_passed_over(decide: Callable) -> None:
    linked = decide(_decision(2, "nobody at all", ""), _decision(3, "P1", "是"))

    assert linked.people("deaths", 0) == set()
    assert linked.people("deaths", 1) == {"P1"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv(type_county: Callable, tmp_path: Path, encoding: str) -> None:
    lines = [",".join(HEADER), ",".join(map(str, _decision(2, "P1", "否")))]
    path = tmp_path / "决定.csv"
    path.write_text("\n".join(lines), encoding=encoding)

    out = load_decisions(path, type_county(LISTS).sheets, tmp_path / "d.parquet")

    assert pl.read_parquet(out).rows() == [("deaths", 0, "registered", 0, False)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([_decision(2, "P1", "是"), _decision(3, "P1", "也许")], "第 3 行的决定是“也许”"),
        ([_decision(99, "P1", "是")], "第 2 行所指的来源行（第“99”行）"),
        ([_decision(2, "P9", "是")], "第 2 行的候选人“P9”"),
        ([_decision(2, "P1", "是"), _decision(2, "P1", "否")], "第 2 行与别的行矛盾"),
    ],
    ids=["a word that is no decision", "a row that is not there", "a candidate who is not there", "both yes and no"],
)
def test_unclear_rows_are_refused(
    type_county: Callable, tmp_path: Path, rows: list[tuple[object, ...]], said: str
) -> None:
    path = _workbook(tmp_path / "d.xlsx", *rows)

    with pytest.raises(Mendable, match=said):
        load_decisions(path, type_county(LISTS).sheets, tmp_path / "d.parquet")


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "找不到核对结果文件"), (b"PK not a workbook", "打不开"), (b"", "打不开")],
    ids=["no file", "no workbook", "an empty file"],
)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_files_that_cannot_be_read(
    tmp_path: Path, type_county: Callable, content: bytes | None, said: str, ending: str
) -> None:
    path = tmp_path / f"d.{ending}"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(Mendable, match=said if content != b"PK not a workbook" or ending == "xlsx" else "缺少列"):
        load_decisions(path, type_county(LISTS).sheets, tmp_path / "d.parquet")


def test_missing_columns_are_named(type_county: Callable, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("来源文件,来源行,决定\na,2,是\n", encoding="utf-8")

    with pytest.raises(Mendable, match="缺少列：来源表、候选人"):
        load_decisions(path, type_county(LISTS).sheets, tmp_path / "d.parquet")
