"""What watches over the server is told, and no more than that."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from huitoukan.core.background.actions import give_sign

pytestmark = pytest.mark.django_db


def test_alive_and_ready(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/health/alive/").json() == {"alive": True}
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "migrations": True})
    assert "no-store" in answer["Cache-Control"]


def test_the_background_is_told_apart_from_the_pages(client: Client) -> None:
    assert client.get("/health/background/").status_code == 503
    give_sign(worker="one", now=timezone.now() - dt.timedelta(minutes=1))
    assert client.get("/health/background/").status_code == 503
    give_sign(worker="one", now=timezone.now())
    assert (client.get("/health/background/").status_code, client.get("/health/ready/").status_code) == (200, 200)


def test_a_database_of_another_version_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later = frozenset({("areas", "9999_later")})
    monkeypatch.setattr("huitoukan.core.background.shape.known_migrations", lambda: later)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "migrations": False})
