"""Rows that were set aside, mended in our workbook and put back into the folder.

Such a workbook has three columns that say where each row came from. Its rows replace those of the original file and
are not counted again; a row that is no longer the one that was set aside is left as it is.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

import polars as pl

from huitoukan.engine.sheets.files.archive import Archive
from huitoukan.engine.sheets.files.compound import COMPOUND
from huitoukan.engine.sheets.mending.rows import Edited, apply_edits
from huitoukan.engine.sheets.recognition.understanding import Sheet, Understood, Unknown
from huitoukan.engine.sheets.typed.rows import WHO
from huitoukan.messages import Message, say
from huitoukan.policy.models import FieldType

SOURCE_FILE = "来源文件"
SOURCE_SHEET = "来源表"
SOURCE_ROW = "来源行"
SOURCE_COLUMNS = (SOURCE_FILE, SOURCE_SHEET, SOURCE_ROW)
DECISION = "决定"
"""A column of the review workbook: that one is read as decisions, never as a list."""
SHOWN_ROWS = 5

_TELLING = (FieldType.NAME, FieldType.ID_NO, FieldType.PHONE)
_SEARCHED = 1 << 18
"""A header stands at the start of a sheet or text file …"""
_WHOLE = ("xl/sharedstrings.xml", "xl/sharedstrings.bin", "content.xml")
"""… but its words may stand anywhere among the texts of a workbook."""
_WRITTEN = tuple(SOURCE_FILE.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"))
Place = tuple[str, str]


def may_be_mended(path: Path) -> bool:
    """Whether the file may hold our columns: a quick look, so that lists need not be read twice."""
    try:
        with path.open("rb") as file:
            if zipfile.is_zipfile(file):
                archive = Archive(file)
                return any(_holds_columns(archive, part.filename) for part in archive.parts)
            file.seek(0)
            start = file.read(_SEARCHED)
            content = start + file.read() if start.startswith(COMPOUND) else start
            return any(word in content for word in _WRITTEN)
    except OSError:
        return False  # what is wrong with it is told when it is read


def our_columns(sheet: Sheet) -> list[str]:
    """The headers of a sheet we wrote; nothing for any other sheet."""
    header = sheet.header if isinstance(sheet, (Understood, Unknown)) else None
    titles = [each.title for each in header.headers] if header else []
    return titles if set(SOURCE_COLUMNS) <= set(titles) else []


class Mended:
    """The mended rows of all our workbooks, by the sheet they came from."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._books: dict[Place, pl.DataFrame] = {}
        edits: dict[Place, list[pl.DataFrame]] = {}
        for sheet in sheets:
            titles = our_columns(sheet)
            if isinstance(sheet, (Understood, Unknown)) and titles and DECISION not in titles:
                rows = _rows(sheet, titles)
                self._books[sheet.grid.file, sheet.grid.sheet] = rows.select(SOURCE_FILE, SOURCE_SHEET)
                for key, part in rows.partition_by(SOURCE_FILE, SOURCE_SHEET, as_dict=True, include_key=False).items():
                    edits.setdefault((str(key[0]), str(key[1])), []).append(part)
        self._edits = {
            place: pl.concat(parts, how="diagonal").unique("row", keep="last", maintain_order=True)
            for place, parts in edits.items()
        }

    def apply(self, sheet: Understood) -> tuple[pl.DataFrame, tuple[Message, ...]]:
        """The data rows of ``sheet`` with mended cells in place, and what is to be said about it."""
        rows, edits = sheet.rows.frame, self._edits.get((sheet.grid.file, sheet.grid.sheet))
        if edits is None:
            return rows, ()
        titles = number_titles([header.title for header in sheet.header.headers])
        telling = {
            sheet.match.columns[name]
            for name, field in sheet.match.kind.fields.items()
            if name in sheet.match.columns and (field.type in _TELLING or field.role in WHO)
        }
        known = [Edited(f"c{at}", title, at in telling) for at, title in enumerate(titles) if title in edits.columns]
        result = apply_edits(rows, edits, known)
        told = []
        if result.applied:
            told.append(say("sheets.rows_mended", count=result.applied))
        if result.strangers:
            shown = list(result.strangers[:SHOWN_ROWS])
            told.append(say("sheets.mended_strangers", count=len(result.strangers), rows=shown))
        return result.rows, tuple(told)

    def note(self, file: str, sheet: str, lists: Collection[Place]) -> Message | None:
        """What became of the rows of one of our workbooks, where ``lists`` are used; None for any other sheet."""
        rows = self._books.get((file, sheet))
        if rows is None:
            return None
        here = all(place in lists for place in rows.unique().iter_rows())
        return say("sheets.mended_workbook" if here else "sheets.mended_orphans", count=rows.height)


def number_titles(titles: Sequence[str]) -> list[str]:
    """Titles made different: the second 备注 becomes 备注 2, so that columns can be named by them."""
    seen: Counter[str] = Counter()
    named = []
    for title in titles:
        seen[title] += 1
        named.append(title if seen[title] == 1 else f"{title} {seen[title]}")
    return named


def _holds_columns(archive: Archive, part: str) -> bool:
    name, tail, seen = part.lower(), b"", 0
    whole = name in _WHOLE
    if not whole and "worksheets/" not in name:
        return False
    word = SOURCE_FILE.encode("utf-16-le" if name.endswith(".bin") else "utf-8")
    for piece in archive.pieces(part, _SEARCHED):
        window = tail + piece
        if word in window:
            return True
        tail, seen = window[-len(word) :], seen + len(piece)
        if not whole and seen >= _SEARCHED:
            return False
    return False


def _rows(sheet: Understood | Unknown, titles: Sequence[str]) -> pl.DataFrame:
    cells = sheet.grid.cells.slice(sheet.header.last + 1 if sheet.header else 0)
    named = cells.rename(dict(zip(cells.columns, number_titles(titles), strict=True)))
    row = pl.col(SOURCE_ROW).cast(pl.Float64, strict=False).cast(pl.Int32, strict=False).alias("row")
    return named.with_columns(row, pl.col(SOURCE_SHEET).fill_null("")).filter(pl.col("row").is_not_null())
