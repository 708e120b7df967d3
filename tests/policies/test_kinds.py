"""The baseline's list kinds are recognised from the headers bureaus write, whatever the file is called.

Each line is a list as some bureau could send it: the kind, then header = field (a bare header is no field of the kind).
Spellings here are thought up apart from those in the pack.
"""

from __future__ import annotations

import random

import pytest

from huitoukan.engine.sheets.recognition.header_rows import HeaderRows
from huitoukan.engine.sheets.recognition.headers import Header
from huitoukan.engine.sheets.recognition.kinds import Recognition, recognise
from huitoukan.engine.sheets.recognition.spellings import Spellings
from huitoukan.policy import Pack, load_pack

LISTS = """
registered: 县(区) = county | 乡(镇) = township | 行政村 = village | 户编号 = household_no | 人编号 = person_no | 姓名 = name | 性别 = sex | 出生日期 = birth_date | 证件类型 | 证件号码 = id_no | 与户主关系 = relation | 民族 | 政治面貌 | 文化程度 = education | 在校生状况 = school_status | 健康状况 = health | 劳动技能 = labour | 是否参加大病保险 | 户联系电话 = household_phone | 人数 = household_size | 户类型 = household_type | 监测对象类别 = monitor_kind | 风险是否已消除 = risk_removed | 识别监测时间 = identified_on | 人均纯收入（元） = income_per_capita
registered: 序号 | 所属县区 = county | 所属乡镇 = township | 所属行政村 = village | 家庭编号 = household_no | 个人编号 = person_no | 家庭成员姓名 = name | 身份证件号码 = id_no | 与户主的关系 = relation | 学历 = education | 就学状况 = school_status | 身体状况 = health | 劳动能力 = labour | 家庭人口数 = household_size | 监测户类型 = monitor_kind | 是否消除风险 = risk_removed | 纳入监测时间 = identified_on | 风险消除时间 = removed_on | 是否低保户 = low_income_allowance | 是否外出务工 = working | 家庭人均纯收入 = income_per_capita
registered: 镇 = township | 村 = village | 户号 = household_no | 人员编号 = person_no | 姓名 = name | 公民身份号码 = id_no | 三类对象类别 = monitor_kind | 返贫风险1 = risk_1 | 返贫风险2 = risk_2 | 风险是否消除 = risk_removed | 识别时间 = identified_on | 消除时间 = removed_on | 产业帮扶措施 = measure_industry | 就业帮扶措施 = measure_work | 工资性收入（元） = income_wage | 生产经营性收入（元） = income_business | 财产性收入（元） = income_property | 转移性收入（元） = income_transfer | 生产经营性支出（元） = business_cost
roster: 乡镇 = township | 村 = village | 户号 = household_no | 姓名 = name | 公民身份号码 = id_no | 性别 = sex | 出生日期 = birth_date | 与户主关系 = relation | 联系电话 = phone
roster: 所在镇 = township | 行政村名称 = village | 户口簿号 = household_no | 家庭成员姓名 = name | 居民身份证号码 = id_no | 性别 = sex | 出生年月日 = birth_date | 家庭关系 = relation | 手机号码 = phone | 民族
roster: 序号 | 乡（镇、街道） = township | 村（居）委会 = village | 家庭户号 = household_no | 成员姓名 = name | 身份证号 = id_no | 和户主关系 = relation | 联系方式 = phone
roster: 街道（乡镇） = township | 村（社区） = village | 户编码 = household_no | 本人姓名 = name | 证件号 = id_no | 男/女 = sex | 生日 = birth_date | 户主关系 = relation
helpers: 户编号 = household_no | 帮扶责任人姓名 = helper_name | 帮扶责任人证件号码 = helper_id_no | 帮扶单位 = helper_unit | 联系电话 = helper_phone | 帮扶开始时间 = started_on | 帮扶结束时间 = ended_on
helpers: 乡镇 | 村 | 户编号 = household_no | 户主姓名 | 户主证件号码 | 帮扶干部 = helper_name | 干部身份证号 = helper_id_no | 所在单位 = helper_unit | 帮扶干部电话 = helper_phone | 开始帮扶日期 = started_on | 结束帮扶日期 = ended_on
helpers: 农户编号 = household_no | 结对帮扶人 = helper_name | 结对帮扶人身份证号码 = helper_id_no | 工作单位及职务 = helper_unit | 手机号 = helper_phone | 结对起始时间 = started_on | 结对终止时间 = ended_on
helpers: 户号 = household_no | 姓名 = helper_name | 身份证号码 = helper_id_no | 帮扶部门 = helper_unit | 帮扶起始日期 = started_on | 帮扶截止日期 = ended_on
medical_claims: 姓名 = name | 证件号码 = id_no | 定点医疗机构 = hospital | 诊断 = diagnosis | 医疗总费用 = total_cost | 报销金额 = reimbursed | 个人自付 = self_paid | 结算日期 = settled_on
medical_claims: 患者姓名 = name | 患者身份证号 = id_no | 就诊医院名称 = hospital | 出院诊断 = diagnosis | 住院总费用（元） = total_cost | 医保基金支付（元） = reimbursed | 个人负担金额（元） = self_paid | 出院结算时间 = settled_on
medical_claims: 序号 | 参保人 = name | 公民身份证号 = id_no | 医院 = hospital | 病种名称 = diagnosis | 总费用 = total_cost | 统筹报销额 = reimbursed | 自付费用 = self_paid | 报销日期 = settled_on | 备注
medical_claims: 病人姓名 = name | 身份证 = id_no | 医疗机构名称 = hospital | 疾病名称 = diagnosis | 费用总额 = total_cost | 已报销 = reimbursed | 个人实际自付金额 = self_paid | 结算时间 = settled_on
medical_enrolment: 姓名 = name | 证件号码 = id_no | 参保年度 = year | 参保险种 = enrolment_kind | 参保状态 = status
medical_enrolment: 参保人姓名 = name | 身份证号码 = id_no | 年度 = year | 险种类型 = enrolment_kind | 人员参保状态 = status | 参保地
medical_enrolment: 被保险人姓名 = name | 社会保障号码 = id_no | 缴费年度 = year | 医疗保险类别 = enrolment_kind | 缴费状态 = status
medical_enrolment: 人员姓名 = name | 公民身份号码 = id_no | 参保年份 = year | 险种 = enrolment_kind | 状态 = status
disability: 姓名 = name | 残疾证号 = certificate_no | 残疾类别 = category | 残疾等级 = grade | 发证日期 = issued_on | 状态 = status
disability: 残疾人姓名 = name | 身份证号 = id_no | 残疾人证号 = certificate_no | 残疾类型 = category | 残疾级别 = grade | 办证时间 = issued_on | 证件状态 = status
disability: 持证人 = name | 身份证号码 = id_no | 残疾种类 = category | 残疾程度 = grade | 初次发证时间 = issued_on | 是否注销
disability: 姓名 = name | 性别 | 二代残疾证号码 = certificate_no | 主要残疾类别 = category | 等级 = grade | 签发日期 = issued_on
students: 姓名 = name | 证件号码 = id_no | 学校 = school | 学段 = stage | 年级 = grade | 学籍状态 = status
students: 学生姓名 = name | 学生身份证件号 = id_no | 就读学校 = school | 就读学段 = stage | 就读年级 = grade | 就读状态 = status | 监护人姓名 | 监护人电话 | 监护人身份证号
students: 儿童姓名 = name | 身份证号 = id_no | 所在学校名称 = school | 教育阶段 = stage | 年级班级 = grade | 在校情况 = status
students: 姓名 = name | 身份证件号码 = id_no | 学籍所在学校 = school | 班级 = grade | 控辍保学状态 = status | 户主姓名
housing: 乡镇 = township | 行政村 = village | 户主姓名 = head_name | 户主证件号码 = head_id_no | 鉴定等级 = grade | 鉴定日期 = examined_on | 是否完成改造 = repaired | 改造完成日期 = repaired_on
housing: 镇街 = township | 村居 = village | 户主 = head_name | 身份证号码 = head_id_no | 房屋安全等级 = grade | 评定时间 = examined_on | 危房改造是否完成 = repaired | 竣工日期 = repaired_on
housing: 所属乡镇 = township | 所属村 = village | 产权人姓名 = head_name | 产权人身份证号 = head_id_no | 房屋结构 | 房屋危险性鉴定等级 = grade | 鉴定时间 = examined_on | 改造状态 = repaired | 完工时间 = repaired_on
housing: 乡（镇） = township | 村名 = village | 农户姓名 = head_name | 农户身份证号 = head_id_no | 鉴定结论 = grade | 安全鉴定日期 = examined_on | 是否已改造 = repaired
water: 乡镇 = township | 行政村 = village | 户主姓名 = head_name | 户主证件号码 = head_id_no | 问题类型 = problem | 发现日期 = found_on | 是否解决 = solved | 解决日期 = solved_on
water: 所在乡镇 = township | 所在村 = village | 户主 = head_name | 身份证号 = head_id_no | 饮水存在问题 = problem | 排查时间 = found_on | 整改是否到位 = solved | 整改时间 = solved_on
water: 镇 = township | 村（社区） = village | 用水户姓名 = head_name | 用水户身份证号码 = head_id_no | 供水问题描述 = problem | 上报日期 = found_on | 问题是否已解决 = solved | 销号时间 = solved_on
allowances: 姓名 = name | 证件号码 = id_no | 救助类别 = kind | 发放月份 = month | 发放金额 = amount
allowances: 救助对象姓名 = name | 救助对象身份证号 = id_no | 救助项目 = kind | 发放年月 = month | 金额（元） = amount
allowances: 领取人 = name | 身份证号 = id_no | 补贴类型 = kind | 所属月份 = month | 实发金额 = amount | 银行账号 | 开户银行
allowances: 享受对象 = name | 公民身份号码 = id_no | 待遇类别 = kind | 发放时间 = month | 月补助标准 = amount | 户主姓名
deaths: 姓名 = name | 证件号码 = id_no | 死亡日期 = died_on
deaths: 死者姓名 = name | 死者身份证号 = id_no | 死亡时间 = died_on | 死亡原因 | 户籍地址
deaths: 逝者姓名 = name | 身份证号码 = id_no | 火化日期 = died_on | 经办人
deaths: 死亡人员 = name | 公民身份号码 = id_no | 死亡年月日 = died_on | 申报人 | 申报人电话
vehicles: 所有人 = owner_name | 证件号码 = id_no | 号牌号码 = plate | 车辆类型 = model | 车价(万元) = price | 注册日期 = registered_on
vehicles: 车主姓名 = owner_name | 车主身份证号 = id_no | 车牌号 = plate | 车辆品牌型号 = model | 购车价格（元） = price | 初次登记日期 = registered_on
vehicles: 机动车所有人 = owner_name | 身份证明号码 = id_no | 车牌号码 = plate | 厂牌型号 = model | 车辆价值（万元） = price | 登记时间 = registered_on
vehicles: 登记人姓名 = owner_name | 居民身份证号 = id_no | 牌照 = plate | 车型 = model | 价格（万元） = price | 购车时间 = registered_on
companies: 企业名称 = name | 统一社会信用代码 = company_id | 法定代表人 = legal_representative | 法定代表人证件号码 = id_no | 注册资本(万元) = capital | 经营状态 = status | 成立日期 = founded_on
companies: 市场主体名称 = name | 社会信用代码 = company_id | 法人姓名 = legal_representative | 法人身份证号码 = id_no | 注册资金（万元） = capital | 登记状态 = status | 注册时间 = founded_on | 经营范围
companies: 公司名称 = name | 注册号 = company_id | 负责人 = legal_representative | 负责人身份证号 = id_no | 认缴出资额（元） = capital | 企业状态 = status | 设立日期 = founded_on
companies: 名称 = name | 信用代码 = company_id | 经营者 = legal_representative | 身份证号 = id_no | 资金数额（万元） = capital | 状态 = status | 成立时间 = founded_on
payroll: 姓名 = name | 证件号码 = id_no | 工作单位 = unit
payroll: 序号 | 职工姓名 = name | 身份证号 = id_no | 所在单位 = unit | 职务 | 编制类型
payroll: 财政供养人员姓名 = name | 公民身份号码 = id_no | 单位名称 = unit | 人员类别
payroll: 人员姓名 = name | 身份证号码 = id_no | 预算单位 = unit | 应发工资
work: 姓名 = name | 证件号码 = id_no | 务工地点 = place | 省内省外 = province_out | 开始时间 = started_on | 结束时间 = ended_on | 月收入 = monthly_wage
work: 务工人员姓名 = name | 务工人员身份证号 = id_no | 务工地址 = place | 是否省外 = province_out | 外出务工时间 = started_on | 返乡时间 = ended_on | 月工资（元） = monthly_wage | 务工企业
work: 姓名 = name | 身份证号 = id_no | 就业地点 = place | 省外/省内 = province_out | 务工开始时间 = started_on | 务工结束时间 = ended_on | 月均收入（元） = monthly_wage | 联系电话
work: 劳动力姓名 = name | 身份证号码 = id_no | 外出务工地点 = place | 务工区域 | 起始时间 = started_on | 截止时间 = ended_on | 务工月收入 = monthly_wage
disasters: 乡镇 = township | 行政村 = village | 户主姓名 = head_name | 户主证件号码 = head_id_no | 灾害类型 = kind | 损失金额 = loss | 受灾日期 = happened_on
disasters: 镇 = township | 村 = village | 受灾户主 = head_name | 受灾户主身份证号 = head_id_no | 灾种 = kind | 直接经济损失（万元） = loss | 受灾时间 = happened_on
disasters: 所属乡镇 = township | 所属村居 = village | 受灾人姓名 = head_name | 受灾人身份证号码 = head_id_no | 灾害种类 = kind | 估损金额（元） = loss | 灾害发生时间 = happened_on
loans: 借款人 = name | 证件号码 = id_no | 贷款金额 = amount | 放款日期 = granted_on | 到期日期 = due_on | 贷款余额 = balance | 是否逾期 = overdue
loans: 贷款户姓名 = name | 贷款户身份证号 = id_no | 合同金额（万元） = amount | 贷款发放日期 = granted_on | 贷款到期日 = due_on | 当前余额 = balance | 逾期情况 = overdue | 贷款银行
loans: 客户姓名 = name | 身份证号码 = id_no | 借款金额 = amount | 借款日期 = granted_on | 应还款日期 = due_on | 未还本金 = balance | 有无逾期 = overdue
loans: 贷款人 = name | 身份证 = id_no | 放款金额（元） = amount | 起贷日期 = granted_on | 还款到期日 = due_on | 结欠金额 = balance
"""


def _lists() -> list[tuple[str, dict[str, str]]]:
    found = []
    for line in LISTS.strip().splitlines():
        kind, columns = line.split(": ", 1)
        pairs = (column.partition(" = ") for column in columns.split(" | "))
        found.append((kind, {header.strip(): field.strip() for header, _, field in pairs}))
    return found


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="module")
def spellings(pack: Pack) -> Spellings:
    return Spellings(pack)


def _recognise(pack: Pack, spellings: Spellings, headers: list[str], name: str = "新建工作表") -> Recognition:
    header = HeaderRows(tuple(Header(text) for text in headers), 0, 0, ())
    kinds = tuple(pack.kinds.values())
    return recognise(header, kinds, spellings, filled=[True] * len(headers), names=(name, "Sheet1"))


@pytest.mark.parametrize(("kind", "columns"), _lists(), ids=lambda v: v if isinstance(v, str) else "")
def test_a_list_is_recognised_and_its_columns_are_found(
    pack: Pack, spellings: Spellings, kind: str, columns: dict[str, str]
) -> None:
    headers = list(columns)
    found = _recognise(pack, spellings, headers)
    reasons = [(m.kind.id, round(m.score, 2), m.missing) for m in found.ranked[:3]]
    assert found.match is not None, reasons
    assert found.match.kind.id == kind, reasons
    matched = {headers[at]: name for name, at in found.match.columns.items()}
    assert matched == {header: field for header, field in columns.items() if field}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_columns_does_not_matter(pack: Pack, spellings: Spellings, seed: int) -> None:
    for kind, columns in _lists():
        headers = list(columns)
        random.Random(seed).shuffle(headers)
        found = _recognise(pack, spellings, headers)
        assert found.match is not None
        assert found.match.kind.id == kind
        assert {headers[at] for at in found.match.columns.values()} == {h for h, f in columns.items() if f}


def test_the_file_name_alone_decides_nothing(pack: Pack, spellings: Spellings) -> None:
    assert _recognise(pack, spellings, ["姓名", "身份证号"], "死亡人员火化名单").match is None


def test_a_misleading_file_name_does_not_mislead(pack: Pack, spellings: Spellings) -> None:
    for kind, columns in _lists():
        other = "死亡人员名单" if kind != "deaths" else "机动车登记车辆"
        found = _recognise(pack, spellings, list(columns), other)
        assert found.match is not None
        assert found.match.kind.id == kind


@pytest.mark.parametrize(
    "headers",
    [
        ["姓名", "身份证号", "联系电话", "备注"],
        ["序号", "商品", "数量", "单价"],
        ["姓名", "语文", "数学", "英语"],
        ["乡镇", "村", "户主", "身份证号"],
        ["会议", "时间", "地点", "参加人员"],
    ],
)
def test_a_list_that_says_too_little_is_not_guessed(pack: Pack, spellings: Spellings, headers: list[str]) -> None:
    assert _recognise(pack, spellings, headers).match is None


def test_every_kind_has_a_head_start_over_the_next(pack: Pack, spellings: Spellings) -> None:
    """The title of every field is enough, and no two kinds are near each other then."""
    for kind in pack.kinds.values():
        found = _recognise(pack, spellings, [field.title for field in kind.fields.values()])
        assert found.match is not None, kind.id
        assert found.match.kind.id == kind.id
        rivals = [m.score for m in found.ranked if not m.missing and m is not found.match]
        assert found.match.score - max(rivals, default=0) > 1
