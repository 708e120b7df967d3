"""A made-up county for whatever needs the server's database: areas, and somebody in every role."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import settings as hypothesis_settings
from tests.emptying import allow_emptying
from tests.serving import Server, own_database

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.models import User
from huitoukan.core.areas import actions as areas
from huitoukan.core.areas.models import Area
from huitoukan.core.setup import set_up

allow_emptying()
hypothesis_settings.register_profile("any day", deadline=None)  # a slow machine is no fault
hypothesis_settings.load_profile("any day")

LONG = ("spark", "browser")
"""Marks of what takes longest."""
FIRST_DAY = dt.date(2020, 1, 1)
PASSWORD = "heron-Basket-71"
COUNTY, EAST, WEST = "990101000000", "990101001000", "990101002000"
EAST_VILLAGES, WEST_VILLAGES = ("990101001001", "990101001002"), ("990101002001", "990101002002")
NAMES = {
    EAST: "东河镇",
    WEST: "西岭乡",
    "990101001001": "柳树村",
    "990101001002": "石桥村",
    "990101002001": "柳树村",
    "990101002002": "云台村",
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no core waits for it at the end."""
    items.sort(key=lambda item: next((at for at, mark in enumerate(LONG) if item.get_closest_marker(mark)), len(LONG)))


@dataclass
class County:
    """Areas by code, and how people get seats in them."""

    administrator: User
    areas: dict[str, Area] = field(default_factory=dict)

    def add_area(self, code: str, name: str) -> Area:
        area = areas.add(by=self.administrator, code=code, name=name, opened_on=FIRST_DAY)
        self.areas[code] = area
        return area

    def add_person(self, role: Role, at: str = COUNTY, name: str = "") -> User:
        """Somebody with a seat since long, who has chosen a password of their own (``PASSWORD``)."""
        username = name or f"{role}-{at}"
        seat = accounts.NewSeat(role=role, area=self.areas[at], starts_on=FIRST_DAY)
        person = accounts.add(
            by=self.administrator, username=username, name=username, password="first-Ladder-52", seat=seat
        )
        return accounts.change_password(by=person, old="first-Ladder-52", new=PASSWORD)


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """Where uploads and tables of the test's own are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def county(db: None, files: Path) -> County:
    """A county with two townships of two villages each; both townships have a village of the same name."""
    cache.clear()
    administrator = set_up(code=COUNTY, area_name="云岭县", username="admin", name="管理员", password="first-Ladder-52")
    accounts.change_password(by=administrator, old="first-Ladder-52", new=PASSWORD)
    county = County(administrator, {COUNTY: Area.objects.get(code=COUNTY)})
    for code, name in NAMES.items():
        county.add_area(code, name)
    return county


@pytest.fixture
def sign_in(client: Client):
    """A browser in which somebody has signed in through the door."""

    def sign_in(user: User) -> Client:
        client.post("/sign-in/", {"username": user.username, "password": PASSWORD})
        return client

    return sign_in


@pytest.fixture(scope="session")
def ready_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Set up once; others are copied from it."""
    with own_database() as variables:
        server = Server(tmp_path_factory.mktemp("server") / "home", variables)
        server.set_up_in_earnest()
        yield server


@pytest.fixture
def server(tmp_path: Path, ready_server: Server) -> Iterator[Server]:
    """A server of the test's own, run as processes."""
    with own_database() as variables:
        yield Server(tmp_path / "home", variables, ready_server)


@pytest.fixture
def other_server(tmp_path: Path, ready_server: Server) -> Iterator[Server]:
    """A second one, elsewhere."""
    with own_database() as variables:
        yield Server(tmp_path / "other", variables, ready_server)
