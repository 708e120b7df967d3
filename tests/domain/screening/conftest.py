"""A small office with a registry of four households, and lists of deaths that come month by month."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.conftest import County
from tests.engine.facts.conftest import number

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.domain.registry import tasks
from huitoukan.domain.registry.actions import ask_to_land, ask_to_undo, bring
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.models import Import, ImportedList
from huitoukan.domain.registry.snapshots import lists_landed
from huitoukan.domain.screening.actions.runs import ask_for_run
from huitoukan.domain.screening.enums import RunState
from huitoukan.domain.screening.models import Run, Sighting
from huitoukan.domain.screening.performing.judging import perform

Table = Sequence[Sequence[str]]
AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = (dt.date(2026, month, 20) for month in (8, 9, 10, 11))
HEADER = [
    *("乡镇", "村", "户编号", "人编号", "姓名", "证件号码", "与户主关系", "联系电话"),
    *("户类型", "监测对象类别", "风险是否已消除", "识别监测时间", "是否参加城乡居民基本医疗保险"),
]
WANG, LI, ZHANG, ZHAO = (number(f"99010119700101{n:03}") for n in range(4))
WRONG_ID = WANG[:-1] + ("0" if WANG[-1] != "0" else "1")
PEOPLE = {
    "王和平": ("东河镇", "柳树村", "9901", "P1", WANG),
    "李山花": ("东河镇", "石桥村", "9902", "P2", LI),
    "张有田": ("西岭乡", "柳树村", "9903", "P3", ZHANG),
    "赵大河": ("西岭乡", "云台村", "9904", "P4", ZHAO),
}
DEAD = "death.still_listed"


def register(ids: Mapping[str, str] | None = None, leave_out: Sequence[str] = ()) -> Table:
    """The registered list; ``ids`` are numbers that are not as they should be."""
    rows = []
    for name, (township, village, household, person, id_no) in PEOPLE.items():
        if name not in leave_out:
            shown = (ids or {}).get(name, id_no)
            phone = f"138000000{person[1:]:>02}"
            rows.append([township, village, household, person, name, shown, "户主", phone, "脱贫户", "", "", "", "是"])
    return [HEADER, *rows]


def deaths(*names: str) -> Table:
    """Who died, by the civil affairs bureau."""
    return [
        ["姓名", "证件号码", "死亡日期", "备注"],
        *([name, PEOPLE[name][4], "2026-07-01", "电话13812345678"] for name in names),
    ]


@dataclass
class Office:
    """Brings lists and runs the checks, as its officer would."""

    county: County
    officer: User

    def bring(self, day: dt.date, **tables: Table) -> Import:
        files = [SimpleUploadedFile(f"{name}.csv", _csv(table)) for name, table in tables.items()]
        brought = bring(by=self.officer, files=files, day=day, is_complete=True)
        tasks.read.call(brought.pk)
        brought.refresh_from_db()
        assert brought.state == ImportState.READ, brought.problem
        ask_to_land(by=self.officer, brought=brought)
        tasks.land.call(brought.pk)
        brought.refresh_from_db()
        assert brought.state == ImportState.LANDED, brought.problem
        return brought

    def undo(self, brought: Import) -> None:
        ask_to_undo(by=self.officer, brought=brought, reason="清单有误，重新报送")
        tasks.undo.call(brought.pk)

    def run(self, day: dt.date, lists: Sequence[ImportedList] | None = None) -> Run:
        run = ask_for_run(by=self.officer, day=day, lists=lists)
        perform(run.pk)
        run.refresh_from_db()
        assert run.state == RunState.DONE, run.problem
        return run

    def month(self, day: dt.date, *dead: str) -> Run:
        """The month's list of deaths, and a run with it."""
        self.bring(day, deaths=deaths(*dead))
        return self.run(day)

    def without_deaths(self, day: dt.date) -> Run:
        return self.run(day, lists=[each for each in lists_landed(day) if each.kind != "deaths"])


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8-sig")


@pytest.fixture
def office(county: County) -> Office:
    """With a registry since August, in which one number of an ID is wrong."""
    made = Office(county, county.add_person(Role.COUNTY_OFFICER))
    made.bring(AUGUST, register=register({"赵大河": WRONG_ID}))
    return made


def standings(run: Run, rule: str = DEAD) -> dict[str, str]:
    """Name → standing, of what a rule found."""
    return dict(Sighting.objects.filter(run=run, rule_id=rule).values_list("name", "standing"))
