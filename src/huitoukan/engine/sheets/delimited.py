"""Comma, tab or semicolon separated text, in the encodings that offices save."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import zip_longest

import polars as pl

from huitoukan.engine.sheets.grid import Grid, no_number_cells, tidy
from huitoukan.messages import Mendable, Message, say

_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 50
_LONGEST_CELL = 10_000_000


def read_delimited(content: bytes, file: str, sheet: str) -> Grid:
    """The records of a text file; row numbers count records, as a spreadsheet program shows them.

    Raises ``Mendable`` when the bytes are no text in UTF-8, UTF-16 or GB18030.
    """
    text = decode(content, file)
    records = _records(text)
    width = max(map(len, records), default=0)
    columns = list(zip_longest(*records, fillvalue=""))
    cells = pl.DataFrame({f"c{i}": list(column) for i, column in enumerate(columns)})
    cells = tidy(cells.cast(pl.String)) if width else pl.DataFrame()
    return Grid(file, sheet, cells, no_number_cells(cells), _ragged(records))


def decode(content: bytes, file: str) -> str:
    """The text of ``content``: by its byte order mark, else UTF-8, else GB18030."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Mendable(say("sheets.not_text", file=file))


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def _records(text: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    delimiter = _delimiter(text)
    if text.count('"') % 2:  # one is never closed and would swallow the rest: then they mean nothing
        loose = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        return [[cell.strip('"') for cell in record] for record in loose]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _delimiter(text: str) -> str:
    lines = [line for line in text[:200_000].splitlines()[:_SAMPLE_LINES] if line.strip()]
    return max(_DELIMITERS, key=lambda mark: sorted(line.count(mark) for line in lines)[len(lines) // 2 :][:1])


def _ragged(records: list[list[str]]) -> tuple[Message, ...]:
    """Says how many lines have more or fewer cells than most (titles above and blank lines do not count)."""
    widths = [len(r) for r in records]
    usual = Counter(w for w in widths if w > 1).most_common(1)
    if not usual or usual[0][0] not in widths:
        return ()
    width = usual[0][0]
    body = [r for r in records[widths.index(width) :] if any(cell.strip() for cell in r)]
    longer = sum(any(cell.strip() for cell in r[width:]) for r in body)
    shorter = sum(1 < len(r) < width for r in body)
    if not longer and not shorter:
        return ()
    return (say("sheets.ragged", longer=longer, shorter=shorter, width=width),)
