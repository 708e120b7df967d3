"""How a sheet's kind is decided, and what is said when it is not clear."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from huitoukan.engine.sheets.recognition.headers import Header
from huitoukan.engine.sheets.recognition.kinds import choose
from huitoukan.engine.sheets.recognition.matching import match
from huitoukan.engine.sheets.recognition.spellings import Spellings
from huitoukan.policy import Pack

PERSON = ["张三", "990101198001010018"]


def _match(pack: Pack, kind: str, headers: list[str], filled: list[bool] | None = None) -> dict[str, str]:
    spellings = Spellings(pack)
    heads = [Header(h) for h in headers]
    found = match(pack.kinds[kind], heads, [spellings.claims(h) for h in heads], filled or [True] * len(headers))
    return {name: headers[at] for name, at in found.columns.items()}


def test_a_sheet_of_two_kinds_at_once_is_ambiguous(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    header = ["姓名", "身份证号", "死亡日期", "残疾人证号", "残疾等级", "车牌号", "购车价格"]
    xlsx("名单.xlsx", [header, [*PERSON, "2026-01-05", "1", "一级", "某A1", 3]])
    report = read().report("名单.xlsx")
    assert report.kind is None
    assert report.note.name == "sheets.ambiguous"
    assert {g.kind for g in report.guesses} == {"deaths", "disability", "vehicles"}


def test_reasons_are_given_for_the_kind_taken(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    xlsx("名单.xlsx", [["姓名", "身份证号", "死亡日期", "死因"], [*PERSON, "2026-01-05", "病故"]])
    first = read().report("名单.xlsx").guesses[0]
    assert first.kind == "deaths"
    assert first.matched == {"name": "姓名", "id_no": "身份证号", "died_on": "死亡日期"}
    assert (first.missing, first.unmatched) == ((), ("死因",))


def test_one_header_goes_to_one_field_and_the_better_spelling_wins(pack: Pack) -> None:
    found = _match(pack, "students", ["学生姓名", "监护人姓名", "学生身份证号", "监护人身份证号", "学校", "年级"])
    assert found["name"] == "学生姓名"
    assert found["id_no"] == "学生身份证号"
    assert "监护人姓名" not in found.values()


def test_of_two_equal_headers_the_filled_one_is_taken(pack: Pack) -> None:
    headers = ["身份证号", "公民身份号码", "姓名", "死亡日期"]
    assert _match(pack, "deaths", headers)["id_no"] == "身份证号"
    assert _match(pack, "deaths", headers, [False, True, True, True])["id_no"] == "公民身份号码"


def test_nothing_is_chosen_from_nothing() -> None:
    assert choose([]) is None
