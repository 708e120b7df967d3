"""Workers killed in the middle of what they do, on a server of the test's own."""

from __future__ import annotations

from tests.serving import Server

AS_IF_LATER = """
import datetime as dt
from django.utils import timezone
from huitoukan.core.background.actions import rescue
print(rescue(now=timezone.now() + dt.timedelta(minutes=1)))
"""
_KILL = """
import subprocess, sys, time
worker = subprocess.Popen([sys.executable, "-m", "huitoukan", "worker"])
until = time.monotonic() + 60
while not ({moment}):
    assert time.monotonic() < until, "the moment did not come"
    time.sleep(0.002)
worker.kill()
worker.wait()
"""


def kill_a_worker(server: Server, *, when: str) -> None:
    """As soon as ``when`` is true, an expression with names that its own lines have imported; its task goes back."""
    names, _, moment = when.rpartition("\n")
    server.python(f"{names}\n{_KILL.format(moment=moment)}")
    assert server.python(AS_IF_LATER) == "1"


def let_another_finish(server: Server, task: str, attempt: int) -> None:
    """A worker that nobody kills."""
    with server.running("worker") as heir:
        heir.wait_for(f'"task": "{task}", "attempt": {attempt}')
        heir.end()
