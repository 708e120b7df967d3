"""The whole trail is read, a few rows at a time; whatever was done to it shows."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from tests.conftest import COUNTY, EAST, County
from tests.serving import Server

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.audit import queries
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry, Verification
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.audit.verifications import verdict, verify_trail


@contextmanager
def guards_down() -> Iterator[None]:
    """What somebody does who owns the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
            yield
            cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'")
            guards = cursor.fetchall()
            for name, _sql in guards:
                cursor.execute(f'DROP TRIGGER "{name}"')
            yield
            for _name, sql in guards:
                cursor.execute(sql)


def tamper(statement: str, *values: object) -> None:
    with guards_down(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_whole_trail_is_found_whole_and_that_is_kept(county: County) -> None:
    kept = verify_trail()
    assert kept.is_intact
    assert (kept.count, kept.head) == (Entry.objects.count() - 1, Entry.objects.order_by("-number")[1].seal)
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.actor) == (Event.TRAIL_VERIFIED, None)
    assert json.loads(entry.details)["head"] == kept.head
    assert queries.last_verification() == kept


CHANGES = {
    "at": ("UPDATE audit_entry SET at = (SELECT at FROM audit_entry WHERE number = 1) WHERE number = 4", ()),
    "actor": ("UPDATE audit_entry SET actor = coalesce(actor, 0) + 1 WHERE number = 4", ()),
    "actor_name": ("UPDATE audit_entry SET actor_name = %s WHERE number = 4", ("管理员 ",)),
    "action": ("UPDATE audit_entry SET action = %s WHERE number = 4", ("account.opened",)),
    "subject_kind": ("UPDATE audit_entry SET subject_kind = %s WHERE number = 4", ("Account",)),
    "subject": ("UPDATE audit_entry SET subject = subject || '0' WHERE number = 4", ()),
    "subject_name": ("UPDATE audit_entry SET subject_name = %s WHERE number = 4", ("管理員",)),
    "area_code": ("UPDATE audit_entry SET area_code = %s WHERE number = 4", ("990101000001",)),
    "details": ("UPDATE audit_entry SET details = replace(details, '}', ' }') WHERE number = 4", ()),
    "seal": ("UPDATE audit_entry SET seal = upper(seal) WHERE number = 4", ()),
    "removed": ("DELETE FROM audit_entry WHERE number = 4", ()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_one_change_in_any_column_is_found(county: County, change: str) -> None:
    tamper(CHANGES[change][0], *CHANGES[change][1])
    kept = verify_trail()
    assert kept.broken_at == 4
    assert kept.count == 3


def test_every_column_is_tried() -> None:
    tried = {*CHANGES, "number"} - {"removed"}
    assert {field.attname for field in Entry._meta.fields} == tried


def test_a_changed_number_is_found(county: County) -> None:
    last = queries.head()[0]
    tamper("UPDATE audit_entry SET number = %s WHERE number = %s", last + 1, last)
    assert verify_trail().broken_at == last


def test_rows_cut_off_at_the_end_are_missed_by_the_next_reading(county: County) -> None:
    verify_trail()
    last = queries.head()[0]
    tamper("DELETE FROM audit_entry WHERE number >= %s", last - 3)
    assert verify_trail().broken_at == last - 3


def test_a_trail_written_anew_is_not_the_one_that_was_verified(county: County) -> None:
    """Somebody who owns the database seals every row again after changing one."""
    from huitoukan.core.audit.chain import GENESIS, seal

    verify_trail()
    with guards_down():
        before = GENESIS
        for entry in Entry.objects.order_by("number"):
            entry.actor_name = entry.actor_name.replace("管理员", "别人")
            entry.seal = before = seal(entry, before)
            entry.save()
    found = verdict()
    assert found.broken_at == queries.last_intact().count


def test_an_expected_seal_is_one_of_the_rows(county: County) -> None:
    third = Entry.objects.get(number=3).seal
    assert verdict(third).has_expected
    assert not verdict("0" * 64).has_expected
    tamper("DELETE FROM audit_entry WHERE number >= 3")
    assert not verdict(third).has_expected
    assert verdict(third).broken_at is None


def test_an_empty_table_of_a_new_server_is_whole(db: None) -> None:
    assert verdict().count == 0
    assert verdict().broken_at is None


@pytest.mark.parametrize(
    ("role", "at", "may"),
    [(Role.AUDITOR, COUNTY, True), (Role.AUDITOR, EAST, False), (Role.ADMINISTRATOR, COUNTY, False)],
)
def test_only_an_auditor_of_all_asks_for_it(county: County, role: Role, at: str, may: bool) -> None:
    person = county.add_person(role, at)
    if may:
        assert verify_trail(by=person).is_intact
        assert Entry.objects.latest("number").actor == person.pk
    else:
        with pytest.raises(Refused):
            verify_trail(by=person)
        assert not Verification.objects.exists()


STATEMENTS = [
    "UPDATE audit_entry SET actor_name = 'x' WHERE number = 1",
    "DELETE FROM audit_entry WHERE number = 1",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "TRUNCATE audit_entry CASCADE",
    "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE number = 1 ON CONFLICT (number) DO UPDATE SET subject = 'x'",
    "REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE number = 1",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_lets_nobody_change_it(county: County, statement: str) -> None:
    only = {"TRUNCATE": "postgresql", "REPLACE": "sqlite"}.get(statement.split(maxsplit=1)[0], connection.vendor)
    if connection.vendor != only:
        return
    rows = list(Entry.objects.order_by("number").values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Entry.objects.order_by("number").values()) == rows


def test_nothing_is_changed_through_the_models_either(county: County) -> None:
    entry = Entry.objects.get(number=2)
    entry.actor_name = "x"
    for change in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(actor=1)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_long_trail_is_read_in_little_room(county: County) -> None:
    with transaction.atomic():
        for number in range(3000):
            record(event=Event.ACCOUNT_OPENED, by=None, subject=Subject("account", str(number), "某" * 100, COUNTY))
    tracemalloc.start()
    try:
        assert verdict().count > 3000
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 8 << 20


WRITER = """
import time
from django.db import transaction
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.subjects import Subject
for number in range(25):
    with transaction.atomic():
        record(event=Event.EXPORTED, by=None, subject=Subject("office", str(number), "x", ""), rows=number)
        time.sleep(0.002)
"""
READER = """
from huitoukan.core.audit.verifications import verdict
found = verdict()
print(found.count, found.broken_at)
"""


def test_several_writers_at_once_keep_one_chain(server: Server) -> None:
    server.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    prologue = "import django; django.setup()\n"
    environment = {**server.environment, "DJANGO_SETTINGS_MODULE": "huitoukan.config.settings"}
    writers = [
        subprocess.Popen([sys.executable, "-c", prologue + WRITER], env=environment, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    for writer in writers:
        _out, complaints = writer.communicate(timeout=60)
        assert writer.returncode == 0, complaints.decode()
    assert server.python(READER) == "100 None"
