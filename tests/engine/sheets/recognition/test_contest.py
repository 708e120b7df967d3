"""Two kinds with the same headers are told apart by the words in the columns that both claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from huitoukan.policy import Pack, load_pack

IDS = ["990101198001010018", "990101197502030021", "99010119901212003X"]
COVER = ["姓名", "证件号码", "参保年度", "参保险种", "参保状态"]
PAID = ["姓名", "证件号码", "项目名称", "补助金额", "发放日期"]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack(Path("library"))


def rows(headers: Sequence[str], *cells: Sequence[str]) -> list[list[str]]:
    people = zip(["张三", "李四", "王五"], IDS, cells, strict=True)
    return [list(headers), *([name, number, *more] for name, number, more in people)]


def cover(*kinds: str) -> list[list[str]]:
    return rows(COVER, *(["2026", kind, "正常参保"] for kind in kinds))


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (["城乡居民基本养老保险", "企业职工基本养老保险", "城乡居民基本养老保险"], "pension_enrolment"),
        (["城乡居民基本医疗保险", "职工基本医疗保险", "城乡居民基本医疗保险"], "medical_enrolment"),
        (["城乡居民", "城镇职工", "城乡居民"], "medical_enrolment"),
        (["390", "310", "390"], "medical_enrolment"),
    ],
)
def test_pension_cover_is_told_from_medical_cover(
    xlsx: Callable[..., Path], read: Callable[..., Any], kinds: list[str], kind: str
) -> None:
    xlsx("参保名单.xlsx", cover(*kinds))
    assert read().report("参保名单.xlsx").kind == kind


def test_words_of_pension_cover_are_brought_to_those_of_rules(
    xlsx: Callable[..., Path], read: Callable[..., Any]
) -> None:
    xlsx("a.xlsx", cover("城乡居民基本养老保险", "企业职工基本养老保险", "新农保"))
    assert read().column("pension_enrolment", "enrolment_kind") == ["城乡居民", "城镇职工", "城乡居民"]


@pytest.mark.parametrize(
    ("projects", "kind"),
    [
        (["肉牛养殖奖补", "茶叶种植", "肉牛养殖奖补"], "grants"),
        (["农村低保", "临时救助", "农村低保"], "allowances"),
    ],
)
def test_a_grant_is_told_from_an_allowance(
    xlsx: Callable[..., Path], read: Callable[..., Any], projects: list[str], kind: str
) -> None:
    xlsx("发放表.xlsx", rows(PAID, *([project, "300", "2026-03-05"] for project in projects)))
    assert read().report("发放表.xlsx").kind == kind


def test_too_few_cells_settle_nothing(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("发放表.xlsx", rows(PAID, ["肉牛养殖奖补", "300", "2026-03-05"], ["", "", ""], ["", "", ""]))
    assert read().report("发放表.xlsx").kind is None
