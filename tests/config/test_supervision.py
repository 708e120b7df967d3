"""Children that die come back; all of them end together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.serving import wait

from huitoukan.config import supervision
from huitoukan.config.supervision import CannotStay, Child, Supervisor


def child(name: str, code: str) -> Child:
    return Child(name, (sys.executable, "-c", f"import os, pathlib, sys, time\n{code}"))


def noting(place: Path, then: str) -> str:
    """Code that appends its process number to a file, then does something."""
    return f"with open({str(place)!r}, 'a') as f: print(os.getpid(), file=f)\n{then}"


def numbers(place: Path) -> list[int]:
    return [int(line) for line in place.read_text().split()] if place.exists() else []


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_that_dies_is_started_again_and_the_other_is_left_alone(tmp_path: Path) -> None:
    mortal, steady = tmp_path / "mortal", tmp_path / "steady"
    children = (
        child("mortal", noting(mortal, "sys.exit(1)")),
        child("steady", noting(steady, "time.sleep(60)")),
    )

    def enough() -> None:
        if len(numbers(mortal)) >= 2 and numbers(steady):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Supervisor(children).run(on_tick=enough)
    assert len(numbers(steady)) == 1
    assert not any(is_alive(number) for number in numbers(mortal) + numbers(steady))


def test_one_that_cannot_stay_ends_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "LONGEST_WAIT", 0.0)
    steady = tmp_path / "steady"
    children = (child("doomed", "sys.exit(3)"), child("steady", noting(steady, "time.sleep(60)")))
    with pytest.raises(CannotStay, match="doomed"):
        Supervisor(children).run()
    assert not any(is_alive(number) for number in numbers(steady))


def test_one_that_does_not_want_to_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "PATIENCE", 0.5)
    stubborn = tmp_path / "stubborn"
    ignore = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"

    def started() -> None:
        if numbers(stubborn):
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        Supervisor((child("stubborn", ignore + noting(stubborn, "time.sleep(60)")),)).run(on_tick=started)
    assert time.monotonic() - began < 20
    assert not is_alive(numbers(stubborn)[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_children_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    steady = tmp_path / "steady"
    code = (
        "import sys\nfrom huitoukan.config.supervision import Child, Supervisor\n"
        f"Supervisor((Child('steady', (sys.executable, '-c', {('import os, time' + chr(10) + noting(steady, 'time.sleep(60)'))!r})),)).run()"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    (number,) = wait(lambda: numbers(steady), "the child")
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait(lambda: not is_alive(number), "its end")
