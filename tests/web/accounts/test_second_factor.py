"""The second step at the door, and the pages that set it up."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from tests.conftest import EAST, PASSWORD, County
from tests.core.accounts.codes import code_of, set_up

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions, second_factor
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.office import actions as office


@pytest.fixture
def person(county: County) -> User:
    return county.add_person(Role.AUDITOR, EAST, name="li.ming")


def give_password(client: Client, **more: str):
    return client.post("/sign-in/", {"username": "li.ming", "password": PASSWORD, **more})


def give_code(client: Client, code: str):
    return client.post("/sign-in/code/", {"code": code})


def is_signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_a_password_alone_signs_nobody_in(person: User, client: Client) -> None:
    set_up(person)
    assert give_password(client, next="/areas/").headers["location"] == "/sign-in/code/?next=%2Fareas%2F"
    assert not is_signed_in(client)
    assert not Entry.objects.filter(action=Event.SIGNED_IN).exists()


def test_a_code_signs_in_and_leads_on(person: User, client: Client) -> None:
    device, _codes = set_up(person)
    give_password(client)
    assert client.post("/sign-in/code/?next=/areas/", {"code": code_of(device)}).headers["location"] == "/areas/"
    assert is_signed_in(client)
    assert Entry.objects.get(action=Event.SIGNED_IN).details == '{"second_factor":"app"}'


def test_a_code_seen_over_a_shoulder_does_not_work_again(person: User, client: Client) -> None:
    device, _codes = set_up(person)
    now = code_of(device)
    give_password(client)
    give_code(client, now)
    thief = Client()
    give_password(thief)
    give_code(thief, now)
    assert not is_signed_in(thief)


def test_a_code_without_a_password_is_nothing(person: User, client: Client) -> None:
    device, _codes = set_up(person)
    assert give_code(client, code_of(device)).headers["location"] == "/sign-in/"
    assert not is_signed_in(client)


def test_wrong_codes_lock_as_wrong_passwords_do(person: User, client: Client) -> None:
    device, codes = set_up(person)
    give_password(client)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = give_code(client, "no-code")
    assert answer.status_code == 429
    assert give_code(client, code_of(device)).status_code == 429
    assert give_code(client, codes[0]).status_code == 429
    assert give_password(Client()).status_code == 429
    assert not is_signed_in(client)
    assert Entry.objects.filter(action=Event.LOCKED_OUT).count() == 1


def test_giving_the_password_again_does_not_reset_the_count_of_codes(person: User, client: Client) -> None:
    device, _codes = set_up(person)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        give_password(client)
        give_code(client, "no-code")
    assert give_code(client, code_of(device)).status_code != 302 or not is_signed_in(client)
    assert not is_signed_in(client)


def test_half_way_ends_after_some_minutes(person: User, client: Client) -> None:
    device, _codes = set_up(person)
    give_password(client)
    session = client.session
    session["half_way"] = {**session["half_way"], "at": session["half_way"]["at"] - 301}
    session.save()
    assert give_code(client, code_of(device)).headers["location"] == "/sign-in/"
    assert not is_signed_in(client)


def test_half_way_ends_with_a_new_password_and_with_the_account(county: County, person: User, client: Client) -> None:
    device, _codes = set_up(person)
    give_password(client)
    actions.close(by=county.administrator, user=person)
    assert give_code(client, code_of(device)).headers["location"] == "/sign-in/"
    actions.reopen(by=county.administrator, user=person)
    actions.reset_password(by=county.administrator, user=person)
    assert give_code(client, code_of(device)).headers["location"] == "/sign-in/"
    assert not is_signed_in(client)


def test_setting_it_up_on_the_pages(person: User, client: Client) -> None:
    give_password(client)
    assert client.post("/own/second-factor/").headers["location"] == "/own/second-factor/confirm/"
    page = client.get("/own/second-factor/confirm/").content.decode()
    device = second_factor.unconfirmed(person)
    assert device is not None
    assert second_factor.readable_secret(device) in page
    assert 'src="data:image/svg+xml' in page
    done = client.post("/own/second-factor/confirm/", {"code": code_of(device)})
    codes = re.findall(r"<code>(\w{4}-\w{4})</code>", done.content.decode())
    assert len(codes) == second_factor.BACKUP_CODES
    assert "no-store" in done.headers["cache-control"]
    again = client.get("/own/second-factor/confirm/", follow=True).content.decode()
    assert not any(code in again for code in codes)


def test_the_secret_is_not_shown_again_once_it_is_on(person: User, client: Client) -> None:
    give_password(client)
    device, _codes = set_up(person)
    for path in ("/own/second-factor/confirm/", "/own/second-factor/"):
        assert second_factor.readable_secret(device) not in client.get(path, follow=True).content.decode()
    client.post("/own/second-factor/")
    assert second_factor.unconfirmed(person) is None


def test_switching_it_off_on_the_page(person: User, client: Client) -> None:
    give_password(client)
    set_up(person)
    client.post("/own/second-factor/off/", {"password": "wrong"})
    assert second_factor.is_on(person)
    client.post("/own/second-factor/off/", {"password": PASSWORD})
    assert not second_factor.is_on(person)


def test_new_codes_on_the_page(person: User, client: Client) -> None:
    give_password(client)
    set_up(person)
    page = client.post("/own/second-factor/codes/", {"password": PASSWORD}).content.decode()
    assert len(re.findall(r"<code>\w{4}-\w{4}</code>", page)) == second_factor.BACKUP_CODES


def test_what_the_office_requires_comes_before_anything_else(
    county: County, person: User, client: Client, django_capture_on_commit_callbacks
) -> None:
    give_password(client)
    assert is_signed_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        office.change(by=county.administrator, name="x", session_minutes=30, second_factor_required=True)
    for path in ("/", "/audit/", "/own/", "/accounts/"):
        assert client.get(path).headers["location"] == "/own/second-factor/"
    client.post("/own/second-factor/")
    device = second_factor.unconfirmed(person)
    assert device is not None
    client.post("/own/second-factor/confirm/", {"code": code_of(device)})
    assert is_signed_in(client)
