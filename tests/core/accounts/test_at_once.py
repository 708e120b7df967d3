"""Two people at the same moment: what one may not do alone, two do not manage together."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from tests.conftest import COUNTY, EAST, FIRST_DAY, WEST, County
from tests.core.accounts.codes import code_of, set_up

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions, second_factor
from huitoukan.core.accounts.actions import NewSeat, WrongSeat
from huitoukan.core.accounts.models import Seat

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _several_writers() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets in one writer at a time; this is for PostgreSQL")


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of ``acts`` came to, a value or what it raised; they begin together."""
    start, outcomes = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            outcomes.append(act())
        except (Refused, WrongSeat) as problem:
            outcomes.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_two_administrators_do_not_end_each_others_seats(county: County) -> None:
    first, second = county.administrator, county.add_person(Role.ADMINISTRATOR, COUNTY, name="second")
    day = FIRST_DAY.replace(year=2099)
    outcomes = at_once(
        lambda: actions.end(by=first, seat=second.seats.get(), on=day),
        lambda: actions.end(by=second, seat=first.seats.get(), on=day),
    )
    assert {type(each) for each in outcomes} == {Seat, Refused}
    assert Seat.objects.filter(role=Role.ADMINISTRATOR, ends_on=None).count() == 1


def test_two_administrators_do_not_close_each_other(county: County) -> None:
    first, second = county.administrator, county.add_person(Role.ADMINISTRATOR, COUNTY, name="second")
    outcomes = at_once(lambda: actions.close(by=first, user=second), lambda: actions.close(by=second, user=first))
    assert sum(isinstance(each, Refused) for each in outcomes) == 1


def test_seats_that_must_not_meet_are_not_given_side_by_side(county: County) -> None:
    person = county.add_person(Role.LEADER, COUNTY, name="person")

    def grant(role: Role, at: str) -> Callable[[], object]:
        seat = NewSeat(role=role, area=county.areas[at], starts_on=FIRST_DAY)
        return lambda: actions.grant(by=county.administrator, user=person, seat=seat)

    outcomes = at_once(grant(Role.HELPER, EAST), grant(Role.INSPECTOR, WEST))
    assert sum(isinstance(each, WrongSeat) for each in outcomes) == 1
    assert person.seats.count() == 2


def test_one_code_opens_one_door(county: County) -> None:
    person = county.add_person(Role.HELPER, EAST)
    device, codes = set_up(person)

    def give(code: str) -> Callable[[], object]:
        def act() -> object:
            with transaction.atomic():
                return second_factor.accepts(person, code)

        return act

    assert sorted(map(str, at_once(*[give(code_of(device))] * 4))) == ["None", "None", "None", "app"]
    assert sorted(map(str, at_once(*[give(codes[0])] * 4))) == ["None", "None", "None", "backup"]
