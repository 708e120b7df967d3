"""Settings: who changes them, and what the trail keeps."""

from __future__ import annotations

import json

import pytest
from tests.conftest import COUNTY, EAST, County

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.office import actions
from huitoukan.core.office.queries import office, office_name


def change(by, name: str = "云岭县", minutes: int = 20, required: bool = False) -> None:
    actions.change(by=by, name=name, session_minutes=minutes, second_factor_required=required)


def test_old_and_new_are_in_the_trail_and_nothing_that_stayed(county: County) -> None:
    change(county.administrator)
    change(county.administrator, minutes=45)
    details = [json.loads(entry.details) for entry in Entry.objects.filter(action=Event.SETTINGS_CHANGED)]
    assert details[0] == {"before": {"session_minutes": 20}, "after": {"session_minutes": 45}}
    assert details[1]["before"] == {"name": "", "session_minutes": 30}


def test_a_change_is_in_force_at_once(county: County, django_capture_on_commit_callbacks) -> None:
    assert office_name() == "回头看"
    with django_capture_on_commit_callbacks(execute=True):
        change(county.administrator, required=True)
    assert office_name() == "云岭县"
    assert office().second_factor_required


@pytest.mark.parametrize(
    ("role", "at"), [(Role.ADMINISTRATOR, EAST), (Role.COUNTY_OFFICER, COUNTY), (Role.LEADER, COUNTY)]
)
def test_nobody_else_may(county: County, role: Role, at: str) -> None:
    with pytest.raises(Refused):
        change(county.add_person(role, at))
