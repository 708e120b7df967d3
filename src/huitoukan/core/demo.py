"""A made-up office on a new server: the areas of a sample county and somebody in every role.

Everything is done by actions, as an administrator would, so the trail tells of it. Nobody in it exists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.models import User
from huitoukan.core.areas import actions as areas
from huitoukan.core.areas.boundaries.actions import set_boundaries
from huitoukan.core.areas.enums import Level
from huitoukan.core.areas.lists.comparing import State, Terms, compare, counts
from huitoukan.core.areas.lists.landing import Source, land
from huitoukan.core.areas.lists.lines import Line
from huitoukan.core.areas.lists.reading import read_list
from huitoukan.core.areas.models import Area, Boundary
from huitoukan.core.office import actions as settings
from huitoukan.core.setup import set_up
from huitoukan.engine.sheets.files.contents import InputFile, open_file
from huitoukan.messages import Mendable, say
from huitoukan.samples.areas import BOUNDARIES_FILE, COUNTY_CODE, FOLDER, LIST_FILE

PASSWORD = "Kanlu-2026-demo"  # noqa: S105  # everybody may know it: nothing real is behind it
_FIRST_PASSWORD = "Kanlu-2026-first"  # noqa: S105
_ADMINISTRATOR, _ADMINISTRATOR_NAME = "admin", "严守正"
_LONG_AGO = dt.date(2016, 1, 1)
_LIST_DAY = dt.date(2024, 1, 1)
_NAMES = "程知远 顾望舒 江映雪 陆闻溪 苏砚秋 沈清和 叶听澜 许星野 梁秋实 孟春和 温如玉 宋青山 白露晞 韩松岭 林见鹿 周既明"
_OFFICES = {
    Role.COUNTY_OFFICER: "县农业农村局",
    Role.DEPARTMENT_OFFICER: "县住房和城乡建设局",
    Role.INSPECTOR: "县回头看核查组",
    Role.LEADER: "县人民政府",
    Role.AUDITOR: "县审计局",
}
_THEMES = ("housing", "water")


class NotTheDemo(Mendable):
    """This server is somebody's: no made-up people come into it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the made-up office."""

    username: str
    name: str
    role: Role
    code: str
    unit: str
    themes: tuple[str, ...] = ()


def seed(county: Path) -> list[Person]:
    """Fills a new server from the folder of a sample county; done twice it changes nothing the second time.

    Gives everybody who can sign in, the administrator first. Raises ``Mendable``.
    """
    file = open_file(county / FOLDER / LIST_FILE, LIST_FILE)
    lines = read_list(file)
    _require_demo()
    administrator = _administrator(lines)
    _add_areas(administrator, file, lines)
    if not Boundary.objects.exists():
        content = open_file(county / FOLDER / BOUNDARIES_FILE, BOUNDARIES_FILE).content
        set_boundaries(by=administrator, content=content)
    people = list(_people())
    for person in people:
        _add_person(administrator, person)
    first = Person(_ADMINISTRATOR, _ADMINISTRATOR_NAME, Role.ADMINISTRATOR, COUNTY_CODE, "")
    return [first, *people]


def _require_demo() -> None:
    if User.objects.exclude(username=_ADMINISTRATOR).exists() and not Area.objects.filter(code=COUNTY_CODE).exists():
        raise NotTheDemo(say("demo.not_the_demo"))


def _administrator(lines: list[Line]) -> User:
    found: User | None = User.objects.filter(username=_ADMINISTRATOR, name=_ADMINISTRATOR_NAME).first()
    if found:
        return found
    county = next(line.name for line in lines if line.code == COUNTY_CODE)
    made = set_up(
        code=COUNTY_CODE,
        area_name=county,
        username=_ADMINISTRATOR,
        name=_ADMINISTRATOR_NAME,
        password=_FIRST_PASSWORD,
    )
    made = accounts.change_password(by=made, old=_FIRST_PASSWORD, new=PASSWORD)
    settings.change(by=made, name=f"{county}乡村振兴监测中心", session_minutes=60)
    return made
