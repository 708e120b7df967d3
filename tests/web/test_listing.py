"""Pages that are a table, on the list of areas."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.conftest import County

from huitoukan.core.access.roles import Role


@pytest.fixture
def desk(county: County, sign_in: Any) -> Client:
    browser: Client = sign_in(county.add_person(Role.COUNTY_OFFICER))
    return browser


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "rows"}], ids=["page", "rows"])
def test_what_is_not_understood_finds_nothing_and_says_so(desk: Client, headers: dict[str, str]) -> None:
    page = desk.get("/areas/?day=tomorrow", headers=headers).content.decode()
    assert "/areas/990101001000/" not in page
    assert '<a href="#id_day">' in page
    assert "/areas/990101001000/" in desk.get("/areas/?day=2026-11-22", headers=headers).content.decode()


def test_a_workbook_of_what_is_not_understood_has_no_rows(desk: Client) -> None:
    assert len(b"".join(desk.get("/areas/?day=tomorrow&export=xlsx"))) < len(b"".join(desk.get("/areas/?export=xlsx")))
