"""A worker killed in the middle of a landing: nothing counts, another one lands it all, once; and others write meanwhile."""

from __future__ import annotations

import json
from typing import Any

from tests.serving import Server

PEOPLE = 6_000
BEGIN = """
import datetime as dt
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.domain.registry.desk import OCTOBER, person, registered
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.models import User
from huitoukan.core.areas.models import Area
from huitoukan.domain.registry import actions, tasks
from huitoukan.domain.registry.models import Import
seat = accounts.NewSeat(role=Role.COUNTY_OFFICER, area=Area.objects.get(), starts_on=dt.date(2020, 1, 1))
by = accounts.add(by=User.objects.get(), username="officer", name="王干事", password="first-Ladder-52", seat=seat)
def bring(first, many):
    rows = [person(number, number - number % 3) for number in range(first, first + many)]
    brought = actions.bring(by=by, files=[registered(*rows)], day=OCTOBER, is_complete=False)
    tasks.read.call(brought.pk)
    return Import.objects.get(pk=brought.pk)
"""
ASK = f"{BEGIN}\nactions.ask_to_land(by=by, brought=bring(0, {PEOPLE}))"
KILL_A_WORKER = """
import subprocess, sys, time
from huitoukan.domain.registry.models import PersonVersion
worker = subprocess.Popen([sys.executable, "-m", "huitoukan", "worker"])
until = time.monotonic() + 60
while PersonVersion.objects.count() < 1000:
    assert time.monotonic() < until
    time.sleep(0.005)
worker.kill()
worker.wait()
"""
FOUND = """
import json
from huitoukan.core.audit.models import Entry
from huitoukan.core.audit.verifications import verdict
from huitoukan.domain.registry.models import Import, Landing, PersonVersion
from huitoukan.domain.registry.queries import as_of, households, persons
at = as_of()
print(json.dumps({
    "state": Import.objects.order_by("pk").first().state, "landings": Landing.objects.count(),
    "persons": persons(at).count(), "households": households(at).count(), "rows": PersonVersion.objects.count(),
    "told": Entry.objects.filter(action="lists.landed").count(), "broken_at": verdict().broken_at,
}))
"""
AS_IF_LATER = """
import datetime as dt
from django.utils import timezone
from huitoukan.core.background.actions import rescue
print(rescue(now=timezone.now() + dt.timedelta(minutes=1)))
"""
WRITE_MEANWHILE = f"""{BEGIN}
import threading, time
from django.db import connection, transaction
from huitoukan.core.background.models import Worker
brought = bring(0, {PEOPLE})
actions.ask_to_land(by=by, brought=brought)
waits, over = [], threading.Event()
def write():
    while not over.is_set():
        started = time.perf_counter()
        with transaction.atomic():
            Worker.objects.update_or_create(key="somebody else", defaults={{"alive_at": dt.datetime.now(dt.timezone.utc)}})
        waits.append(time.perf_counter() - started)
        time.sleep(0.01)
    connection.close()
writer = threading.Thread(target=write)
writer.start()
started = time.perf_counter()
tasks.land.call(brought.pk)
took = time.perf_counter() - started
over.set()
writer.join()
print(max(waits), len(waits), took, Import.objects.get(pk=brought.pk).state)
"""
TWO_AT_ONCE = f"""{BEGIN}
import threading
from django.db import connection
def one(first):
    try:
        ready.append(bring(first, 300))
    finally:
        connection.close()
ready = []
both = [threading.Thread(target=one, args=(first,)) for first in (0, 3000)]
[each.start() for each in both]
[each.join() for each in both]
for brought in ready:
    actions.ask_to_land(by=by, brought=brought)
    tasks.land.call(brought.pk)
"""


def found(server: Server) -> Any:
    return json.loads(server.python(FOUND))


def test_a_worker_killed_while_landing_leaves_nothing_and_another_lands_it_once(server: Server) -> None:
    server.set_up()
    server.python(ASK)
    server.python(KILL_A_WORKER)
    before = found(server)
    assert before["rows"] < PEOPLE
    assert (before["state"], before["landings"], before["persons"], before["told"]) == ("landing", 0, 0, 0)
    assert server.python(AS_IF_LATER) == "1"
    with server.running("worker") as heir:
        heir.wait_for('"task": "huitoukan.domain.registry.tasks.land", "attempt": 2')
        heir.end()
    after = found(server)
    assert after == {
        "state": "landed", "landings": 1, "persons": PEOPLE, "households": PEOPLE // 3, "rows": PEOPLE, "told": 1, "broken_at": None,
    }  # fmt: skip


def test_nobody_waits_long_while_lists_land(server: Server) -> None:
    server.set_up()
    longest, times, took, state = server.python(WRITE_MEANWHILE).split()
    assert state == "landed"
    assert int(times) > 5
    assert float(longest) < max(1.0, float(took) / 4)


def test_two_people_bring_lists_at_once(server: Server) -> None:
    server.set_up()
    server.python(TWO_AT_ONCE)
    after = found(server)
    assert (after["landings"], after["persons"], after["told"]) == (2, 600, 2)
