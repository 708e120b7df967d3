"""The list kinds of the shipped packs are recognised from the headers bureaus write, whatever the file is called.

Each line is a list as some bureau could send it: the kind, then header = field (a bare header is no field of the kind).
The lists of the baseline are recognised with the library as well, where some of their bare headers are fields.
Spellings here are thought up apart from those in the pack.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path

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

LIBRARY_LISTS = """
registered: 户编号 = household_no | 人编号 = person_no | 姓名 = name | 证件类型 = id_type | 证件号码 = id_no | 民族 = ethnicity | 政治面貌 = political_status | 婚姻状况 = marital_status | 在校生状况 = school_status | 义务教育阶段失学辍学原因 = dropout_reason | 是否参加城乡居民基本医疗保险 = resident_insured | 是否参加大病医疗保险 = critical_illness_insured | 是否参加商业健康保险 = commercial_insured | 是否参加城乡居民养老保险 = resident_pension | 是否参加企业职工养老保险 = employee_pension | 医保个人缴费是否享受资助 = premium_subsidy | 户类型 = household_type | 监测对象类别 = monitor_kind
registered: 县 = county | 乡 = township | 村 = village | 户编号 = household_no | 姓名 = name | 身份证号码 = id_no | 残疾证件编号 = disability_certificate_no | 残疾类型 = disability_category | 残疾级别 = disability_grade | 困难残疾人生活补贴享受情况 = living_subsidy | 是否享受重残护理补贴 = care_subsidy | 是否享受雨露计划资助政策 = school_aid | 务工详细地址 = work_place | 务工单位名称 = employer | 就业帮扶车间 = workshop | 户类型 = household_type
registered: 户号 = household_no | 姓名 = name | 证件号 = id_no | 开户行名称 = bank | 惠农一卡通银行账号 = bank_card | 是否属于易地扶贫搬迁户 = relocated | 搬迁入住年月 = relocated_on | 家庭承包耕地面积（亩） = arable_land | 林地面积(亩) = forest_land | 住房建筑面积（㎡） = house_area | 距村主干道路距离（公里） = road_distance | 入户道路路面情况 = entry_road | 是否通生活照明用电 = electricity | 有无卫生厕所 = toilet | 炊事用能类型 = fuel | 是否加入农民合作经济组织 = cooperative | 监测户类型 = monitor_kind
registered: 户编号 = household_no | 姓名 = name | 证件号码 = id_no | 低保金（元） = income_low_allowance | 特困人员供养金（元） = income_extreme_poverty | 养老金收入（元） = income_pension | 生态效益补偿金（元） = income_ecology | 土地流转租金收入（元） = income_land | 人均纯收入（元） = income_per_capita | 上年度家庭人均纯收入（元） = income_last_year | 致贫返贫风险其他说明 = risk_note | 风险消除途径 = removed_by | 易地搬迁后续扶持措施 = measure_relocation | 首次帮扶措施落实时间 = measure_started_on | 跨省务工一次性交通补助（元） = transport_subsidy | 风险是否已消除 = risk_removed
registered: 户编号 = household_no | 姓名 = name | 证件号码 = id_no | 是否解决安全饮用水 = safe_water | 是否危房户 = unsafe_house | 义务教育是否存在问题 = problem_education | 基本医疗是否存在问题 = problem_medical | 住房安全是否存在问题 = problem_housing | 饮水安全是否存在问题 = problem_water | 监测网格员姓名 = monitor_contact | 网格员手机号 = monitor_contact_phone | 户联系电话 = household_phone | 监测对象类别 = monitor_kind
village_info: 县(市、区) = county | 乡(镇) = township | 行政村 = village | 行政村区划代码 = village_code | 村民小组数(个) = groups | 总户数(户) = households | 总人口数(人) = population | 脱贫户及监测户户数 = registered_households | 脱贫人口及监测人口数 = registered_people | 低保人口数 = low_allowance_people | 五保供养人口数 = extreme_poverty_people | 持证残疾人口数 = disabled_people | 耕地面积（亩） = arable_land | 林地面积（亩） = forest_land | 村级集体经济年收入（万元） = collective_income
village_info: 所属乡镇 = township | 行政村名称 = village | 户籍人口 = population | 农户总户数 = households | 村卫生室数量（个） = clinics | 持证乡村医生人数 = doctors | 公共卫生厕所个数 = public_toilets | 垃圾集中收集点个数 = waste_points | 农家书屋数量 = libraries | 文化服务中心数量 = culture_rooms | 到乡镇公路是否通沥青水泥路 = hard_road | 是否通农村客运班车 = bus | 生产用电是否通 | 是否通光纤宽带网络 = broadband
village_info: 乡镇 = township | 村 = village | 是否为建档立卡贫困村 = poor_village | 第一书记姓名 = first_secretary | 常住人口 | 城乡居民基本养老保险参保人数 = pension_people | 城乡居民基本医保参保人数 = insured_people | 危房户数（户） = unsafe_house_households | 饮水存在困难户数 = unsafe_water_households | 外出务工劳动力人数 = workers_away | 农民专业合作社个数 = cooperatives
village_info: 镇街 = township | 村（社区） = village | 辖村民小组个数 = groups | 全村总户数 = households | 全村总人口 = population | 驻村第一书记 = first_secretary | 备注
work_monitoring: 乡(镇) = township | 行政村 = village | 户编号 = household_no | 人编号 = person_no | 姓名 = name | 证件号码 = id_no | 监测月份 = month | 当月是否务工 = working | 务工所在地 = place | 务工企业名称 = employer | 就业帮扶车间名称 = workshop | 是否停止务工 = stopped | 停止务工时间 = stopped_on | 停止务工原因 = stop_reason
work_monitoring: 脱贫劳动力姓名 = name | 身份证号 = id_no | 统计月份 = month | 本月是否外出务工 = working | 现务工地点 = place | 务工单位 = employer | 本月工资（元） = monthly_wage | 本年累计务工时间（月） = months | 有无务工意愿 = planned | 预计外出务工日期 = planned_on
work_monitoring: 村名 = village | 姓名 = name | 公民身份号码 = id_no | 年月 = month | 是否在岗 = working | 是否返乡回流 = stopped | 返乡日期 = stopped_on | 返乡主要原因 = stop_reason | 是否打算外出务工 = planned
work_monitoring: 姓名 = name | 证件号 = id_no | 务工监测年月 = month | 务工地址 = place | 务工开始日期 = started_on | 月收入（元） = monthly_wage | 是否停工 = stopped | 停工时间 = stopped_on
rural_construction: 乡镇 = township | 村 = village | 户编号 = household_no | 户主姓名 = head_name | 户主证件号码 = head_id_no | 住房面积（平方米） = house_area | 住房结构类型 = house_structure | 住房建成年代 = built_in | 入户道路类型 = entry_road | 供水方式 = water_supply | 自来水入户情况 = water_to_home | 农户厕所类型 = toilet_kind | 是否为卫生厕所 = sanitary_toilet | 是否接通生活用电 = electricity | 主要炊事能源 = fuel | 主要采暖方式 = heating | 是否接入宽带网络 = internet | 生活垃圾是否集中收运 = waste_collected | 生活污水排放方式 = sewage | 信息采集时间 = surveyed_on
rural_construction: 所在乡镇 = township | 所在村 = village | 农户姓名 = head_name | 农户身份证号码 = head_id_no | 房屋结构 = house_structure | 房屋建筑面积 = house_area | 建房时间 = built_in | 饮用水主要来源 = water_supply | 户厕类型 = toilet_kind | 污水去向 = sewage
rural_construction: 户号 = household_no | 户主 = head_name | 身份证号码 = head_id_no | 与村主干路距离（公里） = road_distance | 入户路类型 = entry_road | 是否通宽带 = internet | 主要燃料类型 = fuel | 生活垃圾处理方式 = waste_collected
rural_construction: 村名 = village | 户主姓名 = head_name | 户主身份证号 = head_id_no | 是否有卫生厕所 = sanitary_toilet | 改厕模式 = toilet_kind | 自来水是否到户 = water_to_home | 取暖方式 = heating | 调查日期 = surveyed_on
visits: 户编号 = household_no | 走访人 = helper_name | 走访日期 = visited_on | 走访方式 = way | 走访内容 = content
visits: 户编号 = household_no | 户主姓名 | 帮扶责任人姓名 = helper_name | 入户走访时间 = visited_on | 走访形式 = way | 帮扶工作内容 = content
visits: 监测户编号 = household_no | 走访干部姓名 = helper_name | 走访联系日期 = visited_on | 联系类型 = way | 走访情况记录 = content | 户主签字
visits: 农户编号 = household_no | 帮扶干部 = helper_name | 帮扶单位 | 走访日期 = visited_on | 工作记录 = content
pension_enrolment: 姓名 = name | 证件号码 = id_no | 参保年度 = year | 参保险种 = enrolment_kind | 参保状态 = status | 是否领取待遇 = drawing | 参保日期 = started_on
pension_enrolment: 参保人姓名 = name | 身份证号码 = id_no | 养老保险缴费年度 = year | 养老保险类别 = enrolment_kind | 养老保险参保状态 = status
pension_enrolment: 缴费人姓名 = name | 公民身份号码 = id_no | 险种类型 = enrolment_kind | 缴费状态 = status | 养老待遇领取状态 = drawing | 首次参保时间 = started_on
pension_enrolment: 姓名 = name | 社会保障号码 = id_no | 养老险种 = enrolment_kind | 人员参保状态 = status | 缴费年度 = year | 是否领取养老金 = drawing
town_homes: 权利人姓名 = name | 权利人证件号码 = id_no | 不动产权证书编号 = certificate | 房屋坐落 = address | 建筑面积（㎡） = area | 规划用途 = purpose | 登簿时间 = registered_on
town_homes: 购房人 = name | 身份证号 = id_no | 网签备案号 = certificate | 商品房坐落位置 = address | 房屋建筑面积 = area | 房屋性质 = purpose | 网签时间 = registered_on
town_homes: 姓名 = name | 公民身份号码 = id_no | 不动产权证号 = certificate | 坐落 = address | 面积（平方米） = area | 用途 = purpose | 登记时间 = registered_on
town_homes: 业主姓名 = name | 业主身份证号 = id_no | 小区名称 = address | 套内面积 = area | 购房日期 = registered_on
village_officials: 乡镇 = township | 村 = village | 姓名 = name | 性别 | 身份证号码 = id_no | 职务 = post | 任职时间 = started_on | 联系电话
village_officials: 所属乡镇 = township | 村（社区） = village | 村干部姓名 = name | 公民身份号码 = id_no | 现任村内职务 = post | 任现职务时间 = started_on | 离任时间 = ended_on | 政治面貌
village_officials: 行政村 = village | 姓名 = name | 证件号 = id_no | 担任职务 = post | 当选时间 = started_on | 文化程度 | 出生年月
village_officials: 镇 = township | 村名 = village | 两委干部 = name | 身份证 = id_no | 村两委职务 = post | 任职起始时间 = started_on | 免职时间 = ended_on
machinery: 所有人 = owner_name | 证件号码 = id_no | 机具类型 = machine | 价格（万元） = price | 登记日期 = registered_on
machinery: 购机者姓名 = owner_name | 购机者身份证号 = id_no | 机具品目名称 = machine | 机具型号 = model | 购机价格（元） = price | 购机日期 = registered_on | 补贴额（元）
machinery: 机主姓名 = owner_name | 身份证号 = id_no | 拖拉机号牌 = plate | 拖拉机类型 = machine | 厂牌型号 = model | 初次登记日期 = registered_on
machinery: 农机所有人 = owner_name | 公民身份号码 = id_no | 农业机械名称 = machine | 机械型号 = model | 销售总价（元） = price | 注册登记时间 = registered_on
grants: 姓名 = name | 证件号码 = id_no | 项目名称 = project | 项目编号 = project_no | 补助金额（元） = amount | 发放日期 = granted_on
grants: 户主姓名 = name | 户主身份证号 = id_no | 产业奖补项目 = project | 奖补金额（元） = amount | 奖补资金兑付时间 = granted_on | 银行卡号
grants: 奖补对象 = name | 身份证号码 = id_no | 到户产业项目名称 = project | 项目库编码 = project_no | 到户资金（元） = amount | 拨付时间 = granted_on
grants: 受益户户主姓名 = name | 公民身份证号 = id_no | 种养品种 = project | 养殖数量 | 奖补标准（元） = amount | 兑现日期 = granted_on
marriages: 姓名 = name | 证件号码 = id_no | 配偶姓名 = spouse_name | 配偶证件号码 = spouse_id_no | 登记类型 = kind | 登记日期 = registered_on
marriages: 男方姓名 = name | 男方身份证号码 = id_no | 女方姓名 = spouse_name | 女方身份证号码 = spouse_id_no | 婚姻登记业务类别 = kind | 结婚登记时间 = registered_on
marriages: 登记人姓名 = name | 登记人身份证号 = id_no | 对方姓名 = spouse_name | 对方身份证号 = spouse_id_no | 业务类型 = kind | 办理日期 = registered_on
marriages: 男方 = name | 男方证件号 = id_no | 女方 = spouse_name | 女方证件号 = spouse_id_no | 领证日期 = registered_on | 登记机关
"""


Columns = Mapping[str, str]
"""Header → field, empty where the header is none."""


def _lists(text: str) -> list[tuple[str, Columns]]:
    found = []
    for line in text.strip().splitlines():
        kind, columns = line.split(": ", 1)
        pairs = (column.partition(" = ") for column in columns.split(" | "))
        found.append((kind, {header.strip(): field.strip() for header, _, field in pairs}))
    return found


BY_PACK = {"baseline": _lists(LISTS), "library": _lists(LISTS) + _lists(LIBRARY_LISTS)}
CASES = [(name, *case) for name, cases in BY_PACK.items() for case in cases]
every_pack = pytest.mark.parametrize("name", BY_PACK)


@cache
def _pack(name: str) -> Pack:
    return load_pack(Path(name))


@cache
def _spellings(name: str) -> Spellings:
    return Spellings(_pack(name))


def _recognise(name: str, headers: list[str], file: str = "新建工作表") -> Recognition:
    header = HeaderRows(tuple(Header(text) for text in headers), 0, 0, ())
    kinds = tuple(_pack(name).kinds.values())
    return recognise(header, kinds, _spellings(name), filled=[True] * len(headers), names=(file, "Sheet1"))


def _check(name: str, kind: str, columns: Columns, headers: list[str], file: str = "新建工作表") -> None:
    """That ``headers`` are recognised as ``kind`` with ``columns``; a bare header may be a field of a later pack."""
    found = _recognise(name, headers, file)
    reasons = [(m.kind.id, round(m.score, 2), m.missing) for m in found.ranked[:3]]
    assert found.match is not None, reasons
    assert found.match.kind.id == kind, reasons
    matched = {headers[at]: field for field, at in found.match.columns.items()}
    before = _pack("baseline").kinds.get(kind)
    added = {h for h, f in matched.items() if not columns[h] and before and f not in before.fields}
    assert {h: f for h, f in matched.items() if h not in added} == {h: f for h, f in columns.items() if f}


@pytest.mark.parametrize(("name", "kind", "columns"), CASES, ids=lambda v: v if isinstance(v, str) else "")
def test_a_list_is_recognised_and_its_columns_are_found(name: str, kind: str, columns: Columns) -> None:
    _check(name, kind, columns, list(columns))


@every_pack
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_columns_does_not_matter(name: str, seed: int) -> None:
    for kind, columns in BY_PACK[name]:
        headers = list(columns)
        random.Random(seed).shuffle(headers)
        _check(name, kind, columns, headers)


@every_pack
def test_the_file_name_alone_decides_nothing(name: str) -> None:
    assert _recognise(name, ["姓名", "身份证号"], "死亡人员火化名单").match is None
    assert _recognise(name, ["乡镇", "村"], "行政村信息").match is None


@every_pack
def test_a_misleading_file_name_does_not_mislead(name: str) -> None:
    for kind, columns in BY_PACK[name]:
        other = "死亡人员名单" if kind != "deaths" else "机动车登记车辆"
        _check(name, kind, columns, list(columns), other)


@every_pack
@pytest.mark.parametrize(
    "headers",
    [
        ["姓名", "身份证号", "联系电话", "备注"],
        ["序号", "商品", "数量", "单价"],
        ["姓名", "语文", "数学", "英语"],
        ["乡镇", "村", "户主", "身份证号"],
        ["会议", "时间", "地点", "参加人员"],
        ["乡镇", "村", "户数", "人数", "备注"],
        ["姓名", "身份证号", "职务", "联系电话"],
        ["户主姓名", "身份证号", "耕地面积", "补贴面积", "银行卡号"],
        ["姓名", "身份证号", "民族", "政治面貌", "婚姻状况", "开户银行", "银行账号"],
        ["户编号", "户主姓名", "联系人", "联系电话"],
    ],
)
def test_a_list_that_says_too_little_is_not_guessed(name: str, headers: list[str]) -> None:
    assert _recognise(name, headers).match is None


@pytest.mark.parametrize(
    "headers",
    [
        ["乡镇", "村", "姓名", "身份证号", "职务", "派出单位", "联系电话"],
        ["乡镇", "村", "姓名", "身份证号", "岗位名称", "上岗时间", "岗位补贴"],
        ["姓名", "性别", "民族", "身份证号", "入党时间", "所在党支部", "职务"],
        ["学校名称", "姓名", "身份证号", "职务", "任教学科"],
        ["乡镇", "村", "卫生室名称", "姓名", "身份证号", "执业资格"],
        ["姓名", "身份证号", "配偶姓名", "配偶身份证号", "子女数", "奖励金额"],
        ["承租人", "身份证号", "房屋坐落", "建筑面积", "月租金"],
        ["姓名", "身份证号", "发放月份", "养老金", "开户行"],
        ["姓名", "身份证号", "缴费档次", "缴费金额", "缴费年度"],
        ["姓名", "身份证号", "项目名称", "发放月份", "发放金额", "银行账号"],
        ["所有人", "身份证明号码", "号牌号码", "号牌种类", "机动车类型", "初次登记日期"],
        ["姓名", "身份证号", "务工地点", "务工企业", "交通补助金额", "银行卡号"],
        ["姓名", "身份证号", "务工地点", "月份", "工资"],
        ["户编号", "户主姓名", "帮扶责任人", "帮扶措施", "落实时间"],
        ["户编号", "户主姓名", "慰问时间", "慰问人", "慰问金额"],
        ["户主姓名", "身份证号", "改造方式", "补助金额", "发放时间"],
        ["户主姓名", "身份证号", "住房面积", "耕地面积", "家庭人口"],
        ["乡镇", "村", "危房户数", "已改造户数"],
    ],
    ids=lambda headers: headers[-1],
)
def test_other_lists_are_not_taken_for_kinds_of_the_library(headers: list[str]) -> None:
    found = _recognise("library", headers)
    assert found.match is None or found.match.kind.id in _pack("baseline").kinds


@every_pack
def test_every_kind_has_a_head_start_over_the_next(name: str) -> None:
    """The title of every field is enough, and no two kinds are near each other then."""
    for kind in _pack(name).kinds.values():
        found = _recognise(name, [field.title for field in kind.fields.values()])
        assert found.match is not None, kind.id
        assert found.match.kind.id == kind.id
        rivals = [m.score for m in found.ranked if not m.missing and m is not found.match]
        assert found.match.score - max(rivals, default=0) > 1
