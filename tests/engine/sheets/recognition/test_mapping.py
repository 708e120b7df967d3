"""What a person says about a sheet settles it, now and next month."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from huitoukan.engine.sheets import load_mapping
from huitoukan.messages import Mendable

ODD = ["谁", "身份证号", "打工地", "哪天去", "哪天回"]
ROW = ["张三", "990101198001010018", "外省", "2026-01-05", None]
SAID = """
[[sheet]]
file = "台账*.xlsx"
kind = "work"
[sheet.columns]
"谁" = "name"
"打工地" = "place"
"哪天去" = "started_on"
"哪天回" = "ended_on"
"""


@pytest.fixture
def said(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "mapping.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_an_unknown_sheet_is_reported_with_a_draft_that_can_be_used(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path]
) -> None:
    xlsx("台账2026年10月.xlsx", [["台账"], ["姓名", "身份证号", "哪天"], ["张三", "990101198001010018", "2026-01-05"]])
    found = read()
    report = found.report("台账2026年10月.xlsx")
    assert (report.kind, report.rows_read) == (None, 1)
    assert report.guesses
    assert report.guesses[0].missing
    draft = found.sheets.mapping_draft
    (entry,) = tomllib.loads(draft)["sheet"]
    assert entry["file"] == "台账*年*月.xlsx"
    assert entry["header_row"] == 2
    assert "台账2026年10月.xlsx" in draft
    assert '# "哪天" = ""' in draft
    completed = draft.replace(f'kind = "{entry["kind"]}"', 'kind = "deaths"')
    completed = completed.replace('# "哪天" = ""', '"哪天" = "died_on"')
    again = read(said(completed), work="again")
    assert again.column("deaths", "name") == ["张三"]
    assert again.sheets.mapping_draft is None


def test_a_mapping_settles_a_sheet_and_next_months_as_well(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path]
) -> None:
    xlsx("台账10月.xlsx", [["标题"], ODD, ROW])
    xlsx("台账11月.xlsx", [ODD, ROW, ["合计", 1]])
    xlsx("别的.xlsx", [ODD, ROW])
    found = read(said(SAID))
    assert found.column("work", "file") == ["台账10月.xlsx", "台账11月.xlsx"]
    assert found.column("work", "place") == ["外省", "外省"]
    assert found.column("work", "id_no") == [ROW[1], ROW[1]]
    assert found.report("台账10月.xlsx").header_row == 2
    assert found.report("别的.xlsx").kind is None


def test_a_mapping_can_leave_a_sheet_or_a_column_out(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path]
) -> None:
    xlsx("旧.xlsx", [["姓名", "身份证号", "死亡日期"], ["张三", "990101198001010018", "2026-01-05"]])
    xlsx("新.xlsx", [["姓名", "身份证号", "死亡日期", "火化日期"], ["李四", "x", "2026-01-05", "2026-01-08"]])
    entries = """
[[sheet]]
file = "旧.xlsx"
kind = "ignore"
[[sheet]]
file = "新.xlsx"
sheet = "*"
kind = "deaths"
[sheet.columns]
"死亡日期" = ""
"""
    found = read(said(entries))
    assert found.column("deaths", "name") == ["李四"]
    assert str(found.column("deaths", "died_on")[0]) == "2026-01-08"
    assert found.report("旧.xlsx").note.name == "sheets.ignored"
    assert found.sheets.mapping_draft is None


def test_a_mapping_can_say_where_the_header_stands(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path]
) -> None:
    header = ["姓名", "身份证号", "死亡日期"]
    xlsx("名单.xlsx", [header, ["上月", "", ""], header, ["张三", "990101198001010018", "2026-01-05"]])
    found = read(said('[[sheet]]\nfile = "*.xlsx"\nkind = "deaths"\nheader_row = 3\n'))
    assert found.column("deaths", "row") == [4]


def test_an_entry_whose_headers_are_not_there_is_not_applied(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path]
) -> None:
    xlsx("台账.xlsx", [["姓名", "身份证号", "死亡日期"], ["张三", "990101198001010018", "2026-01-05"]])
    found = read(said(SAID))
    assert found.column("deaths", "name") == ["张三"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[[sheet]]\nfile = "*"\nkind = 打工\n', "第3行格式有误"),
        ('[[sheet]]\nfile = "*"\nkind = "works"\n', "第3行：没有名单类别“works”，最接近的是“work”"),
        ('[[sheet]]\nfile = "*"\nkind = "work"\n[sheet.columns]\n"打工地" = "places"\n', "第5行：.*最接近的是“place”"),
        ('\n[[sheet]]\nkind = "work"\n', "第2行的 \\[\\[sheet\\]\\] 缺少“file”"),
        ('[[sheet]]\nfile = "*"\nkind = "work"\nrow = 3\n', "第4行的“row”不对"),
        ('[[sheet]]\nfile = "*"\nkind = "work"\nheader_row = "3"\n', "第4行的“header_row”不对"),
        ('[[sheet]]\nfile = "*"\nkind = "work"\n[sheet.columns]\n"a" = 3\n', "“columns”不对"),
        ('kind = "work"\n', "“kind”不对"),
        ('sheet = ["*"]\n', "“sheet”不对"),
        ('\nsheet = [{file = "*", kind = "works"}]\n', "第2行：没有名单类别“works”"),
        ('[[sheet]]\nfile = "*"\nkind = "work"\nheader_row = 0\n', "第4行：header_row 写的是0"),
        ('[[sheet]]\nfile = "*"\nkind = "work"\nheader_row = -3\n', "第4行：header_row 写的是-3"),
    ],
)
def test_a_mistake_in_the_mapping_is_a_sentence_with_its_line(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path], text: str, sentence: str
) -> None:
    xlsx("台账.xlsx", [ODD, ROW])
    with pytest.raises(Mendable, match=sentence):
        read(said(text))


def test_a_mapping_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Mendable, match="打不开对照文件"):
        load_mapping(tmp_path / "no.toml")


def test_an_entry_may_be_written_in_one_line(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path]
) -> None:
    xlsx("名单.xlsx", [["姓名", "身份证号", "死亡日期"], ["张三", "990101198001010018", "2026-01-05"]])
    found = read(said('sheet = [{file = "没有.xlsx", kind = "work"}, {file = "名单.xlsx", kind = "ignore"}]\n'))
    assert found.report("名单.xlsx").note.name == "sheets.ignored"


def test_a_header_may_stand_further_down_than_one_is_looked_for(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path]
) -> None:
    above = [[f"说明{n}", "", ""] for n in range(39)]
    xlsx("名单.xlsx", [*above, ["姓名", "身份证号", "死亡日期"], ["张三", "990101198001010018", "2026-01-05"]])
    found = read(said('[[sheet]]\nfile = "*"\nkind = "deaths"\nheader_row = 40\n'))
    assert found.column("deaths", "row") == [41]


@pytest.mark.parametrize("row", [3, 40, 10**30])
def test_a_header_row_behind_the_end_is_a_sentence(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path], row: int
) -> None:
    xlsx("名单.xlsx", [["姓名", "身份证号", "死亡日期"], ["张三", "990101198001010018", "2026-01-05"]])
    report = read(said(f'[[sheet]]\nfile = "*"\nkind = "deaths"\nheader_row = {row}\n')).report("名单.xlsx")
    assert report.kind is None
    assert "只有2行" in str(report.note)


def test_a_kind_without_its_required_columns_is_not_taken(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path]
) -> None:
    xlsx("户.xlsx", [["姓名", "身份证号", "监测对象类别"], ["张三", "990101198001010018", "脱贫不稳定户"]])
    found = read(said('[[sheet]]\nfile = "*"\nkind = "registered"\n'))
    report = found.report("户.xlsx")
    assert (report.kind, report.note.name) == (None, "sheets.mapped_missing")
    assert "（household_no）" in str(report.note)
    assert "registered" not in found.sheets.lists
    assert 'kind = "registered"' in found.sheets.mapping_draft


def test_stand_ins_for_a_required_column_are_all_named(
    xlsx: Callable[..., Path], read: Callable[..., Any], said: Callable[[str], Path]
) -> None:
    xlsx("工.xlsx", [["姓名", "身份证号", "甲"], ["张三", "990101198001010018", "外省"]])
    note = str(read(said('[[sheet]]\nfile = "*"\nkind = "work"\n')).report("工.xlsx").note)
    assert "（place） / " in note
    assert "（started_on）" in note


def test_a_draft_holds_no_number_of_a_person(xlsx: Callable[..., Path], read: Callable[..., Any]) -> None:
    rows = [["张三", "990101198001010018", "外省"], ["李四", "990101197502030021", "本省"]]
    xlsx("无表头.xlsx", rows)
    xlsx("怪.xlsx", [["甲", "乙990101198001010018", "丙 990101 19800101 0018"], ["x", "y", "z"]])
    xlsx("怪2.xlsx", [["某表"], ["姓名", "990101800101001的情况", "丙"], ["x", "y", "z"]])
    found = read()
    assert found.report("无表头.xlsx").header_row is None
    assert found.report("无表头.xlsx").rows_read == 2
    digits = found.sheets.mapping_draft.replace(" ", "")
    assert not [n for n in ("990101198001010018", "990101197502030021", "990101800101001") if n in digits]
