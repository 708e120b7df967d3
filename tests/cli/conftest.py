"""A folder of spreadsheets small enough to be checked in a moment, and the command run in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from huitoukan.cli import answer

AS_OF = "2026-10-31"
_HEADER = (
    "乡镇",
    "村",
    "户编号",
    "人编号",
    "姓名",
    "证件号码",
    "性别",
    "与户主关系",
    "户类型",
    "监测对象类别",
    "人均纯收入（元）",
)
_PEOPLE = (
    ("青石镇", "上河村", "99000000000001", "P1", "张三", "990123198706150016", "男", "户主", "一般农户", "", "6000"),
    ("青石镇", "上河村", "99000000000001", "P2", "=1+1", "990123201001010010", "男", "之女", "一般农户", "", "6000"),
    ("云台乡", "前进村", "99000000000002", "P3", "王五", "990123195001010019", "男", "户主", "脱贫户", "", "20000"),
)


@dataclass(frozen=True)
class Answer:
    """What a call of the command said and did."""

    code: int
    out: str
    err: str


Huitoukan = Callable[..., Answer]


@pytest.fixture
def huitoukan(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Huitoukan:
    """``huitoukan("check", folder, …)`` as on the command line, in a wide window."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("HUITOUKAN_LANG", raising=False)

    def call(*arguments: str | Path) -> Answer:
        code = answer([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry of two households, and nothing else."""
    folder = tmp_path_factory.mktemp("county") / "lists"
    folder.mkdir()
    with Workbook(str(folder / "监测对象信息.xlsx")) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((_HEADER, *_PEOPLE), start=2):
            for column, value in enumerate(row):
                sheet.write_string(at, column, value)
    return folder
