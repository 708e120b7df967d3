"""The trail cannot be altered, and tells when it was."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from huitoukan.core.audit.actions import NotInTransaction, record
from huitoukan.core.audit.chain import verify
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.audit.subjects import Subject


def in_order() -> list[Entry]:
    return list(Entry.objects.order_by("number"))


def test_every_row_follows_from_the_one_before(county: object) -> None:
    verdict = verify(in_order())
    assert verdict.broken_at is None
    assert verdict.count == Entry.objects.count() > 5
    assert verdict.head == in_order()[-1].seal


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor_name = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses(county: object, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "field", ["actor_name", "action", "subject", "subject_name", "subject_kind", "area_code", "details", "seal"]
)
def test_one_changed_character_is_found(county: object, field: str) -> None:
    rows = in_order()
    value = getattr(rows[3], field)
    setattr(rows[3], field, value[:-1] + ("x" if value[-1:] != "x" else "y"))
    assert verify(rows).broken_at == 4


def test_a_missing_row_is_found(county: object) -> None:
    rows = in_order()
    del rows[2]
    assert verify(rows).broken_at == 3


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(NotInTransaction):
        record(event=Event.AREA_ADDED, by=None, subject=Subject("area", "1", "x", "1"))
    assert not Entry.objects.exists()
