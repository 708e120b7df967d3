"""The door: who comes in, who does not, and what somebody could try."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.conftest import EAST, PASSWORD, County

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.tasks import forget_old_failures
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry

LIMIT = settings.AXES_FAILURE_LIMIT


@pytest.fixture
def person(county: County) -> User:
    return county.add_person(Role.TOWNSHIP_OFFICER, EAST, name="li.ming")


def ask(client: Client, username: str = "li.ming", password: str = PASSWORD, **more: str):
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def events(action: Event) -> list[Entry]:
    return list(Entry.objects.filter(action=action).order_by("number"))


@pytest.mark.parametrize("typed", ["li.ming", "LI.Ming", " li.ming ", "ｌｉ．ｍｉｎｇ"])
def test_a_name_may_be_typed_in_any_spelling(person: User, client: Client, typed: str) -> None:
    ask(client, typed)
    assert is_signed_in(client)


@pytest.mark.parametrize("password", ["", PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD])
def test_a_password_may_not(person: User, client: Client, password: str) -> None:
    ask(client, password=password)
    assert not is_signed_in(client)


def test_many_wrong_passwords_lock_whatever_spelling_they_came_under(person: User, client: Client) -> None:
    for typed in ["li.ming", "LI.MING", " li.ming", "ｌｉ.ming", "Li.Ming\u3000"][:LIMIT]:
        answer = ask(client, typed, "wrong-Password-1")
    assert answer.status_code == 429
    assert "锁定 15 分钟" in answer.content.decode()
    assert ask(client).status_code == 429
    assert not is_signed_in(client)


def test_another_browser_does_not_get_round_a_lock(person: User, client: Client) -> None:
    for number in range(LIMIT):
        Client(headers={"user-agent": f"browser {number}"}).post(
            "/sign-in/", {"username": "li.ming", "password": "wrong"}, REMOTE_ADDR=f"127.0.0.{number + 2}"
        )
    assert ask(client).status_code == 429


def test_trying_during_a_lock_does_not_lengthen_it(person: User, client: Client, monkeypatch) -> None:
    for _ in range(LIMIT):
        ask(client, password="wrong")
    now = timezone.now()
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: now + dt.timedelta(minutes=14))
    assert ask(client).status_code == 429
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: now + dt.timedelta(minutes=16))
    ask(client)
    assert is_signed_in(client)


def test_a_lock_is_one_event_however_often_it_is_met(person: User, client: Client) -> None:
    for _ in range(LIMIT + 3):
        ask(client, password="wrong")
    assert len(events(Event.SIGN_IN_FAILED)) == LIMIT - 1
    assert [entry.subject for entry in events(Event.LOCKED_OUT)] == [str(person.pk)]


def test_old_tries_are_forgotten(person: User, client: Client, monkeypatch) -> None:
    ask(client, password="wrong")
    assert forget_old_failures.call() == 0
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + dt.timedelta(minutes=16))
    assert forget_old_failures.call() == 1


def test_an_administrator_ends_a_lock(county: County, person: User, client: Client) -> None:
    for _ in range(LIMIT):
        ask(client, password="wrong")
    actions.unlock(by=county.administrator, user=person)
    ask(client)
    assert is_signed_in(client)
    assert len(events(Event.ACCOUNT_UNLOCKED)) == 1


def test_names_that_no_account_has_lock_too_and_are_kept_nowhere(person: User, client: Client) -> None:
    secret = "my-password-typed-in-the-wrong-field"
    for _ in range(LIMIT):
        answer = ask(client, secret, "wrong")
    assert answer.status_code == 429
    for row in AccessAttempt.objects.all():
        assert not any(secret in str(value) for value in vars(row).values())
    for entry in Entry.objects.all():
        assert not any(secret in str(value) for value in vars(entry).values())
    assert {entry.subject for entry in events(Event.SIGN_IN_FAILED)} == {""}


def test_a_wrong_name_and_a_wrong_password_look_the_same(person: User, client: Client) -> None:
    def page(username: str) -> str:
        text = ask(Client(), username, "wrong").content.decode()
        return text.replace(username, "").split("csrfmiddlewaretoken")[0] + text.split("</form>")[-1]

    assert page("li.ming") == page("li.mang")


def test_no_password_is_kept_with_the_tries(person: User, client: Client) -> None:
    ask(client, password="wrong-Password-1", next="/accounts/?name=张三")
    kept = " ".join(str(vars(row)) for row in AccessAttempt.objects.all())
    assert "wrong-Password-1" not in kept
    assert "张三" not in kept


def test_a_session_from_before_is_not_taken_over(person: User, client: Client) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    ask(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_signed_in(thief)


FOREIGN = [
    "https://example.org/", "//example.org/", "///example.org", "/\\example.org", "\\\\example.org", "javascript:alert(1)",
    "https:example.org", "http:///example.org", " //example.org", "/\t/example.org", "data:text/html,x", "ftp://testserver/",
]  # fmt: skip


@pytest.mark.parametrize("wanted", FOREIGN)
def test_signing_in_never_leads_to_another_site(person: User, client: Client, wanted: str) -> None:
    assert ask(client, next=wanted).headers["location"] == "/"


def test_signing_in_leads_where_one_was_going(person: User, client: Client) -> None:
    assert client.get("/accounts/?name=x").headers["location"] == "/sign-in/?next=/accounts/%3Fname%3Dx"
    assert ask(client, next="/accounts/?name=x").headers["location"] == "/accounts/?name=x"


def test_a_changed_password_ends_every_other_session(person: User, client: Client) -> None:
    other = Client()
    for browser in (client, other):
        ask(browser)
    new = "otter-Lantern-38"
    client.post("/own/password/", {"old": PASSWORD, "new": new, "again": new})
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_a_reset_password_ends_every_session(county: County, person: User, client: Client) -> None:
    ask(client)
    actions.reset_password(by=county.administrator, user=person)
    assert not is_signed_in(client)


def test_a_closed_account_is_out_and_stays_out(county: County, person: User, client: Client) -> None:
    ask(client)
    actions.close(by=county.administrator, user=person)
    assert not is_signed_in(client)
    ask(client)
    assert not is_signed_in(client)
    actions.reopen(by=county.administrator, user=person)
    ask(client)
    assert is_signed_in(client)


def test_a_first_password_opens_nothing_but_the_page_to_change_it(county: County, person: User, client: Client) -> None:
    first = actions.reset_password(by=county.administrator, user=person)
    ask(client, password=first)
    for path in ("/", "/accounts/", "/areas/", "/own/"):
        assert client.get(path).headers["location"] == "/own/password/"
    client.post("/own/password/", {"old": first, "new": PASSWORD, "again": PASSWORD})
    assert is_signed_in(client)


def test_guessing_passwords_on_an_open_screen_locks(person: User, client: Client) -> None:
    ask(client)
    new = "otter-Lantern-38"
    for number in range(LIMIT):
        answer = client.post("/own/password/", {"old": f"guess-{number}", "new": new, "again": new})
    assert answer.status_code == 429
    answer = client.post("/own/password/", {"old": PASSWORD, "new": new, "again": new})
    assert answer.status_code == 429
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)


def rest(client: Client, *, seconds: int) -> None:
    session = client.session
    session["used_at"] = int(time.time()) - seconds
    session.save()


def test_an_unused_session_ends_and_says_so(person: User, client: Client) -> None:
    ask(client)
    client.get("/")
    rest(client, seconds=29 * 60)
    assert is_signed_in(client)
    rest(client, seconds=32 * 60)
    answer = client.get("/accounts/?name=x", follow=True)
    assert answer.redirect_chain == [("/sign-in/?next=/accounts/%3Fname%3Dx", 302)]
    assert "超过 30 分钟没有操作" in answer.content.decode()
    assert not is_signed_in(client)
    assert events(Event.SIGNED_OUT)[-1].details == '{"idle":true}'


def test_what_was_sent_too_late_is_said_not_to_be_done(person: User, client: Client) -> None:
    ask(client)
    client.get("/")
    rest(client, seconds=32 * 60)
    answer = client.post("/own/tokens/make/", headers={"referer": "http://testserver/own/tokens/"}, follow=True)
    assert answer.redirect_chain == [("/sign-in/?next=/own/tokens/&undone=yes", 302)]
    assert "超过 30 分钟没有操作" in answer.content.decode()
    assert "刚才的操作没有提交" in answer.content.decode()


def test_using_a_session_keeps_it(person: User, client: Client) -> None:
    ask(client)
    client.get("/")
    rest(client, seconds=20 * 60)
    client.get("/own/stay/")
    assert time.time() - client.session["used_at"] < 60


def test_an_ended_session_tells_a_part_of_a_page_to_reload(person: User, client: Client) -> None:
    ask(client)
    client.get("/")
    rest(client, seconds=32 * 60)
    answer = client.get("/accounts/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


def test_the_page_at_the_door_and_its_answers_are_not_cached(person: User, client: Client) -> None:
    assert "no-store" in client.get("/sign-in/").headers["cache-control"]


def test_pages_of_somebody_signed_in_are_not_cached(person: User, client: Client) -> None:
    ask(client)
    for path in ("/", "/accounts/", "/accounts/?export=xlsx", "/own/"):
        answer = client.get(path)
        assert "no-store" in answer.headers["cache-control"]
        if answer.streaming:
            assert list(answer)


def test_signing_out_takes_a_post_with_a_token(person: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    assert browser.get("/sign-out/").status_code == 405
    assert browser.post("/sign-out/").status_code == 403
    assert is_signed_in(browser)


@pytest.mark.parametrize("username", ["li\x00ming", "'; --", "%s", "{x}", "x" * 61, "\ud800"])
def test_odd_names_are_only_wrong(person: User, client: Client, username: str) -> None:
    if username == "\ud800":
        answer = client.post("/sign-in/", b"username=%ED%A0%80&password=x", "application/x-www-form-urlencoded")
    else:
        answer = ask(client, username)
    assert answer.status_code == 200
    assert not is_signed_in(client)
