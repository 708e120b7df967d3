"""Filling a new server from a backup."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from huitoukan.core.accounts.models import User
from huitoukan.core.areas.models import Area
from huitoukan.core.background.queries import is_worked_on
from huitoukan.core.background.shape import known_migrations
from huitoukan.core.backup.archive import extract, read_manifest, unusable
from huitoukan.core.backup.engines import engine
from huitoukan.core.backup.manifest import FORMAT, Content, Manifest
from huitoukan.core.backup.saving import FILES
from huitoukan.messages import Mendable, say


class TargetInUse(Mendable):
    """Somebody's data are there, or a server that is running."""


def restore(source: Path) -> Manifest:
    """Restores ``source`` whole or not at all. Raises :class:`TargetInUse`, ``UnusableBackup``, ``ToolFailed``."""
    _require_empty()
    try:
        with (
            zipfile.ZipFile(source) as archive,
            tempfile.TemporaryDirectory(dir=settings.ENVIRONMENT.home, prefix=".restore-") as work,
        ):
            manifest = read_manifest(archive, source)
            _require_fitting(manifest, source)
            extract(archive, manifest, source, Path(work))
            _put_in_place(Path(work), manifest, source)
    except (OSError, zipfile.BadZipFile) as problem:
        raise unusable(source, say("server.not_an_archive")) from problem
    return manifest


def _require_empty() -> None:
    tables = set(connection.introspection.table_names())
    if any(model._meta.db_table in tables and model._base_manager.exists() for model in (User, Area)):
        raise TargetInUse(say("server.target_in_use"))
    files = Path(settings.MEDIA_ROOT)
    if files.exists() and any(files.iterdir()):
        raise TargetInUse(say("server.target_in_use"))
    if "background_worker" in tables and is_worked_on(now=timezone.now()):
        raise TargetInUse(say("server.target_running"))


def _require_fitting(manifest: Manifest, source: Path) -> None:
    if manifest.format > FORMAT or not known_migrations() >= set(manifest.migrations):
        raise unusable(source, say("server.backup_newer", version=manifest.version))
    if manifest.engine != connection.vendor:
        other = say("server.backup_other_engine", theirs=manifest.engine, ours=connection.vendor)
        raise unusable(source, other)


def _put_in_place(work: Path, manifest: Manifest, source: Path) -> None:
    """The files first: as long as there is no database, nobody is misled by them."""
    expected = Content(migrations=manifest.migrations, rows=manifest.rows, trail=manifest.trail)
    files, place = work / FILES, Path(settings.MEDIA_ROOT)
    if files.exists():
        if place.exists():
            place.rmdir()
        files.rename(place)
    try:
        loaded = engine().load(work / engine().NAME, expected)
    except BaseException:
        _take_back(files, place)
        raise
    if not loaded:
        _take_back(files, place)
        raise unusable(source, say("server.not_as_backed_up", what=engine().NAME))


def _take_back(files: Path, place: Path) -> None:
    if place.exists():
        place.rename(files)
