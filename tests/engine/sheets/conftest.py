"""Real files written into a folder and read back."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
import xlwt

from huitoukan.engine.progress import Silent
from huitoukan.engine.results import SheetReport, Sheets
from huitoukan.engine.sheets import load_mapping, read_folder
from huitoukan.policy import Pack, load_pack

Rows = Sequence[Sequence[Any]]
PEOPLE = [["张三", "990101198001010015"], ["李四", "990101197502030027"], ["王五", "990101199012120033"]]


def with_check_digit(first17: str) -> str:
    """``first17`` with the GB 11643 digit that belongs to it, worked out apart from the code under test."""
    weights = [2**i % 11 for i in range(17, 0, -1)]
    total = sum(int(d) * w for d, w in zip(first17, weights, strict=True))
    return first17 + "10X98765432"[total % 11]


@pytest.fixture(scope="session")
def valid_id() -> Callable[[str], str]:
    return with_check_digit


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "lists"
    path.mkdir()
    return path


@pytest.fixture
def xlsx(folder: Path) -> Callable[..., Path]:
    """Writes a workbook: sheets by name, or one sheet of rows."""

    def write(name: str, sheets: dict[str, Rows] | Rows, hidden: Sequence[str] = ()) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book = xlsxwriter.Workbook(path)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in (sheets if isinstance(sheets, dict) else {"Sheet1": sheets}).items():
            sheet = book.add_worksheet(title)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(r, c, dt.datetime(cell.year, cell.month, cell.day), day)
                    elif isinstance(cell, tuple):  # a formula and the value it last had
                        sheet.write_formula(r, c, cell[0], None, cell[1])
                    elif isinstance(cell, str):
                        sheet.write_string(r, c, cell)
                    elif cell is not None:
                        sheet.write(r, c, cell)
            if title in hidden:
                sheet.hide()
        book.close()
        return path

    return write


@pytest.fixture
def xls(folder: Path) -> Callable[..., Path]:
    def write(name: str, sheets: dict[str, Rows], hidden: Sequence[str] = ()) -> Path:
        book = xlwt.Workbook(encoding="utf-8")
        for title, rows in sheets.items():
            sheet = book.add_sheet(title)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(r, c, cell)
            if title in hidden:
                sheet.visibility = 1
        book.save(str(folder / name))
        return folder / name

    return write


@pytest.fixture
def text(folder: Path) -> Callable[..., Path]:
    def write(name: str, rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> Path:
        with (folder / name).open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream, delimiter=delimiter).writerows(rows)
        return folder / name

    return write


class Reading:
    """What a folder gave, with short ways to look at it."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets

    def list(self, kind: str) -> pl.DataFrame:
        frames = [pl.read_parquet(path) for path in self.sheets.lists[kind]]
        return pl.concat(frames, how="diagonal")

    def column(self, kind: str, name: str) -> list[Any]:
        return self.list(kind)[name].to_list()

    def report(self, file: str, sheet: str | None = None) -> SheetReport:
        return next(r for r in self.sheets.sheets if r.file == file and sheet in (None, r.sheet))

    def problem(self, file: str) -> str:
        report = next(f for f in self.sheets.files if f.file == file)
        assert report.problem is not None
        return report.problem.name

    def warnings(self, file: str) -> list[str]:
        return [w.name for w in self.report(file).warnings]


@pytest.fixture
def read(folder: Path, tmp_path: Path, pack: Pack) -> Callable[..., Reading]:
    def run(mapping: Path | None = None, exclude: Path | None = None, work: str = "work") -> Reading:
        said = load_mapping(mapping) if mapping else None
        return Reading(
            read_folder(folder, pack=pack, work=tmp_path / work, mapping=said, progress=Silent(), exclude=exclude)
        )

    return run
