"""The loop of decisions: answered in the review workbook, handed to this run and to those of later months."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from .conftest import AS_OF, Huitoukan


def _claims(folder: Path, *names: str) -> None:
    with Workbook(str(folder / "住院费用结算.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("姓名", "证件号码", "医疗总费用", "个人自付", "结算日期"))
        for at, name in enumerate(names, start=1):
            sheet.write_row(at, 0, (name, "", "90000", "80000", "2026-05-01"))


def _decided(out: Path) -> list[tuple[str, str]]:
    with (out / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(row["row"], row["person"]) for row in csv.DictReader(file) if row["method"] == "decided"]


@pytest.fixture
def folder(lists: Path, tmp_path: Path) -> Path:
    made = tmp_path / "lists"
    shutil.copytree(lists, made)
    _claims(made, "张三", "王五")
    return made


@pytest.fixture
def filled(huitoukan: Huitoukan, folder: Path, tmp_path: Path) -> Path:
    """The review workbook of the first month, with 是 for both rows."""
    assert huitoukan("check", folder, "--as-of", AS_OF, "--out", tmp_path / "first").code == 0
    book = load_workbook(tmp_path / "first/review-links.xlsx")
    for row in range(2, book["待定"].max_row + 1):
        book["待定"].cell(row, 1, "是")
    book.save(tmp_path / "filled.xlsx")
    return tmp_path / "filled.xlsx"


def test_what_was_decided_holds_in_the_next_run(
    huitoukan: Huitoukan, folder: Path, filled: Path, tmp_path: Path
) -> None:
    said = huitoukan("check", folder, "--as-of", AS_OF, "--out", tmp_path / "out", "--decisions", filled)
    assert said.code == 0, said.err
    assert _decided(tmp_path / "out") == [("2", "P1"), ("3", "P3")]
    assert "没有采用" not in said.out
    assert json.loads((tmp_path / "out/run.json").read_text("utf-8"))["remarks"] == []


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "有 1 行没有采用"), ("en", "1 rows of the decisions were passed over")]
)
def test_next_months_file_of_the_same_name_does_not_take_over_last_months_decisions(
    huitoukan: Huitoukan, folder: Path, filled: Path, tmp_path: Path, lang: str, words: str
) -> None:
    _claims(folder, "赵六", "王五")
    out = tmp_path / "out"
    said = huitoukan(*("check", folder, "--as-of", AS_OF, "--out", out, "--decisions", filled, "--lang", lang))
    assert said.code == 0, said.err
    assert _decided(out) == [("3", "P3")]
    assert words in said.out
    assert "filled.xlsx" in said.out
    (remark,) = json.loads((out / "run.json").read_text("utf-8"))["remarks"]
    assert words in remark


def test_of_several_files_the_last_counts(huitoukan: Huitoukan, folder: Path, filled: Path, tmp_path: Path) -> None:
    book = load_workbook(filled)
    book["待定"]["A2"], book["待定"]["A3"] = "否", None
    book.save(tmp_path / "later.xlsx")
    given = ("--decisions", filled, "--decisions", tmp_path / "later.xlsx")
    said = huitoukan("check", folder, "--as-of", AS_OF, "--out", tmp_path / "out", *given)
    assert said.code == 0, said.err
    assert _decided(tmp_path / "out") == [("3", "P3")]
