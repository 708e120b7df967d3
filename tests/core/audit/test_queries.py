"""Who reads what of the trail."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone
from tests.conftest import COUNTY, EAST, FIRST_DAY, County

from huitoukan.core.access.roles import Role
from huitoukan.core.areas import actions as areas
from huitoukan.core.audit import queries
from huitoukan.core.audit.models import Entry


def test_an_auditor_of_all_reads_everything(county: County) -> None:
    county.add_person(Role.HELPER, EAST)
    reader = county.add_person(Role.AUDITOR, COUNTY)
    assert queries.seen_by(reader).count() == Entry.objects.count()


def test_an_auditor_of_a_township_reads_what_happened_there(county: County) -> None:
    county.add_person(Role.HELPER, COUNTY)
    reader = county.add_person(Role.AUDITOR, EAST)
    codes = set(queries.seen_by(reader).values_list("area_code", flat=True))
    assert EAST in codes
    assert all(code.startswith(EAST[:9]) for code in codes)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_nobody_else_reads_any_of_it(county: County, role: Role) -> None:
    assert not queries.seen_by(county.add_person(role, COUNTY)).exists()


def test_the_newest_are_found_without_sorting_all(county: County) -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL sorts a table as short as this one whatever indexes it has
    rows = queries.seen_by(county.add_person(Role.AUDITOR, COUNTY))[:25]
    assert "TEMP B-TREE" not in rows.explain().upper()


def test_events_are_counted_by_the_days_of_the_office(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = county.add_person(Role.AUDITOR, COUNTY)
    midnight = dt.datetime(2099, 3, 3, tzinfo=ZoneInfo("Asia/Shanghai"))
    for name, minutes in zip("甲乙丙丁戊", (-24 * 60 - 1, -1, 0, 1, 24 * 60 - 1), strict=True):
        monkeypatch.setattr(timezone, "now", lambda at=midnight + dt.timedelta(minutes=minutes): at)
        areas.correct(by=county.administrator, area=county.areas[EAST], name=f"{name}镇", opened_on=FIRST_DAY)
    counted = queries.per_day(queries.seen_by(reader), days=3)
    assert list(counted) == [dt.date(2099, 3, 1), dt.date(2099, 3, 2), dt.date(2099, 3, 3)]
    assert list(counted.values()) == [1, 1, 3]
