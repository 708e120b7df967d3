"""Facts of a person that are those of the household the person lives in."""

from __future__ import annotations

import pytest
from tests.engine.facts.conftest import County, number, rule

from huitoukan.engine import Result

FACTS = """
[household.oldest]
type = "integer"
title = "最年长成员的年龄"
members = true
aggregate = "max"
value = "age"

[person.years_behind_oldest]
type = "integer"
title = "与最年长成员相差的岁数"
expression = "oldest_at_home - age"

[person.oldest_at_home]
type = "integer"
title = "户内最年长成员的年龄"
home = "oldest"

[person.home_burdened]
type = "boolean"
title = "所在户医疗负担重"
home = "self_paid_total >= self_paid_registered AND registered"

[person.home_size]
type = "integer"
title = "户登记人数"
home = "household_size"
"""
RULES = rule(
    "identity.young", "person", "years_behind_oldest >= 20 AND home_size = 3", "比最年长的小{years_behind_oldest}岁。"
)
RULES += rule("identity.burdened", "person", "home_burdened AND age < 30", "户内负担重。")
FATHER, CHILD, OTHER = number("99010119700101111"), number("99010120000303333"), number("99010119950707777")
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
]
LISTS = {
    "监测对象信息.csv": [
        REGISTERED,
        ["某县", "青石镇", "上河村", "H1", "P1", "张石", "男", FATHER, "户主", "3", "脱贫户", ""],
        ["某县", "青石镇", "上河村", "H1", "P2", "张小河", "男", CHILD, "之子", "3", "脱贫户", ""],
        ["某县", "青石镇", "上河村", "H2", "P3", "王近", "男", OTHER, "户主", "3", "脱贫户", ""],
    ],
    "住院费用结算.csv": [
        ["姓名", "证件号码", "定点医疗机构", "医疗总费用", "报销金额", "个人自付", "结算日期"],
        ["张石", FATHER, "县医院", "9000", "6000", "4000", "2026-05-01"],
        ["张石", FATHER[:15] + "000", "县医院", "9000", "6000", "1000", "2026-05-01"],
    ],
}


@pytest.fixture(scope="module")
def result(judged: County) -> Result:
    return judged(LISTS, {"facts/x.toml": FACTS, "rules/x.toml": RULES})


def test_a_person_knows_what_the_household_knows_of_its_members(result: Result) -> None:
    rows = result.findings.filter(rule_id="identity.young").select("person_no", "sentence", "confidence").rows()
    assert rows == [("P2", "比最年长的小30岁。", "firm")]


def test_a_weaker_link_of_another_member_makes_it_doubtful(result: Result) -> None:
    rows = result.findings.filter(rule_id="identity.burdened").select("person_no", "confidence").rows()
    assert rows == [("P2", "review")]


def test_the_rows_behind_it_are_those_of_the_household(result: Result) -> None:
    (one,) = result.findings.filter(rule_id="identity.burdened").rows(named=True)
    rows = result.finding_sources.filter(finding_id=one["finding_id"], fact="home_burdened").collect()
    assert {("medical_claims", 0, "exact"), ("medical_claims", 1, "scored")} < set(
        rows.select("kind", "row_id", "method").iter_rows()
    )
