"""The sheets of an import, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from huitoukan.core.saying import chosen
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.registry.models import Import, ImportedSheet


@dataclass(frozen=True, slots=True)
class Told:
    """One sheet."""

    sheet: ImportedSheet
    title: str
    """Of the kind it was taken for; blank where it was not."""
    nearest: str
    used: int
    notes: list[str]


def sheets_of(brought: Import) -> list[Told]:
    """In the order of the files."""
    return list(_told(brought)) if brought.read_in else []


def _told(brought: Import) -> Iterator[Told]:
    pack = pack_of(brought.read_under)
    for sheet in brought.sheets.all():
        yield Told(
            sheet,
            pack.kind_title(sheet.kind),
            pack.kind_title(sheet.nearest),
            sheet.rows_read - sheet.rows_set_aside if sheet.kind else 0,
            [chosen(note) for note in sheet.notes],
        )
