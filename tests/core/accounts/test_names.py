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


@pytest.mark.parametrize("part", ["name", "unit"])
@pytest.mark.parametrize("typed", ["王\u202e强", "王\x00强", "王\u200b强", "王\x1b[2J强"])
def test_nobody_is_called_what_cannot_be_seen(county: County, part: str, typed: str) -> None:
    person = county.add_person(Role.LEADER, COUNTY, name="li.ming")
    kept = {"name": "王强", "unit": "县委办", "phone": None, part: typed}
    with pytest.raises(WrongName):
        actions.change(by=county.administrator, user=person, **kept)


def test_blanks_around_and_within_a_name_are_one(county: County) -> None:
    person = county.add_person(Role.LEADER, COUNTY, name="li.ming")
    actions.change(by=county.administrator, user=person, name=" Li \n Ming ", unit="", phone=None)
    assert person.name == "Li Ming"
