from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook

from huitoukan.engine.linkage.decision_files import read_decisions
from huitoukan.engine.linkage.decisions import place_decisions
from huitoukan.engine.outputs import reviews
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.results import Result
from huitoukan.policy.models import Pack


@pytest.fixture(scope="module")
def path(result: Result, pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("out") / "review-links.xlsx"
    assert reviews.write_reviews(Edition(result, pack), made) == 3
    return made


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def _rows(book: Workbook) -> list[dict[str, object]]:
    header, *rows = book["待定"].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_both_records_stand_side_by_side(book: Workbook) -> None:
    first = _rows(book)[0]
    assert (first["清单"], first["来源文件"], first["来源行"]) == ("住院费用结算", "医保/住院费用.csv", 2)
    assert (first["本行姓名"], first["候选姓名"]) == ("张0", "=cmd|'/c calc'!A0")
    assert (first["得分"], first["领先"], first["比对情况"]) == (8.2, 1.5, "姓名不同；生日相同")
    assert first["候选出生日期"] == "1951-02-02"


def test_id_numbers_are_masked_and_the_candidates_key_names_nobody(book: Workbook) -> None:
    rows = _rows(book)
    assert rows[0]["候选证件号码"] == "990123********001X"
    assert [row["候选人"] for row in rows] == [
        "P000000001", "花名册.xlsx#青石镇#2", "P000000010", "花名册.xlsx#青石镇#3",
    ]  # fmt: skip


def test_what_differs_is_coloured_on_both_sides(book: Workbook) -> None:
    sheet = book["待定"]
    at = {cell.value: cell.column for cell in sheet[1]}
    names = [sheet.cell(2, at[f"{side}姓名"]).fill.fgColor.rgb for side in ("本行", "候选")]
    assert names == ["FFFCE4C8"] * 2
    assert sheet.cell(4, at["本行姓名"]).fill.fill_type is None


def test_the_decision_is_a_choice_of_yes_and_no(book: Workbook) -> None:
    (choice,) = book["待定"].data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"是,否"', "A2:A5")
    assert [row["决定"] for row in _rows(book)] == [None] * 4


def test_the_filled_workbook_is_read_back_as_decisions(path: Path, result: Result, pack: Pack, tmp_path: Path) -> None:
    book = load_workbook(path)
    sheet = book["待定"]
    sheet["A2"], sheet["A3"] = "是", "否"
    book.save(tmp_path / "filled.xlsx")
    read = tmp_path / "decisions.parquet"
    made = read_decisions([tmp_path / "filled.xlsx"], pack)
    place_decisions(made, pack=pack, sheets=result.sheets, out=read)
    decided = pl.read_parquet(read).sort("same").select("kind", "row_id", "candidate_kind", "candidate_row_id", "same")
    assert decided.rows() == [
        ("medical_claims", 0, "roster", 0, False),
        ("medical_claims", 0, "registered", 1, True),
    ]


def test_when_nothing_is_undecided_the_workbook_says_so(result: Result, pack: Pack, tmp_path: Path) -> None:
    calm = Edition(replace(result, link_reviews=result.link_reviews.clear()), pack)
    assert reviews.write_reviews(calm, tmp_path / "calm.xlsx") == 0
    assert load_workbook(tmp_path / "calm.xlsx").active["A1"].value == "没有需要人工判断的行。"


def test_every_row_bears_the_fingerprints_of_both_records(book: Workbook) -> None:
    rows = _rows(book)
    assert all(re.fullmatch("[0-9a-f]{16}", str(row[mark])) for row in rows for mark in ("行指纹", "候选指纹"))
    assert rows[0]["行指纹"] == rows[1]["行指纹"] != rows[2]["行指纹"]
    assert len({row["候选指纹"] for row in rows}) == 4


def test_a_long_list_goes_on_on_another_sheet_and_is_read_back_whole(
    result: Result, pack: Pack, tmp_path: Path
) -> None:
    reviews.write_reviews(Edition(result, pack), tmp_path / "long.xlsx", rows_a_sheet=3)
    book = load_workbook(tmp_path / "long.xlsx")
    assert [(sheet.title, sheet.max_row) for sheet in book.worksheets] == [("待定", 3), ("待定 2", 3)]
    for sheet in book.worksheets:
        assert len(sheet.data_validations.dataValidation) == 1
    book["待定"]["A2"], book["待定 2"]["A2"] = "是", "否"
    book.save(tmp_path / "filled.xlsx")
    read = tmp_path / "decisions.parquet"
    made = read_decisions([tmp_path / "filled.xlsx"], pack)
    place_decisions(made, pack=pack, sheets=result.sheets, out=read)
    assert sorted(pl.read_parquet(read).select("row_id", "same").rows()) == [(0, True), (1, False)]


def test_an_id_number_in_a_name_is_masked(result: Result, pack: Pack, tmp_path: Path) -> None:
    claims = pl.read_parquet(result.sheets.lists["medical_claims"][0])
    typed = claims.with_columns(name=pl.col("name") + pl.lit("，990123198706151234"))
    typed.write_parquet(tmp_path / "claims.parquet")
    sheets = replace(result.sheets, lists={**result.sheets.lists, "medical_claims": (tmp_path / "claims.parquet",)})
    reviews.write_reviews(Edition(replace(result, sheets=sheets), pack), tmp_path / "r.xlsx")
    assert _rows(load_workbook(tmp_path / "r.xlsx"))[0]["本行姓名"] == "张0，990123********1234"
