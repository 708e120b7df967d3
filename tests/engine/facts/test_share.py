"""What per cent of all rows of a list meet a condition, for whoever has a row in it."""

from __future__ import annotations

import pytest
from tests.engine.facts.conftest import County, number, rule

from huitoukan.engine import Result

FACTS = """
[household.phones_filled]
type = "number"
title = "填写了联系电话的占比"
unit = "%"
list = "helpers"
aggregate = "share"
where = "helper_phone IS NOT NULL"

[person.borrowers_registered]
type = "number"
title = "借款人已纳入信息系统的占比"
unit = "%"
list = "loans"
aggregate = "share"
where = "IS_REGISTERED(id_no)"
"""
PACK = {
    "facts/share.toml": FACTS,
    "families.toml": '[share]\ntitle = "占比"\ntitle_en = "Shares"\n',
    "rules/share.toml": rule("share.phones", "household", "phones_filled > 0", "{phones_filled}")
    + rule("share.borrowers", "person", "borrowers_registered > 0", "{borrowers_registered}"),
}
PEOPLE = {"王和平": number("99010119600101001"), "李山花": number("99010119850101002")}
OTHER = {"张有田": number("99010119850101004")}
REGISTERED = [
    ["乡镇", "村", "户编号", "人编号", "姓名", "证件号码", "户类型", "监测对象类别", "风险是否已消除", "识别监测时间"],
    *(
        ["东乡", "和平村", f"99000{n}", f"P{n}", name, id_no, "一般农户", "边缘易致贫户", "否", "202605"]
        for n, (name, id_no) in enumerate(PEOPLE.items())
    ),
]
HELPERS = [
    ["户编号", "帮扶责任人姓名", "帮扶单位", "联系电话", "帮扶开始时间", "帮扶结束时间"],
    ["990000", "赵干部", "县档案馆", "13900000001", "2025-01-01", ""],
    ["990000", "钱干部", "县档案馆", "", "2025-01-01", ""],
    ["990077", "孙干部", "县档案馆", "", "2025-01-01", ""],
]
LOANS = [
    ["姓名", "证件号码", "贷款金额（元）", "放款日期", "到期日期", "贷款余额"],
    *([name, id_no, "50000", "2025-01-01", "2027-01-01", "50000"] for name, id_no in (PEOPLE | OTHER).items()),
]


@pytest.fixture(scope="module")
def result(judged: County) -> Result:
    return judged({"监测对象信息.csv": REGISTERED, "帮扶责任人.csv": HELPERS, "小额信贷台账.csv": LOANS}, PACK)


def sentences(result: Result, rule_id: str) -> list[tuple[str, str]]:
    return sorted(result.findings.filter(rule_id=rule_id).select("household_no", "sentence").iter_rows())


def test_every_row_of_the_list_counts_whomever_it_is_about(result: Result) -> None:
    assert sentences(result, "share.phones") == [("990000", "33.33")]


def test_the_share_may_ask_whether_an_id_is_registered(result: Result) -> None:
    assert sentences(result, "share.borrowers") == [("990000", "66.67"), ("990001", "66.67")]


def test_its_sources_are_the_rows_of_the_subject(result: Result) -> None:
    phones = result.findings.filter(rule_id="share.phones")["finding_id"].item()
    sources = result.finding_sources.filter(finding_id=phones, fact="phones_filled", kind="helpers").collect()
    assert sources["row_id"].sort().to_list() == [0, 1]
