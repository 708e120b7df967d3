"""The page of settings: for the office as a whole only."""

from __future__ import annotations

import pytest
from tests.conftest import COUNTY, EAST, County

from huitoukan.core.access.roles import Role
from huitoukan.core.office.models import Office

NEW = {"name": "云岭县", "session_minutes": "20", "second_factor_required": "on"}


def test_an_administrator_of_the_whole_changes_them(county: County, sign_in) -> None:
    client = sign_in(county.administrator)
    assert client.post("/settings/", NEW).status_code == 302
    kept = Office.objects.get()
    assert (kept.name, kept.session_minutes, kept.second_factor_required) == ("云岭县", 20, True)


@pytest.mark.parametrize("minutes", ["4", "481", "-1", "", "x"])
def test_minutes_out_of_bounds_are_said(county: County, sign_in, minutes: str) -> None:
    answer = sign_in(county.administrator).post("/settings/", {**NEW, "session_minutes": minutes})
    assert answer.status_code == 200
    assert not Office.objects.exists()


@pytest.mark.parametrize(
    ("role", "at"), [(Role.ADMINISTRATOR, EAST), *((role, COUNTY) for role in Role if role is not Role.ADMINISTRATOR)]
)
def test_nobody_else_opens_or_changes_them_or_is_led_there(county: County, sign_in, role: Role, at: str) -> None:
    client = sign_in(county.add_person(role, at, name="reader"))
    assert client.get("/settings/").status_code == 403
    assert client.post("/settings/", NEW).status_code == 403
    assert not Office.objects.exists()
    assert 'href="/settings/"' not in client.get("/").content.decode()
