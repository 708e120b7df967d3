"""Lists from the upload until they are understood. The reading itself is done in the background."""

from __future__ import annotations

import datetime as dt
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from huitoukan.core.access.holdings import require
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.codes import level_of
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.background.queue import enqueue
from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.folders import UPLOADS, folder_named, uploads_of
from huitoukan.domain.registry.mappings import kept_from
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.moves import locked, move
from huitoukan.domain.registry.queries.imports import as_subject
from huitoukan.domain.registry.reading.uploads import LARGEST_UPLOAD, Upload, WrongUpload, check_uploads, store
from huitoukan.engine.sheets import load_mapping
from huitoukan.messages import Mendable, say

READ = "huitoukan.domain.registry.tasks.read"
FIRST_DAY = dt.date(2000, 1, 1)


class WrongDay(Mendable):
    """A day on which no list can have been true."""


def bring(*, by: User, files: Sequence[Upload], day: dt.date, is_complete: bool, at: str = "") -> Import:
    """Takes in the lists of a day, for the area ``at``: the widest where ``by`` may bring lists, unless said.

    Files are written piece by piece before the transaction begins, which nobody could wait for.
    Raises ``Refused``, ``WrongUpload``, :class:`WrongDay`.
    """
    require(by, Permission.BRING_LISTS, at=at or None)
    if not FIRST_DAY <= day <= timezone.localdate():
        raise WrongDay(say("import.wrong_day", day=day.isoformat()))
    names = check_uploads(files)
    key = uuid.uuid4()
    try:
        kept = store(files, names, folder_named(key) / UPLOADS)
        return _brought(by=by, key=key, files=kept, day=day, is_complete=is_complete, at=at or widest_area(by))
    except BaseException:
        shutil.rmtree(folder_named(key), ignore_errors=True)
        raise


def widest_area(who: User) -> str:
    """The code of the widest area where ``who`` may bring lists. There is one: that was asked before."""
    codes = [held.code for held in who.holdings if Permission.BRING_LISTS in held.role.permissions]
    return min(codes, key=lambda code: (level_of(code).digits, code))


@action
def _brought(
    *, by: User, key: uuid.UUID, files: list[dict[str, object]], day: dt.date, is_complete: bool, at: str
) -> Import:
    require(by, Permission.BRING_LISTS, at=at)
    brought = Import.objects.create(
        key=key, brought_by=by, files=files, day=day, is_complete=is_complete, area_code=at, mapping=_said_before(at)
    )
    record(
        event=Event.LISTS_BROUGHT,
        by=by,
        subject=as_subject(brought),
        files=[f"{file['name']} {file['sha256']}" for file in files],
        day=day.isoformat(),
        is_complete=is_complete,
    )
    enqueue(READ, brought.pk)
    return brought


def add_files(*, by: User, brought: Import, files: Sequence[Upload]) -> Import:
    """More files for lists that have not landed, such as rows that were set aside and come back mended.

    Raises ``Refused``, ``WrongUpload``, ``WrongMove``.
    """
    require(by, Permission.BRING_LISTS, at=brought.area_code)
    names = check_uploads(files, [file["name"] for file in brought.files])
    room = LARGEST_UPLOAD - sum(file["bytes"] for file in brought.files)
    with TemporaryDirectory(dir=uploads_of(brought).parent) as waiting:
        kept = store(files, names, Path(waiting), room=room)
        return _added(by=by, brought=brought, files=kept, waiting=Path(waiting))


@action
def _added(*, by: User, brought: Import, files: list[dict[str, object]], waiting: Path) -> Import:
    brought = locked(brought)
    names = [str(file["name"]) for file in files]
    _read_again(brought, files=[*brought.files, *files])
    if any((uploads_of(brought) / name).exists() for name in names):
        raise WrongUpload(say("import.same_time"))
    for name in names:
        (waiting / name).rename(uploads_of(brought) / name)
    told = [f"{file['name']} {file['sha256']}" for file in files]
    record(event=Event.LISTS_BROUGHT, by=by, subject=as_subject(brought), files=told)
    return brought


@action
def say_what(*, by: User, brought: Import, mapping: str) -> Import:
    """What sheets are, as a mapping file of the engine (TOML); the files are read again by it.

    Raises ``Refused``, ``WrongMove``, and ``Mendable`` with the line of a mistake in the mapping.
    """
    require(by, Permission.BRING_LISTS, at=brought.area_code)
    brought = locked(brought)
    if mapping.strip():
        _check(mapping)
    _read_again(brought, mapping=mapping.strip())
    record(event=Event.LISTS_MAPPED, by=by, subject=as_subject(brought))
    return brought


def _read_again(brought: Import, **changes: object) -> None:
    move(brought, ImportState.WAITING, progress={}, problem=None, **changes)
    enqueue(READ, brought.pk)


def _said_before(at: str) -> str:
    """What was said about sheets when lists last landed in the area."""
    landed = Import.objects.filter(area_code=at, state=ImportState.LANDED).order_by("-landings__number").first()
    return kept_from(landed.mapping, pack_in_force()) if landed else ""


def _check(mapping: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.toml"
        path.write_text(mapping, "utf-8")
        load_mapping(path).check(pack_in_force())


@action
def discard(*, by: User, brought: Import) -> Import:
    """These lists will not land; a task that reads them stops. Their files go. Raises ``Refused``, ``WrongMove``."""
    require(by, Permission.BRING_LISTS, at=brought.area_code)
    brought = locked(brought)
    move(brought, ImportState.DISCARDED, claim="", progress={})
    record(event=Event.LISTS_DISCARDED, by=by, subject=as_subject(brought))
    enqueue("huitoukan.domain.registry.tasks.clear_away", brought.pk)
    return brought
