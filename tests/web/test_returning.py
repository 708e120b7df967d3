"""Where a page leads back to: never away from this site, and never astray."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.conftest import PASSWORD, County

AWAY = (
    "//elsewhere.example", "///elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "\thttps://elsewhere.example",
    "javascript:alert(1)", "sign_out", "areas", "x", "/\x00", "/\u202egpj", "/" + "x" * 4000,
)  # fmt: skip


@pytest.mark.parametrize("wanted", AWAY)
def test_elsewhere_means_the_first_page(county: County, client: Client, wanted: str) -> None:
    assert client.post("/language/", {"language": "en", "next": wanted})["Location"] == "/"
    who = {"username": county.administrator.username, "password": PASSWORD}
    assert client.post("/sign-in/", {**who, "next": wanted})["Location"] == "/"
    assert client.post("/sign-in/", {"next": wanted})["Location"] == "/"


def test_here_means_there(county: County, client: Client) -> None:
    wanted = "/areas/?name=柳 树&sort=-name"
    assert client.post("/language/", {"language": "en", "next": wanted})["Location"].startswith("/areas/?name=%E6%9F")
    who = {"username": county.administrator.username, "password": PASSWORD}
    client.post("/sign-in/", {**who, "next": wanted}, follow=True)
    assert client.get("/sign-in/", {"next": wanted}, follow=True).context["filters"].data["name"] == "柳 树"
