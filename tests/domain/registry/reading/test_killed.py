"""A worker killed while it reads: another one reads it all, once, and nothing of the first try is left."""

from __future__ import annotations

from tests.domain.registry.landing.test_killed import BEGIN, PEOPLE
from tests.killing import kill_a_worker, let_another_finish
from tests.serving import Server

BRING = BEGIN.replace("    tasks.read.call(brought.pk)\n", "") + f"bring(0, {PEOPLE})"
READING = "from huitoukan.domain.registry.models import Import\nImport.objects.get().state == 'reading'"
BEGUN = """
from huitoukan.domain.registry.folders import folder_of
from huitoukan.domain.registry.models import Import
any(folder_of(Import.objects.get()).glob("read-*/**/*.parquet"))
""".strip()
FOUND = """
from huitoukan.domain.registry.folders import folder_of
from huitoukan.domain.registry.models import Import
brought = Import.objects.get()
tries = sum(each.name.startswith("read-") for each in folder_of(brought).iterdir())
print(brought.state, brought.sheets.count(), brought.lists.count(), brought.counts.get("rows", 0), tries)
"""


def test_a_worker_killed_while_reading_leaves_nothing_and_another_reads_it_once(server: Server) -> None:
    server.set_up()
    server.python(BRING)
    for moment in (READING, BEGUN):
        kill_a_worker(server, when=moment)
        assert server.python(FOUND).split()[:4] == ["reading", "0", "0", "0"]
    let_another_finish(server, "huitoukan.domain.registry.tasks.read", 3)
    assert server.python(FOUND) == f"read 1 1 {PEOPLE} 1"
