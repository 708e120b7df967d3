"""A disk that is full or forbids writing is a sentence, wherever it happens, and nothing half is left."""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine import workplace
from huitoukan.engine.outputs.folder import replace_folder
from huitoukan.engine.progress import Silent
from huitoukan.engine.sheets import read_folder
from huitoukan.engine.sheets.files.contents import open_file
from huitoukan.messages import LANGS, Mendable
from huitoukan.policy import load_pack

NOBODY = 65534


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of ``size`` at ``folder``."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk, and not in every container")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def as_nobody(job: Callable[[], object]) -> str:
    """What ``job`` says is to be mended, when it runs as somebody to whom nothing belongs."""
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            job()
        except Mendable as told:
            os.write(write, told.message.name.encode())
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read, encoding="utf-8") as pipe:
        return pipe.read()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_full_disk_of_intermediate_files_is_told(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    chance = random.Random(1)
    rows = [f"张{chance.random()},99010119800101{n % 10000:04},2026-01-05" for n in range(20_000)]
    (lists / "死亡.csv").write_text("\n".join(["姓名,身份证号,死亡日期", *rows]), "utf-8")
    with small_disk(tmp_path / "disk", "256k") as disk, pytest.raises(Mendable) as told:
        read_folder(lists, pack=load_pack(), work=disk, mapping=None, progress=Silent())
    assert told.value.message.name == "engine.no_room"
    assert all(str(tmp_path / "disk") in told.value.message.text(lang) for lang in LANGS)


def test_a_full_disk_of_results_is_told_and_the_earlier_results_stay(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "256k") as disk:
        with replace_folder(disk / "out") as folder:
            (folder / "run.json").write_text('{"huitoukan": "0"}')
        with pytest.raises(Mendable, match="写不进结果文件夹"), replace_folder(disk / "out") as folder:
            pl.DataFrame({"a": [str(n) for n in range(100_000)]}).write_csv(folder / "findings.csv")
        assert [path.name for path in disk.iterdir()] == ["out"]
        assert [path.name for path in (disk / "out").iterdir()] == ["run.json"]


def test_faults_that_are_not_of_the_disk_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(pl.exceptions.ComputeError, match="ours"), workplace.room_in(tmp_path):
        raise pl.exceptions.ComputeError("ours")


@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
def test_a_file_that_may_not_be_read_is_told(open_folder: Path) -> None:
    path = open_folder / "名单.xlsx"
    path.write_bytes(b"PK")
    path.chmod(0)
    assert as_nobody(lambda: open_file(path, path.name)) == "sheets.unopened"


@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
def test_a_folder_that_may_not_be_written_is_told(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_folder.chmod(0o555)

    def write() -> None:
        with replace_folder(open_folder / "out"):
            pass

    assert as_nobody(write) == "outputs.cannot_write"
    monkeypatch.setattr(tempfile, "tempdir", str(open_folder))
    assert as_nobody(workplace.make) == "engine.no_workplace"
    assert list(open_folder.iterdir()) == []
