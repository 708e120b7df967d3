"""Many write at once: nobody fails, and the trail stays one chain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.serving import Server

WRITERS, THREADS, WRITES = 2, 4, 12
WRITE = """
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from huitoukan.core.accounts.models import User
from huitoukan.core.areas.actions import add
by = User.objects.get()
def write(numbers):
    try:
        for number in numbers:
            add(by=by, code=f"990101{{number:03}}000", name=f"{{number}}镇", opened_on=dt.date(2020, 1, 1))
    finally:
        connection.close()
first, threads, writes = {first}, {threads}, {writes}
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(write, [range(first + at * writes, first + (at + 1) * writes) for at in range(threads)]))
"""
FOUND = """
from huitoukan.core.areas.models import Area
from huitoukan.core.audit.verifications import verdict
print(Area.objects.count(), verdict().count, verdict().broken_at)
"""


def test_two_processes_of_threads_write_without_a_failure(server: Server) -> None:
    server.set_up()
    before, trail, _ = server.python(FOUND).split()
    with ThreadPoolExecutor(WRITERS) as pool:
        numbers = [{"first": 1 + at * THREADS * WRITES, "threads": THREADS, "writes": WRITES} for at in range(WRITERS)]
        list(pool.map(lambda each: server.python(WRITE.format(**each)), numbers))
    written = WRITERS * THREADS * WRITES
    assert server.python(FOUND) == f"{int(before) + written} {int(trail) + written} None"
