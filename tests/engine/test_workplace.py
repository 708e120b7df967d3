"""No intermediate file outlives its run."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest

from huitoukan.engine import check, workplace
from huitoukan.messages import Mendable


@pytest.fixture(autouse=True)
def own_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_workplace_is_ours_alone_and_gone_afterwards(own_temp: Path) -> None:
    with workplace.workplace() as folder:
        assert folder.parent == own_temp
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "x").write_text("x")
    assert list(own_temp.iterdir()) == []


def test_what_a_killed_run_left_is_swept_and_nothing_else(own_temp: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    left = own_temp / f"huitoukan-{ended.pid}-abc"
    others = [own_temp / f"huitoukan-{os.getpid()}-running", own_temp / "huitoukan-notes", own_temp / "somebody-1-else"]
    for folder in (left, *others):
        folder.mkdir()
    with workplace.workplace():
        assert not left.exists()
        assert all(folder.exists() for folder in others)


def test_a_run_that_fails_leaves_nothing(own_temp: Path) -> None:
    (own_temp / "lists").mkdir()
    with pytest.raises(Mendable):
        check(own_temp / "lists", as_of=date(2026, 10, 31))
    gc.collect()
    assert [path.name for path in own_temp.iterdir()] == ["lists"]
