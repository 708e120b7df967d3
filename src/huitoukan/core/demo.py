"""A made-up office on a new server: the areas of a sample county and somebody in every role.

Everything is done by actions, as an administrator would, so the trail tells of it. Nobody in it exists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.models import User
from huitoukan.core.areas import actions as areas
from huitoukan.core.areas.boundaries.actions import set_boundaries
from huitoukan.core.areas.codes import code_above
from huitoukan.core.areas.enums import Level
from huitoukan.core.areas.lists.comparing import State, Terms, compare
from huitoukan.core.areas.lists.landing import Source, land
from huitoukan.core.areas.lists.reading import read_list
from huitoukan.core.areas.models import Area, Boundary
from huitoukan.core.audit.queries import last_verification
from huitoukan.core.audit.verifications import verify_trail
from huitoukan.core.office import actions as settings
from huitoukan.core.setup import set_up
from huitoukan.engine.sheets.files.contents import InputFile, open_file
from huitoukan.messages import Mendable, say
from huitoukan.samples.areas import BOUNDARIES_FILE, COUNTY_CODE, FOLDER, LIST_FILE
from huitoukan.samples.office import ADMINISTRATOR, PASSWORD, Clerk, staff

_FIRST_PASSWORD = "Kanlu-2026-first"  # noqa: S105  # for the minute until everybody has the one of the demo
_FOUNDED = dt.date(2016, 1, 1)
_RENAMED, _MERGED = dt.date(2019, 7, 1), dt.date(2021, 5, 1)
_OLD_NAME, _GONE = "前进村", "红旗村"


class NotTheDemo(Mendable):
    """This server is somebody's: no made-up people come into it."""


def seed(county: Path) -> list[Clerk]:
    """Fills a new server from the folder of a sample county; done twice it changes nothing the second time.

    Gives everybody who can sign in, the administrator first. Raises ``Mendable``.
    """
    file = open_file(county / FOLDER / LIST_FILE, LIST_FILE)
    name = next(line.name for line in read_list(file) if line.code == COUNTY_CODE)
    administrator = _administrator(name)
    _add_areas(administrator, file)
    if not Boundary.objects.exists():
        content = open_file(county / FOLDER / BOUNDARIES_FILE, BOUNDARIES_FILE).content
        set_boundaries(by=administrator, content=content)
    people = staff(COUNTY_CODE, _now(Level.TOWNSHIP), _one_village_each())
    for clerk in people[1:]:
        _add_person(administrator, clerk)
    if last_verification() is None:
        verify_trail()
    return people


def _administrator(county: str) -> User:
    """Makes the office, unless it is there already. Raises :class:`NotTheDemo`."""
    (clerk,) = staff(COUNTY_CODE, (), ())[:1]
    there: User | None = User.objects.filter(username=ADMINISTRATOR, name=clerk.name).first()
    if there:
        return there
    if User.objects.exists():
        raise NotTheDemo(say("demo.not_the_demo"))
    made = set_up(
        code=COUNTY_CODE, area_name=county, username=clerk.username, name=clerk.name, password=_FIRST_PASSWORD
    )
    made = accounts.change_password(by=made, old=_FIRST_PASSWORD, new=PASSWORD)
    settings.change(by=made, name=f"{county}防返贫监测中心", session_minutes=60, second_factor_required=False)
    root = Area.objects.get(code=COUNTY_CODE)
    areas.correct(by=made, area=root, name=county, opened_on=_FOUNDED)
    return made


def _add_areas(by: User, file: InputFile) -> None:
    """The county's list; one village has had another name, and one has become part of it."""
    lines, terms = read_list(file), Terms(day=_FOUNDED)
    if all(each.state is State.SAME for each in compare(lines, terms, by=by)):
        return
    land(by=by, lines=lines, terms=terms, source=Source(file.name, file.sha256))
    village = Area.objects.filter(level=Level.VILLAGE).order_by("code").first()
    assert village
    name = village.name
    areas.correct(by=by, area=village, name=_OLD_NAME, opened_on=_FOUNDED)
    areas.rename(by=by, area=village, name=name, since=_RENAMED)
    gone = areas.add(by=by, code=village.code[:9] + "299", name=_GONE, opened_on=_FOUNDED)
    areas.merge(by=by, area=gone, into=village, since=_MERGED)


def _now(level: Level) -> list[tuple[str, str]]:
    return list(Area.objects.filter(level=level, ended_on=None).order_by("code").values_list("code", "name"))


def _one_village_each() -> Sequence[tuple[str, str]]:
    """The first village of each township."""
    first: dict[str | None, tuple[str, str]] = {}
    for code, name in _now(Level.VILLAGE):
        first.setdefault(code_above(code), (code, name))
    return list(first.values())


def _add_person(by: User, clerk: Clerk) -> None:
    if User.objects.filter(username=clerk.username).exists():
        return
    seat = accounts.NewSeat(
        role=Role(clerk.role),
        area=Area.objects.get(code=clerk.code),
        starts_on=_FOUNDED,
        themes=clerk.themes,
    )
    made = accounts.add(
        by=by,
        username=clerk.username,
        name=clerk.name,
        password=_FIRST_PASSWORD,
        unit=clerk.unit,
        phone=clerk.phone,
        seat=seat,
    )
    accounts.change_password(by=made, old=_FIRST_PASSWORD, new=PASSWORD)
