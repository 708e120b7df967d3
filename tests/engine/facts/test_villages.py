"""Villages as subjects: which there are, what is known of them, how sure a finding is, and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from tests.engine.facts.conftest import County, number, rule, write_pack

from huitoukan.engine import Result, outputs
from huitoukan.policy import load_pack

PACK = {
    "families.toml": '[village]\ntitle = "村"\ntitle_en = "Villages"\n',
    "kinds/village_info.toml": """
title = "行政村信息"
source = "national"
sender = "监测系统"
row = "一个行政村"
subject = "village"
fields.township = { title = "所属乡镇", type = "township", role = "township" }
fields.village = { title = "行政村名称", type = "village", role = "village", required = true }
fields.registered_households = { title = "脱贫户和监测对象户数", type = "integer", required = true }
fields.population = { title = "总人口数", type = "integer" }
fields.clinics = { title = "卫生室数", type = "integer", required = true }
""",
    "facts/villages.toml": """
[village.listed_households]
type = "integer"
title = "行政村信息登记的户数"
list = "village_info"
aggregate = "max"
value = "registered_households"

[village.registered_households]
type = "integer"
title = "名单中的户数"
members = true
aggregate = "count"
where = "registered"

[village.burdened]
type = "integer"
title = "医疗负担重的户数"
members = true
aggregate = "count"
where = "self_paid_total >= 5000"

[village.same_income]
type = "integer"
title = "人均纯收入相同的户数"
members = true
aggregate = "most_repeated"
by = ["income_per_capita"]
where = "registered"

[village.round_incomes]
type = "integer"
title = "人均纯收入为整千元的户数"
members = true
aggregate = "count"
where = "income_per_capita % 1000 = 0"

[village.clinics]
type = "integer"
title = "卫生室数"
list = "village_info"
aggregate = "first"
value = "clinics"
""",
    "rules/villages.toml": "".join([
        rule("village.households", "village", "listed_households <> registered_households",
             "登记{listed_households}户，名单{registered_households}户。"),
        rule("village.burden", "village", "burdened >= 2", "{burdened}户负担重。"),
        rule("village.same", "village", "same_income >= 3", "{same_income}户收入相同。"),
        rule("village.round", "village", "round_incomes * 1.0 / registered_households > 0.6"),
        rule("village.clinic", "village", "clinics IS NULL"),
    ]),
}  # fmt: skip
REGISTERED = [
    "县",
    "乡",
    "村",
    "户编号",
    "人编号",
    "姓名",
    "性别",
    "证件号码",
    "与户主关系",
    "人数",
    "户类型",
    "监测对象类别",
    "人均纯收入（元）",
]


IDS = [number(f"9901011970{1 + at % 9:02}{10 + at:02}{111 + 2 * at}") for at in range(12)]
NAMES = ["张石", "李河", "王田", "赵近", "钱远", "孙明", "周青", "吴白", "郑山", "冯水", "陈林", "褚火"]
HOMES = {
    # village, township, income of each registered household
    "上河村": ("青石镇", (9000, 9000, 9000)),
    "下河村": ("青石镇", (9000, 9100.5, 9200)),
    "远山村": ("云台乡", (7000, 8000)),
}


def _people() -> list[list[str]]:
    rows = []
    for village, (township, incomes) in HOMES.items():
        for income in incomes:
            at = len(rows)
            cells = ["某县", township, village, f"H{at}", f"P{at}", NAMES[at], "男", IDS[at], "户主", "1", "脱贫户", ""]
            rows.append([*cells, str(income)])
    return rows


def _claims() -> list[list[str]]:
    """Household 0 and 1 of 上河村 by exact rows; of 下河村 one by a damaged number; of 远山村 one by a name at most."""
    damaged = IDS[4][:14] + "0000"
    return [
        [NAMES[0], IDS[0], "6000", "2026-05-01"], [NAMES[1], IDS[1], "6000", "2026-05-01"],
        [NAMES[2], IDS[2][:15] + "000", "6000", "2026-05-01"],
        [NAMES[3], IDS[3], "6000", "2026-05-01"], [NAMES[4], damaged, "6000", "2026-05-01"],
        [NAMES[6], IDS[6], "6000", "2026-05-01"], [NAMES[7], "", "6000", "2026-05-01"],
    ]  # fmt: skip


LISTS = {
    "监测对象信息.csv": [REGISTERED, *_people()],
    "花名册.csv": [
        ["乡镇", "行政村", "户号", "姓名", "证件号码", "性别", "出生日期", "与户主关系"],
        ["青石镇", "下河", "1", NAMES[9], IDS[9], "男", "1970-01-19", "户主"],
        ["云台乡", "新村", "1", NAMES[10], IDS[10], "男", "1970-02-20", "户主"],
    ],
    "住院费用结算.csv": [["姓名", "证件号码", "个人自付", "结算日期", "定点医疗机构", "医疗总费用", "报销金额"]]
    + [[*row, "县医院", "9000", "3000"] for row in _claims()],
    "行政村信息.csv": [
        ["所属乡镇", "行政村名称", "脱贫户和监测对象户数", "总人口数", "卫生室数"],
        ["青石镇", "上河村委会", "3", "300", "1"],
        ["", "下河村", "2", "200", ""],
        ["云台乡", "远山村", "2", "150", "1"],
        ["云台乡", "孤村", "0", "90", "1"],
    ],
}


@pytest.fixture(scope="module")
def result(judged: County) -> Result:
    return judged(LISTS, PACK)


def found(result: Result, rule_id: str) -> dict[str, str]:
    """Village → confidence."""
    return dict(result.findings.filter(rule_id=rule_id).select("village", "confidence").iter_rows())


def test_a_finding_of_a_village_names_the_village_and_nobody(result: Result) -> None:
    (one,) = result.findings.filter(rule_id="village.same").rows(named=True)
    shown = {key: one[key] for key in ("level", "household_no", "person_no", "township", "village", "name", "id_no")}
    assert shown == {
        "level": "village", "household_no": "", "person_no": "", "township": "青石镇", "village": "上河村",
        "name": "上河村", "id_no": None,
    }  # fmt: skip
    assert one["sentence"] == "3户收入相同。"


def test_rows_of_a_list_of_villages_find_their_village(result: Result) -> None:
    """By name however it is spelled; without a township, where only one has a village of that name."""
    assert found(result, "village.households") == {"下河村": "firm"}
    (one,) = result.findings.filter(rule_id="village.households").rows(named=True)
    assert one["sentence"] == "登记2户，名单3户。"


def test_a_blank_is_missing_and_a_village_that_is_not_listed_is_blank_too(result: Result) -> None:
    assert set(found(result, "village.clinic")) == {"下河村", "新村"}


def test_a_share_of_round_numbers(result: Result) -> None:
    assert set(found(result, "village.round")) == {"上河村", "远山村"}


def test_weaker_links_make_a_count_doubtful_only_where_they_matter(result: Result) -> None:
    """Two by exact rows stay firm beside a damaged one; one and a damaged one are for review; a name is nothing."""
    assert found(result, "village.burden") == {"上河村": "firm", "下河村": "review"}
    sentences = dict(result.findings.filter(rule_id="village.burden").select("village", "sentence").iter_rows())
    assert sentences == {"上河村": "2户负担重。", "下河村": "2户负担重。"}


def test_a_finding_names_the_rows_of_the_households_that_count_and_what_made_them_count(result: Result) -> None:
    (one,) = result.findings.filter(rule_id="village.burden", village="下河村").rows(named=True)
    rows = result.finding_sources.filter(finding_id=one["finding_id"], fact="burdened").collect()
    assert set(rows.select("kind", "row_id", "method").iter_rows()) == {
        ("registered", 3, "own"),
        ("registered", 4, "own"),
        ("medical_claims", 3, "exact"),
        ("medical_claims", 4, "scored"),
    }
    (one,) = result.findings.filter(rule_id="village.households").rows(named=True)
    rows = result.finding_sources.filter(finding_id=one["finding_id"], fact="listed_households").collect()
    assert list(rows.select("kind", "row_id", "method").iter_rows()) == [("village_info", 1, "village")]


def test_every_output_carries_findings_of_villages(result: Result, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outputs.write(result, out, pack=load_pack(write_pack(tmp_path / "pack", PACK)))
    listed = pl.read_csv(out / "findings.csv", infer_schema=False).filter(level="village")
    assert listed.height == result.findings.filter(level="village").height
    assert set(listed["name"]) == {"上河村", "下河村", "远山村", "新村"}
    problems, homes = (_sheet(out / "townships" / "青石镇.xlsx", name) for name in ("问题清单", "按户汇总"))
    assert ("上河村", "", "上河村", "village.same", "3户收入相同。") in [
        (row[1], row[2], row[3], row[5], row[8]) for row in problems
    ]
    assert homes
    assert all(row[1] for row in homes)
    assert "另有 4 个村的村级问题" in (out / "summary.html").read_text("utf-8")
    assert json.loads((out / "run.json").read_text("utf-8"))["counts"]["villages_with_findings"] == 4


def _sheet(path: Path, name: str) -> list[tuple[object, ...]]:
    return [row for row in load_workbook(path)[name].iter_rows(min_row=4, values_only=True) if any(row)]
