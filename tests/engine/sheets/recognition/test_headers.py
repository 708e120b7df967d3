"""Headers are compared by what they say, not by how they are set."""

import pytest

from huitoukan.engine.sheets.recognition.headers import Header, normal, unit_of


@pytest.mark.parametrize(
    "written",
    [
        "姓名",
        " 姓 名 ",
        "姓名*",
        "*姓名",
        "姓\n名",
        "姓　名",
        "1.姓名",
        "（1）姓名",
        "一、姓名",
        "3姓名",
        "姓名（必填）",
        "姓名【必填】",
        "姓名：",
        "姓名_",
    ],
)
def test_one_header_in_many_settings(written: str) -> None:
    assert "姓名" in dict(Header(written).readings())


@pytest.mark.parametrize(
    ("written", "reading"),
    [
        ("结算日期（YYYYMM）", "结算日期"),
        ("贷款金额万元", "贷款金额"),
        ("2026年参保状态", "参保状态"),
        ("２０２６年度参保状态", "参保状态"),
        ("诊断情况", "诊断"),
        ("与户主的关系", "与户主关系"),
        ("当前参保状态", "参保状态"),
    ],
)
def test_notes_years_units_and_filling_words_may_go(written: str, reading: str) -> None:
    assert reading in dict(Header(written).readings())


def test_as_written_is_surest() -> None:
    readings = dict(Header("公益性岗位(月数)").readings())
    assert readings["公益性岗位月数"] > readings["公益性岗位"]


def test_a_group_above_is_read_with_its_column() -> None:
    header = Header("姓名", group="户主信息")
    assert header.title == "户主信息/姓名"
    assert {"户主信息姓名", "户主姓名", "姓名"} <= set(dict(header.readings()))
    assert dict(header.readings())["姓名"] < dict(header.readings())["户主姓名"]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("车价(万元)", "万元"),
        ("车价（万）", "万元"),
        ("注册资本万元", "万元"),
        ("注册资本（万元人民币）", "万元"),
        ("损失金额（元）", "元"),
        ("发放金额(元/月)", "元"),
        ("损失金额(单位:元)", "元"),
        ("金额元", "元"),
        ("损失金额", None),
        ("元旦补贴", None),
        ("万家乐公司", None),
    ],
)
def test_the_unit_a_header_names(written: str, unit: str | None) -> None:
    assert unit_of(written) == unit


def test_normal_form_is_half_width_and_upper_case() -> None:
    assert normal("ｉｄ－号 码") == "ID号码"
