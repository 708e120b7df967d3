"""What the reader does not tell of an xlsx sheet: cells that hold an error such as #N/A, and merged cells.

Error cells come back blank, like empty ones; they are only counted, so that a clerk hears of them. Of merged cells
only the first comes back filled.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

_ERROR_CELL = re.compile(rb'<c [^>]*?\bt="e"')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_LINK = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_CHUNK = 1 << 22
_OVERLAP = 256
"""Longer than the opening tag of a cell, so that one cut by a chunk's end is seen."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells, by index from 0; both ends are part of it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Untold:
    """What the reader does not tell of a sheet."""

    errors: int = 0
    merges: tuple[Merge, ...] = ()


def untold(content: bytes, sheet: str) -> Untold:
    """Error cells and merges of ``sheet``; nothing for workbooks that are not zipped XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = _part(archive, sheet)
            if part is None:
                return Untold()
            with archive.open(part) as stream:
                return _scan(stream)
    except (zipfile.BadZipFile, KeyError):
        return Untold()


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the sheet's part in the archive."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {a.get("Id"): a.get("Target", "") for a in map(_attributes, _LINK.findall(links))}
    for found in map(_attributes, _SHEET.findall(book)):
        if found.get("name") == sheet:
            target = targets.get(found.get("r:id"), "")
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return name if name in archive.namelist() else None
    return None


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _scan(stream: IO[bytes]) -> Untold:
    errors, merges = 0, []
    for window, new in _windows(stream):
        if b't="e"' in window:
            errors += sum(match.end() > new for match in _ERROR_CELL.finditer(window))
        if b"mergeCell " in window:
            merges += [_merge(match) for match in _MERGE.finditer(window) if match.end() > new]
    return Untold(errors, tuple(merges))


def _windows(stream: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """The stream in pieces that overlap, so that a tag cut by a piece's end is seen; where each piece is new."""
    tail = b""
    while chunk := stream.read(_CHUNK):
        yield tail + chunk, len(tail)
        tail = chunk[-_OVERLAP:]


def _merge(found: re.Match[bytes]) -> Merge:
    left, top, right, bottom = found.groups()
    return Merge(int(top) - 1, _column(left), int(bottom) - 1, _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
