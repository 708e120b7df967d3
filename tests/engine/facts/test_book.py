"""What a run can know when a list lacks a column."""

from __future__ import annotations

from tests.engine.facts.conftest import County, number

LISTS = {
    "监测对象信息.csv": [
        ["户编号", "姓名", "证件号码", "户类型", "监测对象类别", "风险是否已消除", "识别监测时间"],
        ["990001", "王和平", number("99010119600101001"), "一般农户", "边缘易致贫户", "否", "202605"],
    ],
    "帮扶责任人.csv": [
        ["户编号", "帮扶责任人姓名", "帮扶单位", "联系电话", "帮扶开始时间", "帮扶结束时间"],
        ["990001", "赵干部", "县档案馆", "13900000001", "2025-01-01", ""],
    ],
}


def test_rows_cannot_be_put_together_by_what_cleaning_makes_of_an_absent_column(judged: County) -> None:
    """The load of a helper goes by the valid form of the helper's ID number, which a list need not have."""
    result = judged(LISTS, {})
    assert {"helper.overload", "helper.is_target"} <= {one.rule_id for one in result.rules if one.silent}
    assert "helper.none" in {one.rule_id for one in result.rules if not one.silent}


def test_people_without_numbers_are_counted_by_their_rows(judged: County) -> None:
    twice = [*LISTS["监测对象信息.csv"], ["990002", "李山花", *LISTS["监测对象信息.csv"][1][2:]]]
    result = judged({**LISTS, "监测对象信息.csv": twice}, {})
    sentences = result.findings.filter(rule_id="identity.duplicate")["sentence"]
    assert sentences.to_list() == ["同一证件号码在监测信息系统中登记了2人。"] * 2
