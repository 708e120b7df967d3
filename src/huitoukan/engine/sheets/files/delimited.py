"""Comma, tab or semicolon separated text, in the encodings that offices save."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

import polars as pl

from huitoukan.engine.sheets.files.encodings import decode
from huitoukan.engine.sheets.files.grid import Grid, tidy
from huitoukan.messages import Mendable, Message, say

_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 50
_SAMPLE_BYTES = 400_000
_LONGEST_CELL = 10_000_000
_BLOCK_BYTES = 1 << 23
_BLOCK_RECORDS = 50_000
"""Text is taken in blocks, because its cells as objects need many times the room of the text."""
_WIDTH = "width"


def read_delimited(content: bytes, file: str, sheet: str) -> Grid:
    """The records of a text file; row numbers count records, as a spreadsheet program shows them.

    Raises ``Mendable`` when the bytes are no text in UTF-8, UTF-16 or GB18030.
    """
    text = decode(content, file)
    try:
        blocks = list(_quoted_blocks(text.utf8) if b'"' in text.utf8 else _plain_blocks(text.utf8))
    except csv.Error as error:
        raise Mendable(say("sheets.not_text", file=file)) from error
    if not blocks:
        return Grid(file, sheet, pl.DataFrame())
    records = pl.concat(blocks, how="diagonal")
    cells = records.select(f"c{at}" for at in range(records.width - 1))
    spoilt = (say("sheets.spoilt_characters", count=text.spoilt),) if text.spoilt else ()
    return Grid(file, sheet, cells, warnings=(*spoilt, *_ragged(records[_WIDTH], cells)))


def _plain_blocks(text: bytes) -> Iterator[pl.DataFrame]:
    """Records of a text without quotation marks: its lines, split as sets."""
    delimiter = _delimiter(text)
    start = 0
    while start < len(text):
        end = text.find(b"\n", start + _BLOCK_BYTES)
        end = len(text) if end < 0 else end + 1
        block = text[start:end].replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n")
        lines = pl.Series([block]).cast(pl.String).str.split("\n").explode()
        marks = lines.str.count_matches(delimiter, literal=True)
        widths = pl.select(pl.when(lines != "").then(marks.cast(pl.Int64) + 1).otherwise(0)).to_series()
        names = [f"c{i}" for i in range(int(marks.max() or 0) + 1)]  # type: ignore[arg-type]  # a number or null
        split = lines.str.split(delimiter).list.to_struct(fields=names).struct.unnest()
        yield tidy(split).with_columns(widths.alias(_WIDTH))
        start = end


def _quoted_blocks(text: bytes) -> Iterator[pl.DataFrame]:
    """Records of a text with quotation marks, in which a cell may go on over lines."""
    csv.field_size_limit(_LONGEST_CELL)
    delimiter, stream = _delimiter(text), io.TextIOWrapper(io.BytesIO(text), "utf-8", newline="")
    records: Iterator[list[str]]
    if text.count(b'"') % 2:  # one is never closed and would swallow the rest: then they mean nothing
        loose = csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        records = ([cell.strip('"') for cell in record] for record in loose)
    else:
        records = csv.reader(stream, delimiter=delimiter)
    while block := list(islice(records, _BLOCK_RECORDS)):
        yield _block(block)


def _block(records: Sequence[Sequence[str]]) -> pl.DataFrame:
    widths = pl.Series(_WIDTH, [len(record) for record in records], dtype=pl.Int64)
    columns = list(zip_longest(*records, fillvalue="")) or [("",) * len(records)]
    cells = pl.DataFrame([pl.Series(f"c{i}", column, dtype=pl.String) for i, column in enumerate(columns)])
    return tidy(cells).with_columns(widths)


def _delimiter(text: bytes) -> str:
    start = text[:_SAMPLE_BYTES].decode("utf-8", "ignore")
    lines = [line for line in start.splitlines()[:_SAMPLE_LINES] if line.strip()]
    return max(_DELIMITERS, key=lambda mark: sorted(line.count(mark) for line in lines)[len(lines) // 2 :][:1])


def _ragged(widths: pl.Series, cells: pl.DataFrame) -> tuple[Message, ...]:
    """Says how many lines have more or fewer cells than most (titles above and blank lines do not count)."""
    common = widths.filter(widths > 1).to_frame().group_by(_WIDTH, maintain_order=True).len()
    if not common.height:
        return ()
    width = int(common.sort("len", descending=True, maintain_order=True)[_WIDTH][0])
    said, beyond = pl.any_horizontal(pl.col(cells.columns).is_not_null()), cells.columns[width:]
    body = cells.with_columns(widths).slice(int((widths == width).arg_max() or 0)).filter(said)
    longer = body.filter(pl.any_horizontal(pl.col(beyond).is_not_null())).height if beyond else 0
    shorter = body.filter((pl.col(_WIDTH) > 1) & (pl.col(_WIDTH) < width)).height
    if not longer and not shorter:
        return ()
    return (say("sheets.ragged", longer=longer, shorter=shorter, width=width),)
