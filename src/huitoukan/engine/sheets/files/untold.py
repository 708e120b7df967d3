"""What the reader does not tell of an xlsx sheet: cells that hold an error such as #N/A, merged cells, long numbers.

Error cells come back blank, like empty ones; they are only counted, so that a clerk hears of them. Of merged cells
only the first comes back filled. A number of 15 digits or more is an ID number that was stored as a number: whether
there is one at all tells whether it is worth asking which cells hold numbers.
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
_LONG_NUMBER = re.compile(rb"v>(?:\d{15}|\d(?:\.\d+)?[Ee]\+?\d\d)")
"""The value of a number cell; that of a text cell is the place of its text in a list, which is never so long."""
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
    long_numbers: bool = True
    """Whether a number cell may have 15 digits or more; True as well where nobody can say."""


class Package:
    """The parts of a zipped workbook, opened once for all its sheets."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            self._parts = _parts(self._archive)
        except (zipfile.BadZipFile, KeyError):
            self._parts = {}

    def untold(self, sheet: str) -> Untold:
        """What is not told of ``sheet``; nothing where the workbook is not zipped XML."""
        if sheet not in self._parts:
            return Untold()
        try:
            with self._archive.open(self._parts[sheet]) as stream:
                return _scan(stream)
        except zipfile.BadZipFile:
            return Untold()


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's part in the archive."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {a.get("Id"): a.get("Target", "") for a in map(_attributes, _LINK.findall(links))}
    present, parts = set(archive.namelist()), {}
    for found in map(_attributes, _SHEET.findall(book)):
        target = targets.get(found.get("r:id"), "")
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if name in present:
            parts[found.get("name", "")] = name
    return parts


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _scan(stream: IO[bytes]) -> Untold:
    errors, merges, long_numbers = 0, [], False
    for window, new in _windows(stream):
        if b't="e"' in window:
            errors += sum(match.end() > new for match in _ERROR_CELL.finditer(window))
        if b"mergeCell " in window:
            merges += [_merge(match) for match in _MERGE.finditer(window) if match.end() > new]
        long_numbers = long_numbers or _LONG_NUMBER.search(window) is not None
    return Untold(errors, tuple(merges), long_numbers)


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
