"""What a finding says of a small county: its sentence, its facts, and exactly the rows they came from."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine import Result, check

AS_OF = dt.date(2026, 10, 31)
Table = Sequence[Sequence[str]]


def number(body: str) -> str:
    """A made-up ID: 17 digits and the check digit that belongs to them (GB 11643)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


FATHER, MOTHER, CHILD = number("99010119700101111"), number("99010119720202222"), number("99010120150303333")
WIDOW, LODGER = number("99010119500505444"), number("99010119600606555")
NEIGHBOUR, COUSIN = number("99010119800707666"), number("99010119850808777")

REGISTERED_HEADER = [
    "县", "乡", "村", "户编号", "人编号", "姓名", "性别", "证件号码", "与户主关系", "在校生状况", "健康状况", "劳动技能", "人数",
    "户类型", "监测对象类别", "风险是否已消除", "识别监测时间", "人均纯收入（元）", "工资性收入", "生产经营性收入", "财产性收入",
    "转移性收入", "生产经营性支出", "是否危房户",
]  # fmt: skip


def person(no: str, household: str, name: str, id_no: str, relation: str, **more: str) -> list[str]:
    cells = {
        "县": "某县", "乡": "青石镇", "村": "上河村", "户编号": household, "人编号": no, "姓名": name, "性别": "男", "证件号码": id_no,
        "与户主关系": relation, "健康状况": "健康", "劳动技能": "普通劳动力", "人数": "3", "户类型": "脱贫户", "人均纯收入（元）": "8499.5",
        "工资性收入": "0", "生产经营性收入": "25498.5", "财产性收入": "0", "转移性收入": "0", "生产经营性支出": "0", "是否危房户": "否",
        **more,
    }  # fmt: skip
    return [cells.get(header, "") for header in REGISTERED_HEADER]


LISTS: Mapping[str, Table] = {
    "监测对象信息.csv": [
        ["监测对象信息"],
        ["导出时间：2026-10-31"],
        REGISTERED_HEADER,
        # the head stands in the second row
        person("P2", "99000001", "李梅", MOTHER, "配偶", 性别="女"),
        person("P1", "99000001", "张石", FATHER, "户主"),
        person("P3", "99000001", "张小河", CHILD, "之子", 劳动技能="无劳动力", 在校生状况="小学五年级"),
        person("P4", "99000002", "王秀", WIDOW, "户主", 性别="女", 人数="1", **{"人均纯收入（元）": "30000", "生产经营性收入": "30000"}),
    ],
    "花名册.csv": [
        ["乡镇", "行政村", "户号", "姓名", "证件号码", "性别", "出生日期", "与户主关系"],
        ["青石镇", "上河村", "1", "张石", FATHER, "男", "1970-01-01", "户主"],
        ["青石镇", "上河村", "1", "马来", LODGER, "男", "1960-06-06", "其他"],
        # the numbering starts anew in each village
        ["青石镇", "下河村", "1", "赵近", NEIGHBOUR, "男", "1980-07-07", "户主"],
        ["青石镇", "远山村", "1", "钱远", COUSIN, "男", "1985-08-08", "户主"],
    ],
    "住院费用结算.csv": [
        ["姓名", "证件号码", "定点医疗机构", "医疗总费用", "报销金额", "个人自付", "结算日期"],
        ["张石", FATHER, "县医院", "9000", "6000", "3000", "2026-05-01"],
        ["李梅", MOTHER, "县医院", "9000", "7000.5", "1999.5", "2026-06-01"],
        # 22 digits of which the last of the ID are lost: a scored link
        ["张小河", CHILD[:15] + "000", "县医院", "900", "899.5", "0.5", "2026-07-01"],
        ["赵近", NEIGHBOUR, "县医院", "30000", "18000", "12000", "2026-05-01"],
        ["钱远", COUSIN, "县医院", "30000", "18000", "12000", "2026-05-01"],
    ],
    "参保人员.csv": [
        ["姓名", "证件号码", "参保年度", "参保险种", "参保状态"],
        ["张石", FATHER, "2026", "城乡居民", "正常参保"],
        ["李梅", MOTHER, "2026", "城乡居民", "正常参保"],
        ["张小河", "", "2026", "城乡居民", "正常参保"],
        ["马来", LODGER, "2026", "城乡居民", "正常参保"],
    ],
    "危房鉴定.csv": [
        ["乡镇", "行政村", "户主姓名", "户主证件号码", "鉴定等级", "鉴定日期", "是否完成改造"],
        ["青石镇", "上河村", "王秀", WIDOW, "C", "2024-05-01", "否"],
        ["青石镇", "上河村", "王秀", WIDOW, "A", "2026-05-01", "否"],
        ["青石镇", "上河村", "张石", FATHER, "A", "2026-05-01", "否"],
        ["青石镇", "上河村", "张石", FATHER, "D", "2026-05-01", "否"],
        ["青石镇", "上河村", "张石", FATHER, "B", "2025-05-01", "否"],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("lists")
    for name, rows in LISTS.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return check(folder, as_of=AS_OF, work=tmp_path_factory.mktemp("work"))


def finding(result: Result, rule_id: str, household_no: str) -> dict[str, object]:
    found = result.findings.filter(rule_id=rule_id, household_no=household_no)
    assert len(found) == 1, result.findings.filter(rule_id=rule_id)
    return found.row(0, named=True)


def facts(result: Result, found: Mapping[str, object]) -> dict[str, str]:
    rows = result.finding_facts.filter(finding_id=found["finding_id"]).sort("position").collect()
    return dict(rows.select("fact", "value").iter_rows())


def sources(result: Result, found: Mapping[str, object], fact: str) -> set[tuple[str, int | None, str]]:
    """List, row as the spreadsheet numbers it, and method of each."""
    rows = result.finding_sources.filter(finding_id=found["finding_id"], fact=fact).collect()
    listed = pl.concat(
        pl.read_parquet(list(paths)).select("row_id", "row", kind=pl.lit(kind))
        for kind, paths in result.sheets.lists.items()
    )
    return set(rows.join(listed, on=["kind", "row_id"], how="left").select("kind", "row", "method").iter_rows())


def test_a_household_is_told_by_its_head(result: Result) -> None:
    found = finding(result, "income.below_line", "99000001")
    assert (found["name"], found["township"], found["village"]) == ("张石", "青石镇", "上河村")
    assert (found["level"], found["person_no"], found["confidence"]) == ("household", "", "firm")


def test_the_sentence_and_the_facts_carry_the_numbers(result: Result) -> None:
    found = finding(result, "income.below_line", "99000001")
    assert "8499.50" in str(found["sentence"])
    assert "8500" in str(found["sentence"])
    told = facts(result, found)
    assert told["registered"] == "是"
    assert told["income_per_capita"] == "8499.50"
    assert told["active"] == "否"


def test_a_sum_names_every_row_and_how_it_was_linked(result: Result) -> None:
    found = finding(result, "medical.burden", "99000001")
    assert found["confidence"] == "review"  # 4999.5 by exact rows, 5000 with the damaged one
    assert facts(result, found)["medical_burden"] == "是"
    assert sources(result, found, "medical_burden") >= {
        ("medical_claims", 2, "exact"),
        ("medical_claims", 3, "exact"),
        ("medical_claims", 4, "scored"),
        ("registered", 5, "own"),
    }


def test_an_absence_names_the_list_that_was_looked_at(result: Result) -> None:
    (found,) = result.findings.filter(rule_id="insurance.none", person_no="P4").rows(named=True)
    assert found["confidence"] == "firm"
    assert ("medical_enrolment", None, "absent") in sources(result, found, "uninsured")


def test_a_row_that_could_be_the_person_makes_the_absence_doubtful(result: Result) -> None:
    (found,) = result.findings.filter(rule_id="insurance.none", person_no="P3").rows(named=True)
    assert found["confidence"] == "review"


def test_the_newest_examination_counts_and_all_of_its_day(result: Result) -> None:
    assert finding(result, "housing.unsafe", "99000001")["confidence"] == "firm"
    assert result.findings.filter(rule_id="housing.unsafe", household_no="99000002").is_empty()
    found = finding(result, "housing.unsafe", "99000001")
    assert sources(result, found, "housing_unsafe") == {("housing", 5, "exact")}


def test_numbers_that_start_anew_in_each_village_are_two_households(result: Result) -> None:
    # together they would pay 24000, over the line; each alone pays 12000
    assert result.findings.filter(rule_id="missed.burden").is_empty()


def test_somebody_only_on_the_roster_is_no_member_of_the_registered_household(result: Result) -> None:
    assert result.findings.filter(rule_id="household.size").height == 0


def test_townships_are_counted(result: Result) -> None:
    assert result.households.rows(named=True) == [
        {"township": "青石镇", "registered_households": 2, "registered_persons": 4, "rural_households": 1}
    ]


def test_what_no_list_tells_is_reported(result: Result) -> None:
    silent = {report.rule_id: report.missing for report in result.rules if report.silent}
    assert silent["helper.none"] == ("帮扶责任人",)
    assert "insurance.none" not in silent


def test_an_absurd_number_is_no_crash(tmp_path: Path) -> None:
    rows = [list(row) for row in LISTS["监测对象信息.csv"]]
    rows[3][REGISTERED_HEADER.index("人均纯收入（元）")] = "990101197001011112"
    rows[3][REGISTERED_HEADER.index("人数")] = "99010119700101111299"
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "监测对象信息.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert check(tmp_path / "in", as_of=AS_OF).findings.height > 0


@pytest.mark.parametrize(
    "dropped", [{"与户主关系"}, {"乡", "村", "性别"}, {"人均纯收入（元）", "劳动技能", "健康状况"}]
)
def test_a_register_that_lacks_columns_is_judged_on_the_rest(dropped: set[str], tmp_path: Path) -> None:
    rows = LISTS["监测对象信息.csv"]
    kept = [at for at, header in enumerate(REGISTERED_HEADER) if header not in dropped]
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "监测对象信息.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*rows[:2], *([row[at] for at in kept] for row in rows[2:])])
    result = check(tmp_path / "in", as_of=AS_OF)
    silent = {report.rule_id for report in result.rules if report.silent}
    assert not set(result.findings["rule_id"]) & silent
    assert ("household.head" in silent) is ("与户主关系" in dropped)
    assert ("income.below_line" in silent) is ("人均纯收入（元）" in dropped)
