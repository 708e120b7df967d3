"""What an import does record by record, and the rows that were set aside."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huitoukan.core import masks
from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.audit.exports import note_export
from huitoukan.core.saying import spoken
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.registry.enums import CONTRADICTING, Change
from huitoukan.domain.registry.queries import households_changed, persons_changed, rows_aside, write_aside
from huitoukan.domain.registry.queries.changes import ChangedRecord, Page
from huitoukan.messages import say
from huitoukan.web.exporting import as_download
from huitoukan.web.households.shown import Shown
from huitoukan.web.imports.views import seen
from huitoukan.web.requests import Request, number_in
from huitoukan.web.rules import page

_TONES = {Change.NEW: "good", Change.CHANGED: "info", Change.MOVED: "info", Change.GONE: "warn", Change.CONFLICT: "bad"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """A record in words, its numbers masked."""

    record: ChangedRecord
    change: str
    tone: str
    name: str
    number: str
    differences: list[Difference]
    problem: str
    sides: list[tuple[tuple[tuple[str, str], ...], int]]
    """What the contradicting rows say of the fields in which they differ, and how many rows say so."""


@page(needs=Permission.SEE_LISTS)
@require_safe
def persons(request: Request, pk: int) -> HttpResponse:
    """The people whom the list changes."""
    return _records(request, pk, "persons", persons_changed)


@page(needs=Permission.SEE_LISTS)
@require_safe
def households(request: Request, pk: int) -> HttpResponse:
    """The households that the list changes."""
    return _records(request, pk, "households", households_changed)


def _records(request: Request, pk: int, subject: str, ask: Callable[..., Page]) -> HttpResponse:
    found = seen(request, pk)
    change = request.GET.get("change", "")
    change = change if change in (*Change.values, CONTRADICTING) else ""
    text = request.GET.get("text", "")[:60]
    shown = ask(found, change=change, text=text, page=number_in(request, "page") or 1)
    words = Shown(pack_of(found.read_under), is_open=False)
    counts = found.counts.get(subject, {})
    return render(
        request,
        "imports/records.html",
        {
            "brought": found,
            "subject": subject,
            "title": spoken(say(f"import_page.changes_of_{subject}")),
            "tabs": _tabs(counts),
            "change": change,
            "text": text,
            "shown": shown,
            "records": [_told(each, words) for each in shown.records],
        },
    )


def _tabs(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Name, label and count of each."""
    tabs = [(each.value, str(each.label), counts.get(each, 0)) for each in Change]
    if contradicting := counts.get(CONTRADICTING, 0):
        tabs.append((CONTRADICTING, spoken(say("import.contradicting")), contradicting))
    return tabs


def _told(record: ChangedRecord, words: Shown) -> Told:
    changed = record.change in (Change.CHANGED, Change.MOVED)
    differences = [
        Difference(words.label(name), words.value(name, before), words.value(name, after))
        for name, before, after in (record.differences if changed else ())
    ]
    contested = record.contested
    sides = Counter(
        tuple((words.label(name), words.value(name, side.get(name))) for name in contested)
        for side in record.sides
        if contested
    )
    return Told(
        record,
        str(record.change.label),
        _TONES.get(record.change, ""),
        record.name,
        masks.id_number(record.id_no),
        differences,
        _problem(record),
        list(sides.items()),
    )


def _problem(record: ChangedRecord) -> str:
    if record.conflict:
        return str(record.conflict.label)
    return spoken(say("import.contradicts")) if record.clashing_fields else ""


@page(needs=Permission.SEE_LISTS)
@require_safe
def aside(request: Request, pk: int) -> HttpResponse:
    """Where each row stands that was set aside, and why."""
    found = seen(request, pk)
    shown = rows_aside(found, page=number_in(request, "page") or 1)
    pack = pack_of(found.read_under)
    rows = [
        {**row, "title": pack.kind_title(str(row["kind"] or "")), "reason": masks.cell(str(row["reason"]))}
        for row in shown.rows
    ]
    may_bring = may(request.user, Permission.BRING_LISTS)
    return render(
        request, "imports/aside.html", {"brought": found, "shown": shown, "rows": rows, "may_bring": may_bring}
    )


@page(needs=Permission.BRING_LISTS)
@require_safe
def aside_workbook(request: Request, pk: int) -> FileResponse:
    """The workbook to mend them in, which may be brought back."""
    found = seen(request, pk)
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the response
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "aside.xlsx"
        rows = write_aside(found, path)
        file.write(path.read_bytes())
    file.seek(0)
    note_export(by=request.user, what="import_aside", rows=rows)
    return as_download(file, spoken(say("import_page.aside_file", number=found.pk)))
