from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine.outputs.csvs import write_csv


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A0", "+SUM(A1)", "-2+3", "@x", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(tmp_path: Path, text: str) -> None:
    assert _round(tmp_path, text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+5.25", "-0.5", "张三", "1=1", "a@b", "", "'quoted"])
def test_plain_numbers_and_harmless_text_stay_as_they_are(tmp_path: Path, text: str) -> None:
    assert _round(tmp_path, text) == text


def test_the_file_begins_with_a_byte_order_mark_so_that_chinese_is_read_right(tmp_path: Path) -> None:
    write_csv(pl.DataFrame({"姓名": ["张三"]}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == b"\xef\xbb\xbf" + "姓名\n张三\n".encode()


def _round(folder: Path, text: str) -> str:
    write_csv(pl.DataFrame({"before": ["x"], "t": [text]}), folder / "t.csv")
    with (folder / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        return next(csv.DictReader(file))["t"]
