"""The work behind an import, step by step. It is the server's own doing: whoever asked for it had the right to."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.background.progress import Cancelled
from huitoukan.core.saying import in_both
from huitoukan.domain.policies.queries import number_in_force, pack_of
from huitoukan.domain.registry.comparing.comparison import Comparison, Question, compare
from huitoukan.domain.registry.comparing.records import registered_kind
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.folders import all_folders, folder_of, uploads_of
from huitoukan.domain.registry.landing import landing, undoing
from huitoukan.domain.registry.landing.writing import Batches
from huitoukan.domain.registry.models import Import, ImportedList, ImportedSheet, Landing
from huitoukan.domain.registry.moves import Claim, claim, move
from huitoukan.domain.registry.queries.imports import as_subject
from huitoukan.domain.registry.queries.versions import newest_landing
from huitoukan.domain.registry.reading import lists, reports
from huitoukan.messages import Mendable, Message, say
from huitoukan.policy import Pack

log = logging.getLogger(__name__)
LOST_AFTER = dt.timedelta(days=1)
S = ImportState


def read(pk: int) -> None:
    """Reads the files, compares them with the registry, and leaves the import to be looked at."""
    mine = claim(pk, waits_as=S.WAITING, works_as=S.READING)
    if mine is None:
        return
    with _told(mine, S.FAILED, say("import.failed")):
        _clear(mine.brought, "read-", "compared-")
        version = number_in_force()
        pack = pack_of(version)
        name = _fresh("read-")
        folder = folder_of(mine.brought)
        work = folder / name
        found = lists.read(
            uploads_of(mine.brought), work, mapping=mine.brought.mapping, area_code=mine.brought.area_code,
            pack=pack, progress=mine.progress,
        )  # fmt: skip
        compared = _compared(mine.brought, found, pack)
        counts = {**_row_counts(found), **(compared[1].counts if compared else {})}
        with mine.writing() as brought:
            brought.sheets.all().delete()
            brought.lists.all().delete()
            ImportedSheet.objects.bulk_create(reports.sheets_of(brought, found, folder))
            ImportedList.objects.bulk_create(reports.lists_of(brought, found, folder))
            move(
                brought, S.READ, claim="", progress={}, problem=None, counts=counts, read_in=name, read_under=version,
                mapping_draft=found.sheets.mapping_draft or "", **_about(compared),
            )  # fmt: skip


def _compared(brought: Import, found: lists.Read, pack: Pack) -> tuple[str, Comparison] | None:
    paths = found.lists.get(registered_kind(pack).id)
    if not paths:
        return None
    name = _fresh("compared-")
    question = Question(paths, brought.day, brought.area_code, brought.is_complete)
    return name, compare(question, pack, folder_of(brought) / name)


def _about(compared: tuple[str, Comparison] | None) -> dict[str, Any]:
    if compared is None:
        return {"compared_in": "", "compared_with": newest_landing(), "covered": []}
    name, comparison = compared
    return {"compared_in": name, "compared_with": comparison.landing, "covered": comparison.covered}


def _row_counts(found: lists.Read) -> dict[str, Any]:
    return {
        "rows": sum(sheet.rows_read for sheet in found.sheets.sheets if sheet.kind),
        "used": sum(found.rows.values()),
        "aside": found.aside,
        "strange": dict(found.strange),
    }


def land(pk: int) -> None:
    """Writes what the lists say; one last short transaction makes all of it count."""
    mine = claim(pk, waits_as=S.LANDING, works_as=S.LANDING)
    if mine is None:
        return
    with _told(mine, S.READ, say("import.not_landed")):
        pack = pack_of(mine.brought.read_under)
        kind = registered_kind(pack).id
        if mine.brought.compared_in and not _is_still_so(mine, kind, pack):
            return
        number = landing.write(mine.brought, kind, Batches(mine)) if mine.brought.compared_in else newest_landing() + 1
        with mine.writing() as brought:
            now = timezone.now()
            Landing.objects.create(number=number, at=now, of=brought)
            move(brought, S.LANDED, landed_at=now, claim="", progress={})
            told = {"day": brought.day.isoformat(), "rows": brought.counts["used"]}
            record(
                event=Event.LISTS_LANDED,
                by=brought.landed_by,
                subject=as_subject(brought),
                **told,
                **_told_counts(brought),
            )


def _told_counts(brought: Import) -> dict[str, Any]:
    return {name: brought.counts[name] for name in ("persons", "households") if name in brought.counts}


def _is_still_so(mine: Claim, kind: str, pack: Pack) -> bool:
    """Whether the lists would still change what somebody has looked at and confirmed."""
    if mine.brought.compared_with == newest_landing():
        return True
    paths = [folder_of(mine.brought) / path for path in mine.brought.lists.get(kind=kind).paths]
    question = Question(paths, mine.brought.day, mine.brought.area_code, mine.brought.is_complete)
    name = _fresh("compared-")
    comparison = compare(question, pack, folder_of(mine.brought) / name)
    counts = {**mine.brought.counts, **comparison.counts}
    is_so = bool(counts == mine.brought.counts)
    with mine.writing() as brought:
        for field, value in {**_about((name, comparison)), "counts": counts}.items():
            setattr(brought, field, value)
        brought.save()
        if not is_so:
            move(brought, S.READ, claim="", progress={}, problem=in_both(say("import.changed_since")))
    mine.brought = brought
    return is_so


def undo(pk: int) -> None:
    """Takes back what the lists said; one last short transaction makes that count."""
    mine = claim(pk, waits_as=S.UNDOING, works_as=S.UNDOING)
    if mine is None:
        return
    with _told(mine, S.LANDED, say("import.not_undone")):
        number = undoing.write(mine.brought, Batches(mine))
        with mine.writing() as brought:
            now = timezone.now()
            Landing.objects.create(number=number, at=now, of=brought, is_undoing=True)
            move(brought, S.UNDONE, undone_at=now, claim="", progress={})
            record(
                event=Event.LISTS_UNDONE,
                by=brought.undone_by,
                subject=as_subject(brought),
                reason=brought.undone_reason,
            )


def clear_away(pk: int) -> None:
    """Only if it was discarded, and whatever is left of its files."""
    brought = Import.objects.filter(pk=pk, state=S.DISCARDED).first()
    if brought is not None:
        shutil.rmtree(folder_of(brought), ignore_errors=True)


def clear_lost_uploads() -> int:
    """Folders that no import has, once nobody can be writing into them any more."""
    if not all_folders().is_dir():
        return 0
    known = {key.hex for key in Import.objects.values_list("key", flat=True)}
    before = time.time() - LOST_AFTER.total_seconds()
    lost = [f for f in all_folders().iterdir() if f.name not in known and f.stat().st_mtime < before]
    for folder in lost:
        shutil.rmtree(folder, ignore_errors=True)
    return len(lost)


@contextmanager
def _told(mine: Claim, back: ImportState, sentence: Message) -> Iterator[None]:
    """What goes wrong brings the import ``back`` with a sentence; what nobody can mend goes into the log as well."""
    try:
        yield
    except Cancelled:
        log.info("import is not worked on any more", extra={"number": mine.brought.pk})
    except Mendable as error:
        _give_back(mine, back, error.message)
    except Exception:
        _give_back(mine, back, sentence)
        raise


def _give_back(mine: Claim, back: ImportState, sentence: Message) -> None:
    try:
        with mine.writing() as brought:
            move(brought, back, claim="", progress={}, problem=in_both(sentence))
    except Cancelled:
        log.info("import is not worked on any more", extra={"number": mine.brought.pk})


def _clear(brought: Import, *prefixes: str) -> None:
    """What earlier tries left, of which the database tells nothing any more."""
    for folder in folder_of(brought).iterdir():
        if folder.name.startswith(prefixes):
            shutil.rmtree(folder, ignore_errors=True)


def _fresh(prefix: str) -> str:
    return prefix + secrets.token_hex(8)
