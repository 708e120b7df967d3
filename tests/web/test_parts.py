"""A page of a long list holds the same rows, however it is found."""

from __future__ import annotations

import pytest
from tests.conftest import County

from huitoukan.core.areas.models import Area
from huitoukan.web.parts import parts_of

ORDERS = [("level",), ("level", "code"), ("code",), ()]


@pytest.mark.parametrize("along", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 3, 25])
@pytest.mark.usefixtures("county")
def test_pages_are_those_of_the_whole_list(along: tuple[str, ...], size: int) -> None:
    rows = Area.objects.order_by(*along, "pk")
    parts = parts_of(rows, along, "")
    assert parts.total == 7
    for start in range(0, 9, size):
        assert list(parts.rows(rows, start, start + size)) == list(rows[start : start + size])


@pytest.mark.usefixtures("county")
def test_nothing_has_no_pages() -> None:
    for rows in (Area.objects.none(), Area.objects.filter(code="")):
        parts = parts_of(rows.order_by("code"), ("code",), "")
        assert parts.total == 0
        assert list(parts.rows(rows.order_by("code"), 0, 25)) == []


def test_a_page_far_on_does_not_begin_at_the_beginning(county: County, django_assert_num_queries) -> None:
    rows = Area.objects.order_by("level", "code", "pk")
    parts = parts_of(rows, ("level", "code"), "")
    with django_assert_num_queries(1) as asked:
        found = [area.code for area in parts.rows(rows, 5, 7)]
    assert found == [area.code for area in rows][5:7]
    assert ">=" in asked[0]["sql"]
    assert "OFFSET" not in asked[0]["sql"]


def test_rows_are_counted_once_as_long_as_they_stay(county: County, django_assert_num_queries) -> None:
    rows = Area.objects.order_by("code")
    assert parts_of(rows, ("code",), "so far").total == 7
    county.add_area("990101003000", "南山镇")
    with django_assert_num_queries(0):
        assert parts_of(rows, ("code",), "so far").total == 7
    assert parts_of(rows, ("code",), "from now on").total == 8
    assert parts_of(rows.filter(code__gte="990101003"), ("code",), "so far").total == 1  # others see other rows
