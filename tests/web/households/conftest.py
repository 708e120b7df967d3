"""An office whose registry changed over three months, with a run after each."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.conftest import County
from tests.domain.screening import conftest as screening
from tests.domain.screening.conftest import AUGUST, OCTOBER, SEPTEMBER
from tests.engine.facts.conftest import number

from huitoukan.core.access.roles import Role
from huitoukan.domain.registry.models import Import

SCRIPT = "<script>alert(1)</script>"
LONG = "买买提" * 20
IDS = {
    name: number(f"99010119700101{at:03}")
    for at, name in enumerate(("王和平", "李山花", "王小花", "张有田", LONG, "赵大河"))
}
TITLES = (
    *("乡镇", "村", "户编号", "人编号", "姓名", "证件号码", "性别", "与户主关系", "户联系电话", "健康状况", "户类型"),
    *("监测对象类别", "风险是否已消除", "识别监测时间", "是否参加城乡居民基本医疗保险", "工资性收入", "转移性收入"),
    *("人均纯收入（元）", "是否解决安全饮用水"),
)
EAST_HOME, WEST_HOME = "9901", "9903"


def row(
    name: str, home: str, at: int, township: str = "东河镇", village: str = "柳树村", **said: str
) -> dict[str, str]:
    """A line of the registered list."""
    usual = {
        "乡镇": township, "村": village, "户编号": home, "人编号": f"P{at}", "姓名": name, "证件号码": IDS[name], "性别": "男",
        "与户主关系": "户主", "户联系电话": f"1380000{at:04}", "健康状况": "健康", "户类型": "脱贫户",
        "是否参加城乡居民基本医疗保险": "是", "工资性收入": "12000", "转移性收入": "3000", "人均纯收入（元）": "7500",
        "是否解决安全饮用水": "是",
    }  # fmt: skip
    return {**usual, **said}


WANG = row("王和平", EAST_HOME, 1)
WIFE = row("李山花", EAST_HOME, 2, 性别="女", 与户主关系="配偶", 户联系电话="13800000001")
CHILD = row("王小花", EAST_HOME, 5, 性别="女", 与户主关系="之女", 户联系电话="13800000001")
ZHANG = row("张有田", WEST_HOME, 3, "西岭乡", 户类型="一般农户", 监测对象类别="边缘易致贫户", 风险是否已消除="否")
OTHERS = [row(LONG, "99/04", 4, 村="石桥村"), row("赵大河", "9905", 6, 村="石桥村", 健康状况=SCRIPT)]


class Office(screening.Office):
    """With lists that say more of a household."""

    def register(self, day: dt.date, *rows: dict[str, str]) -> Import:
        return self.bring(
            day, 监测对象信息=[list(TITLES), *([each.get(title, "") for title in TITLES] for each in rows)]
        )

    def deaths(self, day: dt.date, *names: str) -> Import:
        lines = [[name.replace("山", "三"), IDS[name], "2026-07-01", "电话13812345678"] for name in names]
        return self.bring(day, 死亡人员名单=[["姓名", "证件号码", "死亡日期", "备注"], *lines])


@pytest.fixture
def office(county: County) -> Office:
    """In August all are registered; in September a household is poorer, one of it is ill, and it has a child."""
    made = Office(county, county.add_person(Role.COUNTY_OFFICER))
    made.register(AUGUST, WANG, WIFE, ZHANG, *OTHERS)
    poorer = {"人均纯收入（元）": "6100"}
    home = ({**WANG, **poorer, "健康状况": "患有大病"}, {**WIFE, **poorer}, {**CHILD, **poorer})
    made.register(SEPTEMBER, *home, ZHANG, *OTHERS)
    return made


@pytest.fixture
def checked(office: Office) -> Office:
    """In October one is said to be dead, under another name, and the checks are run."""
    office.deaths(OCTOBER, "李山花")
    office.run(OCTOBER)
    return office
