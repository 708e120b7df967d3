"""Forms that are drawn once: nobody is shown what somebody else typed or may choose from."""

from __future__ import annotations

from types import SimpleNamespace

from django.http import QueryDict
from tests.conftest import EAST, WEST, County

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.core.areas.models import Area
from huitoukan.web.areas.tables import AreaFilters


def filters(who: User, asked: str = "") -> AreaFilters:
    return AreaFilters(QueryDict(asked), queryset=Area.objects.all(), request=SimpleNamespace(user=who))


def test_forms_that_look_the_same_are_told_to(county: County) -> None:
    who = county.administrator
    assert filters(who).look == filters(who, "page=2").look != filters(who, "level=village").look


def test_what_is_typed_or_wrong_is_drawn_each_time(county: County) -> None:
    for asked in ("name=东", "day=2026-11-22", "level=nonsense"):
        assert filters(county.administrator, asked).look is None


def test_who_may_choose_from_other_places_sees_another_form(county: County) -> None:
    east, west = (county.add_person(Role.TOWNSHIP_OFFICER, code) for code in (EAST, WEST))
    assert filters(east).look != filters(west).look


def test_each_request_has_filters_of_its_own(county: County) -> None:
    one, other = (filters(county.administrator) for _ in range(2))
    for name in one.filters:
        assert one.filters[name].parent is one
        assert other.filters[name].parent is other
        assert one.form.fields[name] is not other.form.fields[name]
