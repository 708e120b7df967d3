from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook

from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.townships import write_townships
from huitoukan.engine.results import Result
from huitoukan.messages import say
from huitoukan.policy.models import Pack, RuleKind

HEADER = ["序号", "村", "户编号", "姓名", "证件号码", "问题", "类型", "轻重", "说明", "核查建议", "可信度", "依据"]


@pytest.fixture(scope="module")
def folder(result: Result, pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("out") / "townships"
    assert sorted(write_townships(Edition(result, pack), made)) == ["云台乡", "未知乡镇", "柳河镇", "青石镇"]
    return made


@pytest.fixture(scope="module")
def book(folder: Path) -> Workbook:
    return load_workbook(folder / "青石镇.xlsx")


def _rows(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return [row for row in book[sheet].iter_rows(min_row=4, values_only=True) if any(row)]


def test_every_township_has_a_workbook_and_findings_without_one_are_not_lost(folder: Path, result: Result) -> None:
    files = sorted(path.name for path in folder.iterdir())
    assert files == ["云台乡.xlsx", "未知乡镇.xlsx", "柳河镇.xlsx", "青石镇.xlsx"]
    assert sum(len(_rows(load_workbook(path), "问题清单")) for path in folder.iterdir()) == result.findings.height


def test_the_sheets_and_the_header_are_as_the_office_expects(book: Workbook) -> None:
    assert book.sheetnames == ["问题清单", "按户汇总", "说明"]
    sheet = book["问题清单"]
    assert sheet["A1"].value == "青石镇问题清单"
    assert [cell.value for cell in sheet[3]] == HEADER
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == f"A3:L{sheet.max_row}"


def test_it_prints_on_a4_across_with_the_header_on_every_page(book: Workbook) -> None:
    sheet = book["问题清单"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0


def test_nothing_in_it_runs_and_numbers_of_people_are_text(book: Workbook) -> None:
    names = []
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type in ("s", "n"), cell.coordinate
            assert cell.hyperlink is None
    for row in book["问题清单"].iter_rows(min_row=4):
        assert [row[at].data_type for at in (2, 4)] == ["s", "s"]
        assert row[4].number_format == "@"
        names.append(row[3].value)
    assert "=cmd|'/c calc'!A0" in names


def test_a_row_says_problem_confidence_and_where_the_numbers_stand(book: Workbook) -> None:
    first = dict(zip(HEADER, _rows(book, "问题清单")[0], strict=True))
    assert first["证件号码"] == "990123********000X"
    assert (first["类型"], first["轻重"], first["可信度"]) == ("数据问题", "一般", "需核实")
    basis = str(first["依据"]).split("；")
    assert basis[0] == "《住院费用.csv》第2、3行（按姓名等信息比对得出，请核对是否本人）"
    assert basis[1:] == ["《监测对象信息.xlsx》第4行", "《学籍及控辍保学》中没有查到"]


def test_households_are_summed(book: Workbook) -> None:
    households = _rows(book, "按户汇总")
    assert sum(int(str(row[3])) for row in households) == len(_rows(book, "问题清单"))
    for row in households:
        findings, severities, confidences = row[3], row[4:7], row[7:9]
        assert findings == sum(map(int, map(str, severities))) == sum(map(int, map(str, confidences)))


def test_rows_are_high_enough_for_their_text(book: Workbook) -> None:
    heights = [book["问题清单"].row_dimensions[row].height for row in range(4, 8)]
    assert all(height is not None and height >= 45 for height in heights)


def test_township_names_cannot_lead_elsewhere(make_result: object, result: Result, pack: Pack, tmp_path: Path) -> None:
    wild = replace(result, findings=result.findings.with_columns(township=pl.lit("../../x/青石镇")))
    list(write_townships(Edition(wild, pack), tmp_path / "townships"))
    assert [path.name for path in (tmp_path / "townships").iterdir()] == ["_.._x_青石镇.xlsx"]


def test_strangers_without_a_household_number_are_not_put_together(result: Result, pack: Pack, tmp_path: Path) -> None:
    numbers = pl.Series(["", None, " ", "", "H1", "H1"])
    people = pl.Series(["P1", "P1", "P2", None, "P3", None])
    few = result.findings.head(6).with_columns(
        household_no=numbers, person_no=people, township=pl.lit("青石镇"), village=pl.lit("上河村")
    )
    list(write_townships(Edition(replace(result, findings=few), pack), tmp_path / "t"))
    book = load_workbook(tmp_path / "t/青石镇.xlsx")
    assert sorted(int(str(row[3])) for row in _rows(book, "按户汇总")) == [1, 1, 2, 2]
    assert "涉及 1 户" in str(book["问题清单"]["A2"].value)


def test_a_long_list_goes_on_on_another_sheet(result: Result, pack: Pack, tmp_path: Path) -> None:
    list(write_townships(Edition(result, pack), tmp_path / "t", rows_a_sheet=13))
    book = load_workbook(tmp_path / "t/青石镇.xlsx")
    sheets = [name for name in book.sheetnames if name.startswith("问题清单")]
    numbers = [row[0] for name in sheets for row in _rows(book, name)]
    assert sheets[:2] == ["问题清单", "问题清单 2"]
    assert numbers == list(range(1, result.findings.filter(township="青石镇").height + 1))
    assert book["问题清单 2"]["A1"].value == "青石镇问题清单"


def test_kinds_and_severities_are_called_as_the_policy_calls_them(book: Workbook) -> None:
    known = {say(f"policy.kind_{kind}").text() for kind in RuleKind}
    assert {row[6] for row in _rows(book, "问题清单")} <= known
