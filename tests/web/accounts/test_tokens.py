"""Tokens on pages: made with the password, shown once, withdrawn by oneself or by whoever keeps the account."""

from __future__ import annotations

import datetime as dt
import re

from django.test import Client
from django.utils import timezone
from tests.conftest import COUNTY, EAST, PASSWORD, WEST, County

from huitoukan.core.access.roles import Role
from huitoukan.core.tokens import actions, queries
from huitoukan.core.tokens.models import Token

SECRET = re.compile(r"hkt_[\w-]{43}")


def filled(**other: str) -> dict[str, str]:
    ends_on = timezone.localdate() + dt.timedelta(days=30)
    return {"name": "数据看板", "ends_on": ends_on.isoformat(), "password": PASSWORD, **other}


def test_a_token_is_shown_once_and_reads_at_once(county: County, sign_in) -> None:
    owner = county.add_person(Role.LEADER, EAST)
    desk = sign_in(owner)
    made = desk.post("/own/tokens/make/", filled())
    secret = SECRET.search(made.content.decode())[0]
    assert "no-store" in made["Cache-Control"]
    page = desk.get("/own/tokens/").content.decode()
    assert "数据看板" in page
    assert secret not in page
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/areas").status_code == 200


def test_without_the_password_none_is_made_and_what_was_typed_stays(county: County, sign_in) -> None:
    desk = sign_in(county.add_person(Role.LEADER, EAST))
    page = desk.post("/own/tokens/make/", filled(password="wrong")).content.decode()
    assert "alert-bad" in page
    assert "数据看板" in page
    assert not Token.objects.exists()


def test_guessing_the_password_here_locks_as_at_the_door(county: County, sign_in) -> None:
    desk = sign_in(county.add_person(Role.LEADER, EAST))
    for _ in range(5):
        desk.post("/own/tokens/make/", filled(password="wrong"))
    assert desk.post("/own/tokens/make/", filled()).status_code == 429
    assert not Token.objects.exists()


def test_ones_own_is_withdrawn_and_nobody_elses(county: County, sign_in) -> None:
    owner, other = county.add_person(Role.LEADER, EAST), county.add_person(Role.INSPECTOR, EAST)
    ends_on = timezone.localdate()
    mine, _ = actions.make(by=owner, password=PASSWORD, name="我的", ends_on=ends_on)
    theirs, _ = actions.make(by=other, password=PASSWORD, name="<b>别人的</b>", ends_on=ends_on)
    desk = sign_in(owner)
    assert desk.post(f"/own/tokens/{theirs.pk}/withdraw/").status_code == 404
    assert "withdraw" in desk.get(f"/own/tokens/{mine.pk}/withdraw/").content.decode()
    desk.post(f"/own/tokens/{mine.pk}/withdraw/")
    assert list(queries.live(owner)) == []
    assert list(queries.live(other)) == [theirs]


def test_whoever_keeps_the_account_withdraws_it(county: County, sign_in) -> None:
    owner = county.add_person(Role.LEADER, EAST)
    token, _ = actions.make(by=owner, password=PASSWORD, name="<b>看板</b>", ends_on=timezone.localdate())
    desk = sign_in(county.administrator)
    page = desk.get(f"/accounts/{owner.pk}/tokens/").content.decode()
    assert "&lt;b&gt;看板" in page
    desk.post(f"/accounts/{owner.pk}/tokens/", {"token": token.pk})
    assert not queries.live(owner)


def test_nobody_sees_tokens_where_they_have_no_say(county: County, sign_in) -> None:
    owner = county.add_person(Role.LEADER, EAST)
    token, _ = actions.make(by=owner, password=PASSWORD, name="看板", ends_on=timezone.localdate())
    for role, at, status in ((Role.ADMINISTRATOR, WEST, 404), (Role.COUNTY_OFFICER, COUNTY, 403)):
        desk = sign_in(county.add_person(role, at, name=f"other-{role}"))
        address = f"/accounts/{owner.pk}/tokens/"
        assert desk.get(address).status_code == status
        assert desk.post(address, {"token": token.pk}).status_code == status
        desk.post("/sign-out/")
    assert queries.live(owner).exists()
