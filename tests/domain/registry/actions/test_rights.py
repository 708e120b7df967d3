"""Who may bring lists, and where; and that nobody else can touch them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.conftest import COUNTY, EAST, WEST, County
from tests.domain.registry.desk import OCTOBER, Desk, landed, people_on, person, registered

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.domain.registry import actions
from huitoukan.domain.registry.actions.imports import WrongDay
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.queries import imports_seen_by, may_change
from huitoukan.domain.registry.reading import uploads
from huitoukan.domain.registry.reading.uploads import WrongUpload

BRINGERS = {role for role in Role if Permission.BRING_LISTS in role.permissions}


def bring(by: User, **said: object) -> Import:
    asked = {"files": [registered(person(1))], "day": OCTOBER, "is_complete": True, **said}
    return actions.bring(by=by, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", Role)
def test_who_brings_lists(county: County, role: Role) -> None:
    somebody = county.add_person(role)
    if role in BRINGERS:
        assert bring(somebody).area_code == COUNTY
    else:
        with pytest.raises(Refused):
            bring(somebody)
        assert not list(Path(settings.MEDIA_ROOT).glob("imports/*"))


@pytest.mark.parametrize("act", ["say_what", "add_files", "discard", "ask_to_land", "ask_to_undo", "stop"])
def test_the_right_role_in_another_township_may_not(county: County, act: str) -> None:
    east, west = (Desk(county.add_person(Role.TOWNSHIP_OFFICER, at=at)) for at in (EAST, WEST))
    brought = east.bring(registered(person(1)))
    if act == "ask_to_undo":
        landed(east.confirm(brought))
    if act == "stop":
        actions.ask_to_land(by=east.by, brought=brought)
    said = {
        "say_what": {"mapping": ""},
        "add_files": {"files": [registered(person(2))]},
        "ask_to_undo": {"reason": "撤回"},
    }
    before = east.again(brought).state
    with pytest.raises(Refused):
        getattr(actions, act)(by=west.by, brought=brought, **said.get(act, {}))
    assert east.again(brought).state == before
    assert (may_change(east.by, brought), may_change(west.by, brought)) == (True, False)
    assert [list(imports_seen_by(desk.by)) for desk in (east, west)] == [[brought], []]


def test_lists_are_brought_for_an_area_of_ones_own(county: County) -> None:
    east = county.add_person(Role.TOWNSHIP_OFFICER, at=EAST)
    assert bring(east, at="990101001001").area_code == "990101001001"
    for code in (COUNTY, WEST):
        with pytest.raises(Refused):
            bring(east, at=code)


def test_a_township_cannot_change_what_is_registered_elsewhere(county: County, desk: Desk) -> None:
    landed(desk.land(registered(person(1))))
    west = Desk(county.add_person(Role.TOWNSHIP_OFFICER, at=WEST))
    landed(west.land(registered(person(1, 1, township="西岭乡", village="云台村"), person(3, 3, township="西岭乡"))))
    assert {key: area for key, (_, area, _) in people_on(OCTOBER).items()} == {
        "P1": "990101001001",
        "P3": "990101002001",
    }


@pytest.mark.parametrize("day", [dt.date(1999, 12, 31), timezone.localdate() + dt.timedelta(days=1)])
def test_no_list_is_of_such_a_day(desk: Desk, day: dt.date) -> None:
    with pytest.raises(WrongDay):
        bring(desk.by, day=day)


@pytest.mark.parametrize(
    "files",
    [
        [],
        [SimpleUploadedFile("名单.docx", b"x")],
        [SimpleUploadedFile("名单.zip", b"x")],
        [SimpleUploadedFile("名单.xlsx", b"")],
        [registered(person(1)), SimpleUploadedFile("空.csv", b"")],
        [SimpleUploadedFile(".csv", b"x")],
    ],
)
def test_what_is_no_spreadsheet_is_refused_and_leaves_nothing(desk: Desk, files: list[SimpleUploadedFile]) -> None:
    with pytest.raises(WrongUpload):
        bring(desk.by, files=files)
    assert not Import.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).glob("imports/*"))


def test_too_much_is_refused_and_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads.store, "__kwdefaults__", {"room": 100})
    with pytest.raises(WrongUpload):
        bring(desk.by)
    assert not list(Path(settings.MEDIA_ROOT).glob("imports/*"))
