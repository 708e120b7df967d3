"""What is too large is not read: a sentence in the reader's language instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import County

from huitoukan.core.access.roles import Role
from huitoukan.domain.registry.reading.uploads import LARGEST_UPLOAD

MB = 1 << 20


@pytest.mark.parametrize(
    ("language", "sentence"), [("zh-hans", "超过 1024 MB，没有接收"), ("en", "This is more than 1024 MB")]
)
def test_more_than_an_import_takes_is_told(
    county: County, sign_in: Callable[..., Client], language: str, sentence: str
) -> None:
    browser = sign_in(county.add_person(Role.COUNTY_OFFICER))
    browser.cookies["huitoukan_language"] = language
    answer = browser.post("/imports/new/", {}, headers={"content-length": str(LARGEST_UPLOAD + 2 * MB)})
    assert answer.status_code == 413
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("address", ["/sign-in/", "/imports/new/", "/no-such-page/", "/api/areas/"])
def test_nobody_sends_more_than_a_form(db: None, client: Client, address: str) -> None:
    answer = client.post(address, {}, headers={"content-length": str(3 * MB)})
    assert answer.status_code == 413


def test_a_length_that_is_no_number_is_none(db: None, client: Client) -> None:
    assert client.get("/sign-in/", headers={"content-length": "²"}).status_code == 200
