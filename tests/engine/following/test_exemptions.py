"""Exemptions: who may be named how, what is honoured until when, and what is said of the rest."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from huitoukan.engine.following import Exempted, exempt, read_exemptions
from huitoukan.engine.results import FINDINGS
from huitoukan.messages import Mendable
from huitoukan.policy import Pack, load_pack
from huitoukan.policy.models import Level

AS_OF = dt.date(2026, 10, 31)
ID = "990123199001010015"
FOUND = [
    ("income.below_line", "household", "H1", "", "张三"),
    ("relation.sex", "person", "H1", "P2", "李四"),
    ("relation.sex", "person", "H1", "P3", "王五"),
    ("education.dropout", "person", "R9", ID, "赵六"),
]
HEADER = ("规则编号", "户编号", "人编号", "姓名", "豁免依据", "有效期至")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="module")
def findings() -> pl.DataFrame:
    rows = [
        {"finding_id": n, "rule_id": rule, "level": level, "household_no": home, "person_no": who, "name": name}
        for n, (rule, level, home, who, name) in enumerate(FOUND)
    ]
    return pl.DataFrame(rows, schema=FINDINGS)


def _apply(tmp_path: Path, pack: Pack, findings: pl.DataFrame, *rows: tuple[str, ...]) -> Exempted:
    path = tmp_path / "豁免.csv"
    path.write_text("\n".join(",".join(row) for row in (HEADER, *rows)), "utf-8")
    return exempt(findings, read_exemptions([path]), pack=pack, as_of=AS_OF)


@pytest.mark.parametrize(
    ("row", "gone"),
    [
        (("income.below_line", "H1", "", "", "会议纪要", "2026-10-31"), {0}),
        (("income.below_line", "H2", "", "", "会议纪要", "2027-01-01"), set()),
        (("income.below_line", "H1", "", "", "会议纪要", "2026-10-30"), set()),
        (("income.below_line", "H1", "", "", "", "2027-01-01"), set()),
        (("income.below_line", "H1", "", "", "会议纪要", ""), set()),
        (("income.below_line", "H1", "", "", "会议纪要", "长期"), set()),
        (("nothing.like_it", "H1", "", "", "会议纪要", "2027-01-01"), set()),
        (("relation.sex", "H1", "P2", "", "户口本", "20270101"), {1}),
        (("relation.sex", "", "P2", "", "户口本", "2027年1月1日"), {1}),
        (("relation.sex", "H1", "", "王五", "户口本", "2027-01-01"), {2}),
        (("relation.sex", "H1", "", "", "户口本", "2027-01-01"), set()),
        (("relation.sex", "H2", "", "王五", "户口本", "2027-01-01"), set()),
        (("relation.sex", "H1", "P2", "王五", "户口本", "2027-01-01"), {1}),
        (("education.dropout", "", ID, "", "就读证明", "2027-01-01"), {3}),
        (("education.dropout", "R9", "990123********0015", "", "就读证明", "2027-01-01"), {3}),
        (("education.dropout", "R8", "990123********0015", "", "就读证明", "2027-01-01"), set()),
        (("家庭人均纯收入低于监测收入线且未监测", "H1", "", "", "会议纪要", "2027-01-01"), {0}),
    ],
    ids=[
        "on its last day", "another household", "the day after", "no evidence", "no last day", "no readable day",
        "no such rule", "a person by number", "number alone", "a person by household and name", "a person unnamed",
        "a namesake elsewhere", "the number counts, not the name", "a roster person by ID", "by our masked ID",
        "a masked ID in another household", "a rule by its title",
    ],
)  # fmt: skip
def test_an_exemption_takes_out_just_what_it_names(
    tmp_path: Path, pack: Pack, findings: pl.DataFrame, row: tuple[str, ...], gone: set[int]
) -> None:
    titles = {rule.title: rule.id for rule in pack.rules.values()}
    if row[0] not in pack.rules and row[0] != "nothing.like_it":
        row = (pack.rules["income.below_line"].title, *row[1:])
        assert row[0] in titles
    apart = _apply(tmp_path, pack, findings, row)
    assert set(apart.exempted["finding_id"]) == gone
    assert set(apart.findings["finding_id"]) == set(range(len(FOUND))) - gone
    assert dict(apart.findings.schema) == dict(FINDINGS)


def test_a_village_is_named_by_township_and_village(tmp_path: Path, pack: Pack) -> None:
    places = [("青石镇", "上河村"), ("云台乡", "上河村")]
    rows = [
        {"finding_id": n, "rule_id": "village.clinic", "level": "village", "household_no": "", "person_no": ""}
        | {"township": township, "village": village, "name": village}
        for n, (township, village) in enumerate(places)
    ]
    rule = pack.rules["income.below_line"].model_copy(update={"id": "village.clinic", "level": Level.VILLAGE})
    villages = pack.model_copy(update={"rules": {rule.id: rule}})
    path = tmp_path / "豁免.csv"
    header = "规则编号,乡镇,村,户编号,豁免依据,有效期至"
    path.write_text(f"{header}\nvillage.clinic,青石镇,上河村,,会议纪要,2027-01-01\n", "utf-8")
    apart = exempt(pl.DataFrame(rows, schema=FINDINGS), read_exemptions([path]), pack=villages, as_of=AS_OF)
    assert apart.findings.select("township", "village").rows() == [("云台乡", "上河村")]


def test_every_row_has_its_standing_and_the_office_hears_of_what_did_not_count(
    tmp_path: Path, pack: Pack, findings: pl.DataFrame
) -> None:
    apart = _apply(
        tmp_path, pack, findings,
        ("income.below_line", "H1", "", "", "会议纪要", "2027-01-01"),
        ("income.below_line", "H7", "", "", "会议纪要", "2027-01-01"),
        ("income.below_line", "H1", "", "", "会议纪要", "2025-01-01"),
        ("income.below_line", "H1", "", "", "", "2027-01-01"),
        ("没有这条", "H1", "", "", "会议纪要", "2027-01-01"),
    )  # fmt: skip
    assert apart.ledger["standing"].to_list() == ["honoured", "idle", "ended", "incomplete", "unknown_rule"]
    said = [remark.text("zh") for remark in apart.remarks]
    assert [("第4行" in said[0]), ("第5行" in said[1]), ("第6行" in said[2])] == [True] * 3


def test_the_longest_of_several_counts(tmp_path: Path, pack: Pack, findings: pl.DataFrame) -> None:
    apart = _apply(
        tmp_path, pack, findings,
        ("income.below_line", "H1", "", "", "先前的", "2026-12-31"),
        ("income.below_line", "H1", "", "", "后来的", "2027-12-31"),
    )  # fmt: skip
    assert apart.exempted.select("evidence", "until").rows() == [("后来的", dt.date(2027, 12, 31))]
    assert apart.ledger["standing"].to_list() == ["honoured", "honoured"]


def test_rows_copied_under_title_rows_into_a_workbook_are_read(
    tmp_path: Path, pack: Pack, findings: pl.DataFrame
) -> None:
    book = Workbook()
    book.active.append(["青石镇豁免申请"])
    book.active.append(["序号", "问题", "户编号", "姓名", "豁免依据", "有效期至"])
    book.active.append([1, pack.rules["income.below_line"].title, "H1", "张三", "会议纪要", dt.date(2026, 12, 31)])
    book.save(tmp_path / "豁免.xlsx")
    filed = read_exemptions([tmp_path / "豁免.xlsx"])
    assert filed.select("at", "until").rows() == [(3, dt.date(2026, 12, 31))]
    assert exempt(findings, filed, pack=pack, as_of=AS_OF).exempted.height == 1


@pytest.mark.parametrize("content", [None, "", "姓名,电话\n张三,1\n"], ids=["no file", "empty", "other columns"])
def test_a_file_that_is_no_exemptions_file_is_refused_with_a_sentence(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "豁免.csv"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(Mendable, match=r"找不到|空的|缺少这些列"):
        read_exemptions([path])
