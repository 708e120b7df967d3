"""Wrong passwords from elsewhere do not lock somebody out of the browser where they have signed in before."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from tests.conftest import EAST, PASSWORD, County
from tests.core.accounts.codes import code_of, set_up

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions, lockout
from huitoukan.core.accounts.known_browsers import COOKIE
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry

LIMIT = settings.AXES_FAILURE_LIMIT


@pytest.fixture
def person(county: County) -> User:
    return county.add_person(Role.TOWNSHIP_OFFICER, EAST, name="li.ming")


def ask(browser: Client, username: str = "li.ming", password: str = PASSWORD) -> int:
    """The status of the answer; 302 lets in."""
    return browser.post("/sign-in/", {"username": username, "password": password}).status_code


def fail(browser: Client, times: int = LIMIT) -> None:
    for _ in range(times):
        ask(browser, password="wrong-Password-1")


def known(*names: str) -> Client:
    """A browser in which these have signed in, one after the other, and out again."""
    browser = Client()
    for name in names:
        assert ask(browser, name) == 302
        browser.post("/sign-out/")
    return browser


def test_a_lock_from_elsewhere_leaves_the_owners_browser_open(person: User) -> None:
    own = known("li.ming")
    fail(Client())
    assert ask(Client()) == 429
    assert ask(own) == 302


def test_signing_in_there_does_not_open_the_others(person: User) -> None:
    own = known("li.ming")
    fail(Client())
    ask(own)
    assert ask(Client()) == 429


def test_it_locks_as_soon_as_any_other_by_itself(person: User) -> None:
    own = known("li.ming")
    fail(own)
    assert ask(own) == 429
    assert ask(Client()) == 302
    assert lockout.is_locked(person)


def test_both_locks_end_by_the_hand_of_an_administrator(county: County, person: User) -> None:
    own = known("li.ming")
    fail(own)
    fail(Client())
    actions.unlock(by=county.administrator, user=person)
    assert (ask(own), ask(Client())) == (302, 302)


def test_a_cookie_of_somebody_else_helps_nobody(county: County, person: User) -> None:
    county.add_person(Role.TOWNSHIP_OFFICER, EAST, name="li.mang")
    neighbour = known("li.mang")
    fail(Client())
    assert ask(neighbour) == 429
    assert ask(neighbour, "li.mang") == 302


@pytest.mark.parametrize(
    "alter",
    [
        lambda value: value[:-1],
        lambda value: ("1" if value[0] == "0" else "0") + value[1:],
        lambda value: value.partition("-")[0],
        lambda _: "....-.-",
    ],
)
def test_an_altered_cookie_is_none(person: User, alter) -> None:
    own = known("li.ming")
    own.cookies[COOKIE] = alter(own.cookies[COOKIE].value)
    fail(Client())
    assert ask(own) == 429


def test_a_new_password_makes_every_browser_a_stranger(county: County, person: User) -> None:
    own = known("li.ming")
    first = actions.reset_password(by=county.administrator, user=person)
    fail(Client())
    assert ask(own, password=first) == 429


def test_people_who_share_a_browser_are_known_each(county: County, person: User) -> None:
    names = [f"colleague{number}" for number in range(5)]
    for name in names:
        county.add_person(Role.HELPER, EAST, name=name)
    shared = known("li.ming", *names)
    assert len(shared.cookies[COOKIE].value.split(".")) == 5
    for name in ("li.ming", names[0], names[-1]):
        for _ in range(LIMIT):
            ask(Client(), name, "wrong-Password-1")
    assert ask(shared) == 429  # came longest ago
    assert ask(shared, names[-1]) == 302
    shared.post("/sign-out/")
    assert ask(shared, names[0]) == 302


def test_signing_in_again_keeps_what_stands_for_the_browser(person: User) -> None:
    own = known("li.ming")
    before = own.cookies[COOKIE].value
    assert ask(own) == 302
    assert own.cookies[COOKIE].value == before


def test_the_cookie_comes_with_the_code_and_not_before(person: User) -> None:
    device, _codes = set_up(person)
    browser = Client()
    assert ask(browser) == 302
    assert COOKIE not in browser.cookies
    browser.post("/sign-in/code/", {"code": code_of(device)})
    assert browser.cookies[COOKIE]["httponly"]
    assert browser.cookies[COOKIE]["samesite"] == "Lax"


def test_wrong_codes_from_elsewhere_do_not_lock_it_either(person: User) -> None:
    device, _codes = set_up(person)
    own = Client()
    ask(own)
    own.post("/sign-in/code/", {"code": code_of(device)})
    own.post("/sign-out/")
    stranger = Client()
    ask(stranger)
    for _ in range(LIMIT):
        stranger.post("/sign-in/code/", {"code": "no-such-code"})
    assert stranger.get("/sign-in/code/").status_code == 429
    assert ask(own) == 302
    assert own.get("/sign-in/code/").status_code == 200


def test_either_lock_is_in_the_trail(person: User) -> None:
    own = known("li.ming")
    fail(own)
    fail(Client())
    assert Entry.objects.filter(action=Event.LOCKED_OUT, subject=str(person.pk)).count() == 2
