"""Every address of the API, asked by nobody, by the next township, and by every role of the township itself."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import EAST, WEST
from tests.domain.screening.conftest import DEAD, Office
from tests.web.api.conftest import program
from tests.web.walking import PROGRAMS, rule_of

from huitoukan.core.access.roles import Role
from huitoukan.domain.screening.models import Run, Sighting

LISTS = {"api_areas", "api_households", "api_persons", "api_runs"}
OF_ALL = {"api_findings", "api_run"}
OF_EAST = {"api_area", "api_finding", "api_household"}
MARKS = ("东河镇", "石桥村", "王和平", "李山花", EAST[:9], '9901"', '9902"')
ROLES = sorted({role.permissions: role for role in Role}.values())


@pytest.fixture
def words(office: Office, run: Run) -> dict[str, dict[str, object]]:
    """What each address needs to be asked for something of the township EAST."""
    sighting = Sighting.objects.get(run=run, rule_id=DEAD, name="王和平")
    return {
        **{name: {} for name in LISTS},
        **{name: {"run": run.pk} for name in OF_ALL},
        "api_area": {"code": EAST},
        "api_finding": {"run": run.pk, "finding": sighting.pk},
        "api_household": {"number": "9901"},
    }


def test_every_address_is_known_to_this_walk() -> None:
    assert LISTS | OF_ALL | OF_EAST == PROGRAMS


def test_nobody_is_told_anything(words: dict[str, dict[str, object]]) -> None:
    for name, method in ((name, method) for name in sorted(PROGRAMS) for method in ("get", "post", "head")):
        assert getattr(Client(), method)(reverse(name, kwargs=words[name])).status_code == 401, (name, method)


def test_the_next_township_finds_no_trace_and_the_township_itself_what_its_roles_say(
    office: Office, words: dict[str, dict[str, object]]
) -> None:
    for role in ROLES:
        east, west = (program(office.county.add_person(role, at, f"某{role}{at[8]}")) for at in (EAST, WEST))
        for name in sorted(PROGRAMS):
            address, needs = reverse(name, kwargs=words[name]), rule_of(name).needs
            own, other = east.client.get(address), west.client.get(address)
            allowed = needs in role.permissions
            assert own.status_code == (200 if allowed else 403), (name, role)
            assert other.status_code == (403 if not allowed else 404 if name in OF_EAST else 200), (name, role)
            text = other.content.decode().replace(address, "")
            assert not [mark for mark in MARKS if mark in text], (name, role)


def test_the_walk_sees_what_it_looks_for(office: Office, words: dict[str, dict[str, object]]) -> None:
    reader = program(office.officer)
    shown = "".join(reader.client.get(reverse(name, kwargs=words[name])).content.decode() for name in sorted(PROGRAMS))
    assert [mark for mark in MARKS if mark not in shown] == []
