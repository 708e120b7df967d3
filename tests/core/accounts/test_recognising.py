"""A session is somebody's as long as it lasts and they can sign in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from tests.conftest import EAST, County

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions


def test_until_its_time_is_over(county: County, sign_in: Callable[..., Client]) -> None:
    client = sign_in(county.administrator)
    assert client.get("/own/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert client.get("/own/").status_code == 302


def test_not_when_the_account_is_closed(county: County, sign_in: Callable[..., Client]) -> None:
    person = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    client = sign_in(person)
    assert client.get("/own/").status_code == 200
    actions.close(by=county.administrator, user=person)
    assert client.get("/own/").status_code == 302
