"""A token reads as its owner, until it ends: by its day, by a word, with the password, with the account."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from tests.conftest import COUNTY, EAST, PASSWORD, WEST, County

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.actions import WrongPassword
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.tokens import actions, queries, rate
from huitoukan.core.tokens.actions import WrongToken
from huitoukan.core.tokens.models import Token


@pytest.fixture
def owner(county: County) -> User:
    return county.add_person(Role.TOWNSHIP_OFFICER, EAST)


def made(by: User, name: str = "看板", days: int = 30) -> tuple[Token, str]:
    ends_on = timezone.localdate() + dt.timedelta(days=days)
    return actions.make(by=by, password=PASSWORD, name=name, ends_on=ends_on)


def test_only_its_owner_ever_had_the_secret(owner: User) -> None:
    token, secret = made(owner)
    found = queries.token_of(secret)
    assert found is not None
    assert found.user == owner
    kept = [str(value) for value in Token.objects.filter(pk=token.pk).values_list().get()]
    assert not any(secret in value for value in kept)
    assert secret not in "".join(Entry.objects.values_list("details", flat=True))
    assert queries.token_of(secret[:-1]) is None
    assert queries.token_of("\udc80") is None


def test_making_takes_the_password_a_purpose_and_a_last_day(owner: User) -> None:
    today = timezone.localdate()
    with pytest.raises(WrongPassword):
        actions.make(by=owner, password="wrong", name="看板", ends_on=today)
    for name, ends_on in (
        ("  ", today),
        ("看板", today - dt.timedelta(days=1)),
        ("看板", today + dt.timedelta(days=367)),
    ):
        with pytest.raises(WrongToken):
            actions.make(by=owner, password=PASSWORD, name=name, ends_on=ends_on)
    assert not Token.objects.exists()


def test_there_are_not_too_many_at_a_time(owner: User) -> None:
    for number in range(actions.MOST):
        made(owner, f"看板{number}")
    with pytest.raises(WrongToken):
        made(owner)
    actions.withdraw(by=owner, token=queries.live(owner)[0])
    made(owner)


def test_it_ends_after_its_last_day(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    token, secret = made(owner, days=0)
    assert queries.token_of(secret) == token
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert queries.token_of(secret) is None
    assert not queries.live(owner)


def test_its_owner_withdraws_it(owner: User) -> None:
    token, secret = made(owner)
    actions.withdraw(by=owner, token=token)
    assert queries.token_of(secret) is None
    assert Entry.objects.latest("number").action == Event.TOKEN_WITHDRAWN
    with pytest.raises(WrongToken):
        actions.withdraw(by=owner, token=token)


def test_so_does_whoever_keeps_the_account_and_nobody_else(county: County, owner: User) -> None:
    token, secret = made(owner)
    for role, at in ((Role.ADMINISTRATOR, WEST), (Role.COUNTY_OFFICER, COUNTY), (Role.TOWNSHIP_OFFICER, EAST)):
        with pytest.raises(Refused):
            actions.withdraw(by=county.add_person(role, at, name=f"other-{role}"), token=token)
    assert queries.token_of(secret)
    actions.withdraw(by=county.add_person(Role.ADMINISTRATOR, EAST), token=token)
    assert queries.token_of(secret) is None


def test_a_new_password_ends_them_all(county: County, owner: User) -> None:
    _, first = made(owner)
    accounts.change_password(by=owner, old=PASSWORD, new="osprey-Ladder-19")
    assert queries.token_of(first) is None
    accounts.change_password(by=owner, old="osprey-Ladder-19", new=PASSWORD)
    _, second = made(owner)
    accounts.reset_password(by=county.administrator, user=owner)
    assert queries.token_of(second) is None


def test_a_closed_account_has_none_even_when_it_is_reopened(county: County, owner: User) -> None:
    _, secret = made(owner)
    accounts.close(by=county.administrator, user=owner)
    assert queries.token_of(secret) is None
    accounts.reopen(by=county.administrator, user=owner)
    assert queries.token_of(secret) is None


def test_a_locked_account_reads_nothing_while_it_is_locked(county: County, owner: User, client) -> None:
    _, secret = made(owner)
    for _ in range(5):
        client.post("/sign-in/", {"username": owner.username, "password": "wrong"})
    assert queries.token_of(secret) is None
    accounts.unlock(by=county.administrator, user=owner)
    assert queries.token_of(secret)


def test_a_program_that_goes_round_in_circles_has_to_wait(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "A_MINUTE", 3)
    monkeypatch.setattr(rate.time, "time", lambda: 600.0)
    token, _ = made(owner)
    other, _ = made(owner, "另一个")
    assert [rate.seconds_to_wait(token) for _ in range(4)] == [0, 0, 0, 60]
    assert rate.seconds_to_wait(other) == 0
    monkeypatch.setattr(rate.time, "time", lambda: 661.0)
    assert rate.seconds_to_wait(token) == 0
