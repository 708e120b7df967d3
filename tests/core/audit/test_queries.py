"""Who reads what of the trail."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.conftest import COUNTY, EAST, County

from huitoukan.core.access.roles import Role
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
