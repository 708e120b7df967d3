"""Reading the files of an import, and comparing them with the registry."""

from __future__ import annotations

import shutil
from typing import Any

from huitoukan.domain.policies.queries import number_in_force, pack_of
from huitoukan.domain.registry.comparing.records import registered_kind
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.folders import folder_of, uploads_of
from huitoukan.domain.registry.models import Import, ImportedList, ImportedSheet
from huitoukan.domain.registry.moves import Claim, claim, move
from huitoukan.domain.registry.reading import lists, reports
from huitoukan.domain.registry.working.comparisons import PREFIX, compared, fresh
from huitoukan.domain.registry.working.trying import trying
from huitoukan.messages import say

_PREFIX = "read-"


def read(pk: int) -> None:
    """Reads the files, compares them with the registry, and leaves the import to be looked at."""
    mine = claim(pk, waits_as=ImportState.WAITING, works_as=ImportState.READING)
    if mine is not None:
        with trying(mine, back=ImportState.FAILED, sentence=say("import.failed")):
            _read(mine)


def _read(mine: Claim) -> None:
    _clear(mine.brought)
    version = number_in_force()
    pack = pack_of(version)
    name = fresh(_PREFIX)
    folder = folder_of(mine.brought)
    found = lists.read(
        uploads_of(mine.brought),
        folder / name,
        mapping=mine.brought.mapping,
        area_code=mine.brought.area_code,
        pack=pack,
        progress=mine.progress,
    )
    told = compared(mine.brought, found.lists.get(registered_kind(pack).id, []), pack)
    told["counts"] |= _row_counts(found)
    draft = found.sheets.mapping_draft or ""
    with mine.writing() as brought:
        _keep_reports(brought, found)
        told |= {"read_in": name, "read_under": version, "mapping_draft": draft}
        move(brought, ImportState.READ, claim="", progress={}, problem=None, **told)


def _keep_reports(brought: Import, found: lists.Read) -> None:
    folder = folder_of(brought)
    brought.sheets.all().delete()
    brought.lists.all().delete()
    ImportedSheet.objects.bulk_create(reports.sheets_of(brought, found, folder))
    ImportedList.objects.bulk_create(reports.lists_of(brought, found, folder))


def _row_counts(found: lists.Read) -> dict[str, Any]:
    return {
        "rows": sum(sheet.rows_read for sheet in found.sheets.sheets if sheet.kind),
        "used": sum(found.rows.values()),
        "aside": found.aside,
        "strange": dict(found.strange),
    }


def _clear(brought: Import) -> None:
    """What earlier tries left, of which nothing is told any more."""
    for folder in folder_of(brought).iterdir():
        if folder.name.startswith((_PREFIX, PREFIX)):
            shutil.rmtree(folder, ignore_errors=True)
