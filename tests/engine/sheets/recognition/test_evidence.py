"""A required column whose header nobody has listed is recognised by what it holds, and said so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

IDS = ["990101198001010018", "990101197502030021", "99010119901212003X", "990101199012120049"]


def rows(header: str, cells: list[Any]) -> list[list[Any]]:
    people = ["张三", "李四", "王五", "赵六"]
    table = [["姓名", header, "死亡日期"]]
    return [*table, *([name, cell, "2026-01-05"] for name, cell in zip(people, cells, strict=True))]


def test_an_unlisted_header_over_id_numbers(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("名单.xlsx", rows("身份证登记栏", IDS))
    found = read()
    assert found.column("deaths", "id_no") == IDS
    (told,) = [w for w in found.report("名单.xlsx").warnings if w.name == "sheets.taken_by_content"]
    assert told.values["header"] == "身份证登记栏"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("身份证登记栏", ["已核", "已核", "未核", "已核"]),
        ("备用栏", IDS),
        ("身份证登记栏", [IDS[0], "无", "x", "y"]),
    ],
)
def test_content_or_a_word_alone_is_not_enough(
    xlsx: Callable[..., Path], read: Callable[..., Any], header: str, cells: list[Any]
) -> None:
    xlsx("名单.xlsx", rows(header, cells))
    found = read()
    report = found.report("名单.xlsx")
    assert report.kind is None
    assert report.note.name == "sheets.unknown_missing"
    assert "证件号码" in str(report.note)


def test_two_possible_columns_are_left_to_a_person(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    table = [["姓名", "身份证甲栏", "身份证乙栏", "死亡日期"], *(["张三", n, n, "2026-01-05"] for n in IDS)]
    xlsx("名单.xlsx", table)
    assert read().report("名单.xlsx").kind is None
