"""The made-up office: complete, done by actions, and never put into somebody's server."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from tests.conftest import County

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import Seat, User
from huitoukan.core.areas.models import Area, Boundary
from huitoukan.core.audit.models import Entry
from huitoukan.core.audit.verifications import verdict
from huitoukan.core.demo import NotTheDemo, seed
from huitoukan.messages import Mendable
from huitoukan.samples.areas import write_areas
from huitoukan.samples.county import build_county
from huitoukan.samples.office import PASSWORD
from huitoukan.samples.records import County as SampleCounty

PARAMETERS = {
    "income_line": 8000, "self_paid_registered": 5000, "self_paid_other": 20000, "vehicle_price": 80000,
    "company_capital": 100000, "helper_load": 10, "phone_households": 3, "income_extreme": 100000,
}  # fmt: skip


@pytest.fixture(scope="module")
def sample() -> SampleCounty:
    return build_county(300, 1, date(2026, 10, 31), PARAMETERS)


@pytest.fixture
def folder(sample: SampleCounty, tmp_path: Path) -> Path:
    cache.clear()
    write_areas(tmp_path, sample, 1)
    return tmp_path


def test_somebody_in_every_role_can_sign_in(db: None, folder: Path) -> None:
    people = seed(folder)
    assert {clerk.role for clerk in people} == {role.value for role in Role}
    assert len({clerk.username for clerk in people}) == len({clerk.name for clerk in people}) == len(people)
    for clerk in people:
        client = Client()
        client.post("/sign-in/", {"username": clerk.username, "password": PASSWORD})
        assert client.get("/").status_code == 200, clerk


def test_the_areas_are_those_of_the_lists(db: None, folder: Path, sample: SampleCounty) -> None:
    seed(folder)
    now = Area.objects.filter(ended_on=None)
    assert set(now.filter(level="township").values_list("name", flat=True)) == set(sample.townships)
    villages = {(area.parent.name, area.name) for area in now.filter(level="village").select_related("parent")}
    assert villages == {(township, village) for township, all_ in sample.townships.items() for village in all_}
    assert Boundary.objects.count() == len(sample.townships)
    assert Area.objects.exclude(ended_on=None).get().successor.former_names.count() == 1


def test_departments_have_themes_and_townships_their_own_people(db: None, folder: Path, sample: SampleCounty) -> None:
    seed(folder)
    assert all(seat.themes for seat in Seat.objects.filter(role=Role.DEPARTMENT_OFFICER))
    assert Seat.objects.filter(role=Role.TOWNSHIP_OFFICER).count() == len(sample.townships)


def test_a_second_time_changes_nothing(db: None, folder: Path) -> None:
    first = seed(folder)
    before = Entry.objects.count()
    assert seed(folder) == first
    assert Entry.objects.count() == before
    assert verdict().broken_at is None


def test_a_server_in_use_is_left_alone(county: County, folder: Path) -> None:
    before = User.objects.count()
    with pytest.raises(NotTheDemo, match="已经有人在用"):
        seed(folder)
    assert User.objects.count() == before


def test_a_folder_that_is_no_county_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(Mendable, match=r"areas\.xlsx"):
        seed(tmp_path)
    assert not User.objects.exists()
