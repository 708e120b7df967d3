"""Row scope: everything in one's own areas, nothing beside them."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, WEST, County

from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import Role
from huitoukan.core.access.scope import visible
from huitoukan.core.accounts import queries as accounts
from huitoukan.core.areas import queries as areas


def test_a_township_sees_itself_and_its_villages(county: County) -> None:
    officer = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    assert {area.code for area in areas.seen_by(officer)} == {EAST, *EAST_VILLAGES}


def test_a_county_sees_everything(county: County) -> None:
    officer = county.add_person(Role.COUNTY_OFFICER, COUNTY)
    assert {area.code for area in areas.seen_by(officer)} == set(county.areas)


def test_an_account_is_seen_once_however_many_seats_it_has(county: County) -> None:
    officer = county.add_person(Role.COUNTY_OFFICER, COUNTY)
    helper = county.add_person(Role.HELPER, EAST)
    county.add_person(Role.HELPER, WEST)
    assert list(accounts.seen_by(officer)).count(helper) == 1


def test_accounts_of_the_next_township_are_not_seen(county: County) -> None:
    officer = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    neighbour = county.add_person(Role.HELPER, WEST)
    assert neighbour not in accounts.seen_by(officer)


def test_without_the_permission_nothing_is_seen(county: County) -> None:
    helper = county.add_person(Role.HELPER, EAST)
    assert not accounts.seen_by(helper).exists()


def test_a_model_that_does_not_say_where_its_rows_lie_is_never_shown(county: County) -> None:
    with pytest.raises(TypeError, match="which areas"):
        visible(ContentType.objects.all(), to=county.administrator, needs=Permission.SEE_AREAS)
