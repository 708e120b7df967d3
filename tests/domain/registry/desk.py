"""Somebody at a desk with lists: brings them, has them read, lands and undoes them, all through actions and tasks."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from huitoukan.core.accounts.models import User
from huitoukan.domain.registry import actions, tasks
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.queries import AsOf, households, newest_landing, persons

TITLES = {
    "township": "乡镇",
    "village": "村",
    "household_no": "户编号",
    "person_no": "人编号",
    "name": "姓名",
    "id_no": "证件号码",
    "relation": "与户主关系",
    "health": "健康状况",
    "monitor_kind": "监测对象类别",
    "risk_removed": "风险是否已消除",
    "identified_on": "识别监测时间",
    "income_per_capita": "人均纯收入（元）",
}
SEPTEMBER, OCTOBER, NOVEMBER = dt.date(2026, 9, 30), dt.date(2026, 10, 31), dt.date(2026, 11, 20)
IDS = {1: "990101198001010014", 2: "990101198202020024", 3: "99010119900303003X", 4: "990101197004040046"}


def person(number: int, home: int = 1, **said: str) -> dict[str, str]:
    """A member of a household of 柳树村 in 东河镇, the head if the first of it."""
    usual = {
        "township": "东河镇",
        "village": "柳树村",
        "household_no": f"99H{home}",
        "person_no": f"P{number}",
        "name": f"王小{'一二三四五六七八九'[number % 9]}",
        "relation": "户主" if number == home else "之子",
        "health": "健康",
        "monitor_kind": "边缘易致贫户",
        "risk_removed": "否",
        "income_per_capita": "9000",
    }
    return {**usual, **said}


def registered(*people: Mapping[str, str], name: str = "监测对象信息.csv") -> SimpleUploadedFile:
    """The registered list as the national system exports it."""
    return table(
        [TITLES[field] for field in TITLES], [[row.get(field, "") for field in TITLES] for row in people], name
    )


def table(titles: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> SimpleUploadedFile:
    text = io.StringIO()
    csv.writer(text).writerows([titles, *rows])
    return SimpleUploadedFile(name, text.getvalue().encode("utf-8-sig"))


@dataclass
class Desk:
    """Whoever sits at it."""

    by: User

    def bring(self, *files: SimpleUploadedFile, day: dt.date = OCTOBER, is_complete: bool = True) -> Import:
        """Brought, read and compared."""
        brought = actions.bring(by=self.by, files=files, day=day, is_complete=is_complete)
        return self.read(brought)

    def read(self, brought: Import) -> Import:
        tasks.read.call(brought.pk)
        return self.again(brought)

    def land(self, *files: SimpleUploadedFile, day: dt.date = OCTOBER, is_complete: bool = True) -> Import:
        """Brought, and landed."""
        return self.confirm(self.bring(*files, day=day, is_complete=is_complete))

    def confirm(self, brought: Import) -> Import:
        actions.ask_to_land(by=self.by, brought=brought)
        tasks.land.call(brought.pk)
        return self.again(brought)

    def undo(self, brought: Import) -> Import:
        actions.ask_to_undo(by=self.by, brought=brought, reason="上传了错误的名单")
        tasks.undo.call(brought.pk)
        return self.again(brought)

    def again(self, brought: Import) -> Import:
        return Import.objects.get(pk=brought.pk)


def landed(brought: Import) -> Import:
    """Sure of it."""
    assert brought.state == ImportState.LANDED, brought.problem
    return brought


def people_on(day: dt.date, landing: int | None = None) -> dict[str, tuple[str, str, Any]]:
    """Person number → household, area and health, as known now or after a landing."""
    at = AsOf(day, newest_landing() if landing is None else landing)
    return {each.key: (each.household_no, each.area_code, each.facts.get("health")) for each in persons(at)}


def homes_on(day: dt.date, landing: int | None = None) -> dict[str, tuple[str, int, Any]]:
    """Household number → area, size and income."""
    at = AsOf(day, newest_landing() if landing is None else landing)
    return {h.number: (h.area_code, h.size, h.facts.get("income_per_capita")) for h in households(at)}
