"""A column that stands in a list and that nobody filled in is as good as absent, unless its blanks are answers."""

from __future__ import annotations

import pytest
from tests.engine.facts.conftest import County, number, rule

from huitoukan.engine import Result

PACK = {
    "rules/x.toml": rule("x.no_wage", "person", "working AND monthly_wage IS NULL")
    + rule("x.no_post", "person", "working AND public_post IS NULL"),
    "families.toml": '[x]\ntitle = "测试"\ntitle_en = "Test"\n',
    "facts/x.toml": '[person.monthly_wage]\ntype = "number"\ntitle = "务工月收入（测试）"\ncolumn = "monthly_wage"\n',
}
HEADER = [
    *["乡镇", "村", "户编号", "人编号", "姓名", "证件号码", "户类型", "监测对象类别", "风险是否已消除", "识别监测时间"],
    *["是否已务工", "务工月收入", "公益性岗位"],
]
NAMES = ("王和平", "李山花", "张有田")


def people(wages: tuple[str, str, str]) -> list[list[str]]:
    """Three people who work, none of them in a public post; one list for the registry."""
    numbered = enumerate(zip(NAMES, wages, strict=True))
    ids = [number(f"99010119900101{n:03}") for n in range(len(NAMES))]
    return [
        HEADER,
        *(
            ["东乡", "和平村", f"9900{n}", f"P{n}", name, ids[n], "脱贫户", "", "", "", "是", wage, ""]
            for n, (name, wage) in numbered
        ),
    ]


def found(result: Result, rule_id: str) -> set[str]:
    return set(result.findings.filter(rule_id=rule_id)["name"])


@pytest.fixture(scope="module")
def all_blank(judged: County) -> Result:
    return judged({"监测对象信息.csv": people(("", "/", "无"))}, PACK)


def test_a_column_that_nobody_filled_in_is_unknown(all_blank: Result) -> None:
    assert not found(all_blank, "x.no_wage")


def test_it_is_named_among_what_the_folder_lacks(all_blank: Result) -> None:
    (report,) = (one for one in all_blank.rules if one.rule_id == "x.no_wage")
    assert report.silent
    assert report.missing == ("监测对象信息：务工月收入",)


def test_a_blank_that_is_an_answer_stays_one_when_all_are_blank(all_blank: Result) -> None:
    assert found(all_blank, "x.no_post") == set(NAMES)


def test_one_value_makes_the_other_blanks_missing(judged: County) -> None:
    result = judged({"监测对象信息.csv": people(("3000", "", ""))}, PACK)
    assert found(result, "x.no_wage") == set(NAMES[1:])


def test_cells_that_cannot_be_read_are_no_values(judged: County) -> None:
    result = judged({"监测对象信息.csv": people(("不详", "面议", "不详"))}, PACK)
    assert not found(result, "x.no_wage")
