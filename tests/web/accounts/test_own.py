"""One's own account."""

from __future__ import annotations

import pytest
from tests.conftest import EAST, County

from huitoukan.core.access.roles import Role


@pytest.mark.parametrize("role", Role)
def test_every_role_sees_their_own_seats(county: County, sign_in, role: Role) -> None:
    page = sign_in(county.add_person(role, EAST, name="reader")).get("/own/").content.decode()
    assert f"东河镇 · {role.label}" in page


def test_new_passwords_that_differ_or_are_weak_are_said(county: County, sign_in) -> None:
    client = sign_in(county.administrator)
    page = client.post("/own/password/", {"old": "heron-Basket-71", "new": "abc", "again": "abd"}).content.decode()
    assert "两次输入的新密码不一样" in page
    page = client.post("/own/password/", {"old": "heron-Basket-71", "new": "abc", "again": "abc"}).content.decode()
    assert "这个密码不能用" in page
