"""A query that is put together once finds what the queryset would, for any values, and for each who asks."""

from __future__ import annotations

import datetime as dt
import gc
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F
from django.utils import timezone
from tests.conftest import COUNTY, EAST, WEST, County

from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import Role
from huitoukan.core.access.scope import visible
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.models import Seat, User
from huitoukan.core.areas.models import Area
from huitoukan.core.prepared import Prepared, PreparedFor


def test_it_gives_the_rows_of_each_value(county: County) -> None:
    below: Prepared[Area] = Prepared(lambda code: Area.objects.filter(parent__code=code).order_by("code"), str)
    for code in (COUNTY, EAST, "no code"):
        assert below(code) == list(Area.objects.filter(parent__code=code).order_by("code"))


def test_it_gives_columns_as_they_were_asked_for(county: County) -> None:
    rows = Area.objects.order_by("code").values_list("code", "is_poor_village", "opened_on")
    assert Prepared(lambda: rows)() == list(rows)
    assert Prepared(lambda: rows.values_list("opened_on", flat=True))() == [day for *_, day in rows]


def test_it_brings_what_was_asked_for_along(county: County, django_assert_num_queries: Callable[..., Any]) -> None:
    def asked(day: dt.date) -> Any:
        return Seat.objects.filter(starts_on__lte=day).select_related("area__parent", "user").order_by("pk")

    found = Prepared(asked, dt.date)(timezone.localdate())
    with django_assert_num_queries(0):
        told = [(seat.user.name, seat.area.name, seat.area.parent) for seat in found]
    assert told == [(seat.user.name, seat.area.name, seat.area.parent) for seat in asked(timezone.localdate())]


def test_one_value_stands_in_several_places(county: County) -> None:
    day = timezone.localdate()
    on: Prepared[str] = Prepared(
        lambda day: (
            Seat.objects.filter(starts_on__lte=day).exclude(ends_on__lt=day).values_list("user__name", flat=True)
        ),
        dt.date,
    )
    assert on(day) == [county.administrator.name]
    assert on(day - dt.timedelta(days=36500)) == []


def test_a_moment_is_told_to_the_second(county: County) -> None:
    made: Prepared[int] = Prepared(
        lambda at: User.objects.filter(created_at__gt=at).values_list("pk", flat=True), dt.datetime
    )
    then = county.administrator.created_at
    assert made(then - dt.timedelta(microseconds=1)) == [county.administrator.pk]
    assert made(then) == []


@pytest.mark.parametrize("role", [Role.TOWNSHIP_OFFICER, Role.ADMINISTRATOR])
def test_everybody_finds_their_own_rows_only(county: County, role: Role) -> None:
    areas: PreparedFor[Area] = PreparedFor(
        lambda who: visible(Area.objects.order_by("code"), to=who, needs=Permission.SEE_AREAS)
    )
    east, west = (county.add_person(role, code) for code in (EAST, WEST))
    for who in (east, west, county.administrator, east):
        assert areas(who) == list(visible(Area.objects.order_by("code"), to=who, needs=Permission.SEE_AREAS))


def test_who_loses_a_seat_finds_nothing_any_more(county: County) -> None:
    areas: PreparedFor[Area] = PreparedFor(lambda who: visible(Area.objects.all(), to=who, needs=Permission.SEE_AREAS))
    person = county.add_person(Role.TOWNSHIP_OFFICER, EAST)
    assert areas(User.objects.get(pk=person.pk))
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    accounts.end(by=county.administrator, seat=person.seats.get(), on=yesterday)
    assert areas(User.objects.get(pk=person.pk)) == []


@pytest.mark.parametrize(
    "asked",
    [
        lambda one, other: Seat.objects.filter(starts_on__gte=one, ends_on__lt=other + dt.timedelta(days=1)),
        lambda one, other: Seat.objects.filter(starts_on__gte=min(one, other)),
        lambda one, other: Seat.objects.filter(starts_on__gte=one, ends_on=other).prefetch_related("user"),
        lambda one, other: Seat.objects.filter(starts_on__gte=one, ends_on=other).annotate(number=F("pk")),
        lambda one, other: Seat.objects.filter(starts_on__gte=one, ends_on=other).values("pk"),
        lambda one, other: Seat.objects.filter(starts_on__gte=one, ends_on=other)[: one.year],
    ],
    ids=["worked out", "left out", "prefetched", "annotated", "as dictionaries", "cut by a value"],
)
def test_what_it_could_not_give_is_refused(county: County, asked: Callable[..., Any]) -> None:
    prepared: Prepared[Any] = Prepared(asked, dt.date, dt.date)
    with pytest.raises(TypeError):
        prepared(timezone.localdate(), timezone.localdate())


@pytest.mark.django_db(transaction=True)
def test_it_leaves_no_connection_of_a_thread_that_ended() -> None:
    held: list[weakref.ref[Any]] = []
    prepared: Prepared[Any] = Prepared(lambda code: Area.objects.filter(code=code), str)

    def ask() -> None:
        prepared("990101000000")
        held.append(weakref.ref(connections[DEFAULT_DB_ALIAS]))
        connections.close_all()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    del thread
    gc.collect()
    assert [each() for each in held] == [None]
