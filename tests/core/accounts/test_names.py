"""One spelling for each user name."""

from __future__ import annotations

import pytest
from tests.conftest import COUNTY, FIRST_DAY, County

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.names import WrongName, checked, normalised

SPELLINGS = ["Li.Ming", " li.ming ", "LI.MING", "ｌｉ．ｍｉｎｇ", "\u3000li.ming\t", "li.ｍing"]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_spellings_of_one_name(typed: str) -> None:
    assert normalised(typed) == "li.ming"


@pytest.mark.parametrize("typed", [*SPELLINGS, "ẞtraße", "İlker", "ﬁne", "Ω", "ΐ", "张三"])
def test_a_normal_name_stays_what_it_is(typed: str) -> None:
    assert normalised(normalised(typed)) == normalised(typed)


@pytest.mark.parametrize("typed", ["", "a", "li ming", "li\u200bming", "<b>", "-li", "李" * 61, "li\x00ming", "a/b"])
def test_names_that_cannot_be_given(typed: str) -> None:
    with pytest.raises(WrongName):
        checked(typed)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_two_accounts_cannot_look_alike(county: County, typed: str) -> None:
    county.add_person(Role.LEADER, COUNTY, name="li.ming")
    seat = actions.NewSeat(role=Role.LEADER, area=county.areas[COUNTY], starts_on=FIRST_DAY)
    with pytest.raises(actions.WrongAccount, match="已经有人用了"):
        actions.add(by=county.administrator, username=typed, name="李明", password="first-Ladder-52", seat=seat)
    assert User.objects.filter(name="李明").count() == 0
