"""Facts from rows of the roster: the registry's own people compared with it, by exact and by weaker links."""

from __future__ import annotations

import pytest
from tests.engine.facts.conftest import County, number, rule

from huitoukan.engine import Result

FACTS = """
[person.own_village]
type = "text"
title = "登记的村"
column = "village_key"

[person.other_village]
type = "boolean"
title = "花名册上的村与登记的不同"
list = "roster"
aggregate = "any"
where = "column.village_key <> own_village"

[person.other_sex]
type = "boolean"
title = "花名册上的性别与登记的不同"
list = "roster"
aggregate = "any"
where = "column.sex <> fact.sex"

[household.on_roster]
type = "boolean"
title = "成员在花名册上"
list = "roster"
aggregate = "any"

[household.roster_rows_here]
type = "integer"
title = "花名册上本村的行数"
peers = "village_key"
peers_in = "roster"

[household.roster_homes]
type = "integer"
title = "成员在花名册上的户数"
list = "roster"
aggregate = "count_distinct"
value = "household_no"
"""
RULES = (
    ("other_village", "person", "registered AND other_village"),
    ("other_sex", "person", "other_sex"),
    ("not_on_roster", "household", "registered AND NOT on_roster"),
    ("not_on_roster_here", "household", "registered AND NOT on_roster AND roster_rows_here > 0"),
    ("two_homes", "household", "registered AND roster_homes >= 2"),
)


SHI, MEI, TIAN, XIU, LU, BAI = (number(f"9901011970010{n}11{n}") for n in range(1, 7))
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
        ["某县", "青石镇", "上河村", "H1", "P1", "张石", "男", SHI, "户主", "2", "脱贫户", ""],
        ["某县", "青石镇", "上河村", "H1", "P2", "李梅", "女", MEI, "配偶", "2", "脱贫户", ""],
        # a number that lost its last digits
        ["某县", "青石镇", "上河村", "H2", "P3", "欧阳秀田", "男", TIAN[:15] + "000", "户主", "1", "脱贫户", ""],
        ["某县", "青石镇", "上河村", "H3", "P4", "王秀", "女", XIU, "户主", "1", "脱贫户", ""],
        ["某县", "云台乡", "远山村", "H4", "P5", "吴白", "女", BAI, "户主", "1", "脱贫户", ""],
    ],
    "花名册.csv": [
        ["乡镇", "行政村", "户号", "姓名", "证件号码", "性别", "出生日期", "与户主关系"],
        ["青石镇", "上河", "1", "张石", SHI, "男", "1970-01-01", "户主"],
        ["青石镇", "下河村", "2", "李梅", MEI, "女", "1970-01-02", "户主"],
        ["青石镇", "下河村", "3", "欧阳秀田", TIAN, "男", "1970-01-03", "户主"],
        ["青石镇", "上河村", "4", "陆远", LU, "男", "1970-01-05", "户主"],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def result(judged: County) -> Result:
    rules = "".join(rule(f"identity.{name}", level, when) for name, level, when in RULES)
    return judged(LISTS, {"facts/x.toml": FACTS, "rules/x.toml": rules})


def found(result: Result, name: str) -> dict[str, str]:
    """Person number, or household number, → confidence."""
    rows = result.findings.filter(rule_id=f"identity.{name}")
    return {
        person or household: sure
        for household, person, sure in rows.select("household_no", "person_no", "confidence").iter_rows()
    }


def test_a_column_of_the_row_is_compared_with_a_fact_of_the_person(result: Result) -> None:
    """By key, so that 上河 is 上河村; firm by number, for review by a weaker link."""
    assert found(result, "other_village") == {"P2": "firm", "P3": "review"}
    assert found(result, "other_sex") == {}


def test_the_rows_are_told(result: Result) -> None:
    (one,) = result.findings.filter(rule_id="identity.other_village", person_no="P3").rows(named=True)
    rows = result.finding_sources.filter(finding_id=one["finding_id"], fact="other_village").collect()
    assert list(rows.select("kind", "row_id", "method").iter_rows()) == [("roster", 2, "scored")]


def test_who_is_not_on_the_roster(result: Result) -> None:
    """Not by exact links alone: then it is no finding, for the weaker link is accepted."""
    assert found(result, "not_on_roster") == {"H3": "firm", "H4": "firm"}


def test_a_roster_that_does_not_cover_the_village_says_nothing_by_its_silence(result: Result) -> None:
    assert found(result, "not_on_roster_here") == {"H3": "firm"}


def test_members_in_several_households_of_the_roster(result: Result) -> None:
    assert found(result, "two_homes") == {"H1": "firm"}
