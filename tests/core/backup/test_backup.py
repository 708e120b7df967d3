"""A backup restored elsewhere is the same server; a damaged one, or one in the wrong place, changes nothing."""

from __future__ import annotations

import json
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.serving import Server

from huitoukan.core.audit.verifications import verdict
from huitoukan.core.backup.archive import UnusableBackup
from huitoukan.core.backup.restoring import TargetInUse, restore
from huitoukan.core.backup.saving import CannotSave, save

HEAD = "from huitoukan.core.audit.verifications import verdict\nprint(verdict())"
WRITE = """
import datetime as dt
from huitoukan.core.accounts.models import User
from huitoukan.core.areas.actions import add
by = User.objects.get()
for number in range(1, 60):
    code = f"990101{number:03}000"
    add(by=by, code=code, name=f"{number}镇", opened_on=dt.date(2020, 1, 1))
"""
ACCOUNTS = "from huitoukan.core.accounts.models import User\nprint(User.objects.count())"


def back_up(server: Server, to: Path) -> dict[str, Any]:
    done = server.run("backup", to)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(to) as archive:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    assert manifest["trail"]["head"] in done.stdout
    return manifest


@pytest.fixture(scope="module")
def backup(ready_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that is good."""
    file = tmp_path_factory.mktemp("backup") / "backup.zip"
    back_up(ready_server, file)
    return file


def test_restored_elsewhere_it_has_the_same_trail_rows_and_files(
    server: Server, other_server: Server, tmp_path: Path
) -> None:
    server.set_up()
    server.python(WRITE)
    letter = server.home / "files/letters/通知.txt"
    letter.parent.mkdir(parents=True)
    letter.write_text("请核实", "utf-8")
    manifest = back_up(server, tmp_path / "backup.zip")
    assert manifest["rows"]["areas_area"] == 60
    done = other_server.run("restore", tmp_path / "backup.zip")
    assert done.returncode == 0, done.stderr
    assert other_server.python(HEAD) == server.python(HEAD)
    assert (other_server.home / "files/letters/通知.txt").read_text("utf-8") == "请核实"
    again = back_up(other_server, tmp_path / "again.zip")
    assert {name: again[name] for name in ("rows", "trail", "migrations")} == {
        name: manifest[name] for name in ("rows", "trail", "migrations")
    }


def test_it_is_for_its_owner_only_and_holds_no_secret_key(ready_server: Server, backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    secret = (ready_server.home / "secret-key").read_bytes()
    with zipfile.ZipFile(backup) as archive:
        assert all(secret not in archive.read(name) for name in archive.namelist())


def test_it_is_whole_though_others_write_meanwhile(server: Server, other_server: Server, tmp_path: Path) -> None:
    server.set_up()
    writing = threading.Thread(target=server.python, args=(WRITE,))
    writing.start()
    manifest = back_up(server, tmp_path / "backup.zip")
    writing.join()
    assert manifest["trail"]["broken_at"] is None
    assert manifest["rows"]["audit_entry"] == manifest["trail"]["count"]
    assert other_server.run("restore", tmp_path / "backup.zip").returncode == 0
    assert manifest["trail"]["head"] in other_server.python(HEAD)


def rewrite(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """A copy in which parts are changed, or left out where nothing is given back."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)


def one_byte(name: str, data: bytes) -> bytes:
    if not name.startswith("database"):
        return data
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def forged_trail(name: str, data: bytes) -> bytes:
    return data.replace(b'"count": ', b'"count": 1') if name == "manifest.json" else data


def other_engine(name: str, data: bytes) -> bytes:
    return data.replace(b'"engine": "', b'"engine": "other-') if name == "manifest.json" else data


def newer(name: str, data: bytes) -> bytes:
    return (
        data.replace(b'"migrations": [', b'"migrations": [["areas", "9999_later"],')
        if name == "manifest.json"
        else data
    )


def test_a_damaged_one_is_refused_and_changes_nothing(server: Server, other_server: Server, tmp_path: Path) -> None:
    server.set_up()
    back_up(server, tmp_path / "backup.zip")
    for change, words in ((one_byte, "damaged or was changed"), (forged_trail, "not what the manifest says")):
        rewrite(tmp_path / "backup.zip", tmp_path / "bad.zip", change)
        done = other_server.run("restore", tmp_path / "bad.zip")
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr
        assert not list(other_server.home.glob(".restore-*"))
    assert other_server.run("restore", tmp_path / "backup.zip").returncode == 0
    assert other_server.python(HEAD) == server.python(HEAD)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (newer, "newer"),
        (other_engine, "DATABASE_URL names"),
        (lambda name, data: None if name.startswith("database") else data, "damaged or was changed"),
        (lambda name, data: None if name == "manifest.json" else data, "manifest"),
        (lambda name, data: b"{}" if name == "manifest.json" else data, "manifest"),
        (
            lambda name, data: data.replace(b'"database', b'"../database') if name == "manifest.json" else data,
            "damaged",
        ),
    ],
    ids=["newer", "other engine", "part gone", "manifest gone", "manifest empty", "part elsewhere"],
)
def test_what_cannot_be_restored_here_is_said(
    backup: Path, db: None, tmp_path: Path, change: Callable[[str, bytes], bytes | None], words: str
) -> None:
    rewrite(backup, tmp_path / "bad.zip", change)
    with pytest.raises(UnusableBackup) as caught:
        restore(tmp_path / "bad.zip")
    assert words in caught.value.message.text("en")


def test_a_server_with_data_is_left_alone(county: object, backup: Path) -> None:
    before = verdict()
    with pytest.raises(TargetInUse, match="已经有数据"):
        restore(backup)
    assert verdict() == before
    assert before.count > 0


def test_what_is_no_backup_is_said(db: None, tmp_path: Path) -> None:
    (tmp_path / "note.zip").write_text("no archive")
    for file in (tmp_path / "note.zip", tmp_path / "none.zip"):
        with pytest.raises(UnusableBackup, match="打不开"):
            restore(file)


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "note.zip").write_text("mine")
    with pytest.raises(CannotSave, match="已经存在"):
        save(tmp_path / "note.zip")
    assert (tmp_path / "note.zip").read_text() == "mine"


def test_a_place_that_is_none_is_said(db: None, tmp_path: Path) -> None:
    with pytest.raises(CannotSave, match="不能写入"):
        save(tmp_path / "nowhere/backup.zip")
