"""What was understood of each sheet, as rows of the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from huitoukan.core.saying import in_both
from huitoukan.domain.registry.models import Import, ImportedList, ImportedSheet
from huitoukan.domain.registry.reading.lists import Read
from huitoukan.engine.masking import mask_text
from huitoukan.engine.results import FileReport, SheetReport
from huitoukan.messages import Message

_LONGEST = 120


def sheets_of(brought: Import, read: Read, folder: Path) -> Iterator[ImportedSheet]:
    """A row for each sheet, and one for each file that could not be read at all; paths count from ``folder``."""
    for file in read.sheets.files:
        if file.problem is not None:
            yield _file(brought, file, file.problem)
    for sheet in read.sheets.sheets:
        yield _sheet(brought, read, sheet, folder)


def lists_of(brought: Import, read: Read, folder: Path) -> Iterator[ImportedList]:
    """A row for each kind of list."""
    for kind, paths in read.lists.items():
        yield ImportedList(
            of=brought,
            kind=kind,
            day=brought.day,
            rows=read.rows[kind],
            paths=[str(path.relative_to(folder)) for path in paths],
            fields=sorted(read.sheets.present[kind]),
        )


def _file(brought: Import, file: FileReport, problem: Message) -> ImportedSheet:
    return ImportedSheet(of=brought, file=file.file, sheet="", rows_read=0, rows_set_aside=0, notes=_notes([problem]))


def _sheet(brought: Import, read: Read, sheet: SheetReport, folder: Path) -> ImportedSheet:
    place = (sheet.file, sheet.sheet)
    best = next((g for g in sheet.guesses if g.kind == sheet.kind), sheet.guesses[0] if sheet.guesses else None)
    raw = read.sheets.raw.get(place)
    understood: dict[str, Any] = {}
    if best:
        columns = {name: _plain(header) for name, header in best.matched.items()}
        unknown = [_plain(header) for header in best.unmatched]
        understood = {"columns": columns, "unknown_headers": unknown, "missing": list(best.missing)}
    return ImportedSheet(
        of=brought,
        file=sheet.file,
        sheet=_plain(sheet.sheet)[:_LONGEST],
        kind=sheet.kind or "",
        nearest="" if sheet.kind or best is None else best.kind,
        header_row=sheet.header_row,
        rows_read=sheet.rows_read,
        rows_set_aside=read.by_sheet.get(place, 0),
        headers=[_plain(header) for header in read.sheets.headers.get(place, ())],
        raw=str(raw.relative_to(folder)) if raw else "",
        notes=_notes([*([sheet.note] if sheet.note else []), *sheet.warnings]),
        **understood,
    )


def _notes(messages: list[Message]) -> list[dict[str, str]]:
    """Sentences may quote cells, and so ID numbers."""
    return [{lang: mask_text(_plain(text)) for lang, text in in_both(message).items()} for message in messages]


def _plain(text: str) -> str:
    """Without the one character that PostgreSQL does not keep."""
    return text.replace("\x00", "")
