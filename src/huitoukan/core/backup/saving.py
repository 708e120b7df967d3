"""Writing a backup."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from huitoukan import __version__
from huitoukan.core.backup.archive import add
from huitoukan.core.backup.engines import engine
from huitoukan.core.backup.manifest import FILE, Manifest, Part
from huitoukan.messages import Mendable, say

FILES = "files"


class CannotSave(Mendable):
    """There is no place for it."""


def save(target: Path) -> Manifest:
    """Writes ``target`` whole or not at all, readable by its owner only. Raises :class:`CannotSave`, ``ToolFailed``.

    The database first: a file that a row speaks of is there before the row is.
    """
    if target.exists():
        raise CannotSave(say("server.backup_exists", file=target))
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".backup-") as work:
            made = Path(work) / "archive"
            manifest = _write(made, Path(work))
            with made.open("rb+") as file:
                os.fsync(file.fileno())
            made.chmod(0o600)
            os.link(made, target)  # fails if somebody has made it meanwhile
    except OSError as problem:
        raise CannotSave(say("server.backup_unwritable", file=target, problem=problem.strerror)) from problem
    return manifest


def _write(target: Path, work: Path) -> Manifest:
    database = work / engine().NAME
    made_at = timezone.localtime().isoformat(timespec="seconds")
    content = engine().dump(database)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {database.name: add(archive, database.name, database), **_add_files(archive)}
        manifest = Manifest(
            made_at=made_at, version=__version__, engine=connection.vendor, parts=parts, **content.model_dump()
        )
        archive.writestr(FILE, manifest.model_dump_json(indent=1))
    return manifest


def _add_files(archive: zipfile.ZipFile) -> dict[str, Part]:
    root = Path(settings.MEDIA_ROOT)
    files = sorted(path for path in root.rglob("*") if path.is_file())
    names = {f"{FILES}/{path.relative_to(root).as_posix()}": path for path in files}
    return {name: add(archive, name, path) for name, path in names.items()}
