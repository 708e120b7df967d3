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


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/imports/7/?page=2", "/sign-in/?next=/imports/7/%3Fpage%3D2"),
        ("https://elsewhere.example/imports/7/", "/sign-in/?next=/"),
        ("http://[", "/sign-in/?next=/"),
        ("", "/sign-in/?next=/"),
    ],
)
def test_a_form_of_somebody_signed_out_leads_back_to_its_page(
    db: None, client: Client, came_from: str, leads_to: str
) -> None:
    answer = client.post("/imports/7/do/land/", headers={"referer": came_from}, follow=True)
    assert answer.redirect_chain == [(f"{leads_to}&undone=yes", 302)]
    assert "刚才的操作没有提交" in answer.content.decode()
    assert "刚才的操作没有提交" not in client.get("/imports/7/", follow=True).content.decode()


def test_a_part_of_a_page_is_asked_for_as_a_whole_by_somebody_signed_out(db: None, client: Client) -> None:
    assert client.get("/households/", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_here_means_there(county: County, client: Client) -> None:
    wanted = "/areas/?name=柳 树&sort=-name"
    assert client.post("/language/", {"language": "en", "next": wanted})["Location"].startswith("/areas/?name=%E6%9F")
    who = {"username": county.administrator.username, "password": PASSWORD}
    client.post("/sign-in/", {**who, "next": wanted}, follow=True)
    assert client.get("/sign-in/", {"next": wanted}, follow=True).context["filters"].data["name"] == "柳 树"
