"""Typed lists and reports: what reading leaves behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from huitoukan.engine.results import ROW_COLUMNS, UNREADABLE, Cleaned, FileReport, SheetReport, Sheets
from huitoukan.engine.sheets.files.grid import LeftOut
from huitoukan.engine.sheets.mending.mended import Mended
from huitoukan.engine.sheets.recognition.data_rows import count_rows
from huitoukan.engine.sheets.recognition.draft import draft_entry, draft_mapping
from huitoukan.engine.sheets.recognition.understanding import Unknown
from huitoukan.engine.sheets.typed.lists import OurOwn, Ready, TypedList
from huitoukan.messages import Message, say
from huitoukan.policy.models import Pack


class Writer:
    """Takes the files of a run in order; each sheet is numbered, written and reported, and nothing of it is kept."""

    def __init__(self, work: Path, pack: Pack) -> None:
        self._work, self._pack = work, pack
        self._rows: dict[str, int] = defaultdict(int)
        self._lists: dict[str, list[Path]] = defaultdict(list)
        self._raw: dict[tuple[str, str], Path] = {}
        self._headers: dict[tuple[str, str], tuple[str, ...]] = {}
        self._present: dict[str, set[str]] = defaultdict(set)
        self._unreadable: list[pl.DataFrame] = [pl.DataFrame(schema=UNREADABLE)]
        self._files: list[FileReport] = []
        self._reports: list[SheetReport] = []
        self._cleaned: list[Cleaned] = []
        self._draft: list[str] = []
        (work / "lists").mkdir(parents=True, exist_ok=True)

    def add_file(self, report: FileReport, sheets: Sequence[Ready]) -> None:
        """The next file and its sheets."""
        self._files.append(report)
        for sheet in sheets:
            self.add(sheet)

    def add(self, sheet: Ready) -> None:
        """The next sheet, whatever became of it."""
        if isinstance(sheet, LeftOut):
            self._reports.append(_nothing_read(sheet.file, sheet.sheet, sheet.note))
        elif isinstance(sheet, OurOwn):
            # what became of mended rows is known, and said, when all lists are read
            note = say("sheets.review_workbook") if sheet.is_review else None
            self._reports.append(_nothing_read(sheet.file, sheet.sheet, note))
        elif isinstance(sheet, Unknown):
            self._add_unknown(sheet)
        else:
            self._add_list(sheet)

    def finish(self, mended: Mended) -> Sheets:
        """Everything that was added, and what became of the rows that came back ``mended``."""
        unreadable = self._work / "unreadable.parquet"
        pl.concat(self._unreadable).write_parquet(unreadable)
        return Sheets(
            lists={kind: tuple(paths) for kind, paths in self._lists.items()},
            raw=self._raw,
            headers=self._headers,
            present={kind: frozenset(fields) for kind, fields in self._present.items()},
            unreadable=unreadable,
            files=tuple(self._files),
            sheets=tuple(replace(r, note=mended.note(r.file, r.sheet, self._raw) or r.note) for r in self._reports),
            cleaned=tuple(self._cleaned),
            mapping_draft=draft_mapping(self._draft, self._pack) if self._draft else None,
        )

    def _add_unknown(self, sheet: Unknown) -> None:
        grid, header = sheet.grid, sheet.header
        count = 0 if sheet.ignored else count_rows(grid.filled_down(header.last if header else -1), header)
        row = header.last + 1 if header else None
        if header:
            self._headers[grid.file, grid.sheet] = tuple(each.title for each in header.headers)
        self._reports.append(
            SheetReport(grid.file, grid.sheet, None, row, sheet.guesses, count, 0, sheet.note, grid.warnings)
        )
        if not sheet.ignored:
            self._draft.append(draft_entry(sheet, self._pack))

    def _add_list(self, typed: TypedList) -> None:
        sheet, typing = typed.sheet, typed.typing
        kind, place = sheet.match.kind.id, (sheet.grid.file, sheet.grid.sheet)
        self._raw[place] = typed.raw
        self._headers[place] = tuple(header.title for header in sheet.header.headers)
        unreadable = 0
        for part in typing.parts():
            self._write_list(kind, part.usable)
            self._unreadable.append(part.unreadable)
            unreadable += part.unreadable.height
        self._present[kind].update(sheet.match.columns)
        self._cleaned += typing.cleaned()
        self._reports.append(
            SheetReport(
                *place,
                kind=kind,
                header_row=sheet.header.last + 1,
                guesses=sheet.guesses,
                rows_read=typed.count,
                rows_unreadable=unreadable,
                warnings=(*sheet.warnings, *typed.mended, *typing.warnings()),
            )
        )

    def _write_list(self, kind: str, usable: pl.DataFrame) -> None:
        path = self._work / "lists" / f"{kind}-{len(self._lists[kind]):04}.parquet"
        numbered = usable.with_row_index("row_id", offset=self._rows[kind]).cast({"row_id": pl.Int64})
        numbered.select(*ROW_COLUMNS, pl.exclude(*ROW_COLUMNS)).write_parquet(path, compression="uncompressed")
        self._lists[kind].append(path)
        self._rows[kind] += usable.height


def _nothing_read(file: str, sheet: str, note: Message | None) -> SheetReport:
    return SheetReport(file, sheet, None, None, (), 0, 0, note)
