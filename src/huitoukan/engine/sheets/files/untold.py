"""What the reader does not tell of an xlsx sheet: error cells such as #N/A, merged cells, and which cells are numbers.

Error cells come back blank, like empty ones; they are only counted, so that a clerk hears of them. Of merged cells
only the first comes back filled. A number cell comes back as text; where it has 15 digits or more it is an ID number
that was stored as a number, and that must be known.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from huitoukan.engine.sheets.files.archive import Archive
from huitoukan.engine.sheets.files.limits import LARGEST_GRID

_LONG = "<v>(?:[0-9]{15}|[0-9](?:\\.[0-9]+)?[Ee]\\+?[0-9]{2})"
"""The value of a number cell; that of a text cell is the place of its text in a list, which is never so long."""
_ERROR, _MERGED = b't="e"', b"mergeCell "
_HINT = f"{_LONG}|{_ERROR.decode()}|{_MERGED.decode()}"
"""What tells something in the XML of a sheet begins or ends so, and little else does."""
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\bt="e"')
_TAG = re.compile(rb"<(?:\w{1,64}:)?")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_NUMBER_CELL = re.compile(rb"<c((?:\s[^>]*)?)>(?:<f[^>]*>(?:[^<]*</f>)?)?")
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension [^>]*?ref="(?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,7})"')
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_START = 1 << 14
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_LINK = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)=["']([^"']*)["']""")
_OVERLAP = 4096
"""Longer than the tags of a cell, so that one cut by a piece's end is seen."""

Place = tuple[int, int]
"""Row and column of a cell, by index from 0."""


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
    long_numbers: frozenset[Place] | None = None
    """The cells that hold a number of 15 digits or more; None where nobody can say."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet as the workbook lists it."""

    name: str
    path: str
    """Of its XML in the archive."""
    is_visible: bool

    @property
    def has_cells(self) -> bool:
        """False: a chart or a macro sheet."""
        return "/worksheets/" in self.path


class Package:
    """The parts of a zipped workbook, opened once for all its sheets."""

    def __init__(self, content: bytes) -> None:
        self.parts: tuple[Part, ...] = ()
        """Of every sheet in order; none where the workbook is not zipped XML."""
        try:
            self._archive = Archive(io.BytesIO(content))
            self.parts = tuple(_parts(self._archive))
        except (OSError, KeyError):
            return
        self._paths = {part.name: part.path for part in self.parts}

    def extent(self, sheet: str) -> tuple[int, int]:
        """Rows and columns that ``sheet`` says it reaches over; its cells are asked where it says none or many."""
        path = self._paths[sheet]
        said = _DIMENSION.search(next(self._archive.pieces(path, _START), b""))
        if said:
            rows, columns = int(said[2]), _column(said[1]) + 1
            if rows * columns <= LARGEST_GRID:
                return rows, columns
        places = (place for window, _ in _windows(self._archive.pieces(path)) for place in _CELL.findall(window))
        corners = [(int(row), _column(letters) + 1) for letters, row in places]
        return max((row for row, _ in corners), default=0), max((column for _, column in corners), default=0)

    def untold(self, sheet: str) -> Untold:
        """What is not told of ``sheet``."""
        if sheet not in self._paths:
            return Untold()
        told = _Told()
        for window, overlap in _windows(self._archive.pieces(self._paths[sheet])):
            told.add(window, overlap)
        return told.untold()


def _parts(archive: Archive) -> Iterator[Part]:
    """Each sheet's part in the archive."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {a.get("Id"): a.get("Target", "") for a in map(_attributes, _LINK.findall(links))}
    present = {part.filename for part in archive.parts}
    for found in map(_attributes, _SHEET.findall(book)):
        target = targets.get(found.get("r:id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path not in present:
            raise KeyError(path)
        yield Part(found.get("name", ""), path, found.get("state", "visible") == "visible")


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


class _Told:
    """What was found in a sheet so far. Each tag is looked at once, however many hints it holds."""

    def __init__(self) -> None:
        self._is_plain = True
        """Whether tags have no prefix, so that every number was seen."""
        self._errors = 0
        self._merges: list[Merge] = []
        self._numbers: list[Place | None] = []
        self._read = 0
        self._error_at = self._number_at = -1
        """Where the tag stands that was last looked at for one."""

    def add(self, window: bytes, overlap: int) -> None:
        """The next piece; what ended within its first ``overlap`` bytes was told by the piece before."""
        start = self._read - overlap
        for at, end in _hints(window):
            if window.startswith(_MERGED, at):
                self._add_merge(window, at, overlap)
            elif end <= overlap:
                continue
            elif window.startswith(_ERROR, at):
                self._add_error(window, at, start)
            else:
                self._add_number(window, at, start)
        self._is_plain = self._is_plain and b":v>" not in window[:_OVERLAP]
        self._read = start + len(window)

    def _add_merge(self, window: bytes, at: int, overlap: int) -> None:
        begin = _before(window, b"<", at)
        found = _MERGE.match(window, begin) if begin >= 0 and _TAG.fullmatch(window, begin, at) else None
        if found and found.end() > overlap:
            self._merges.append(_merge(found))

    def _add_error(self, window: bytes, at: int, start: int) -> None:
        begin = _before(window, b"<", at)
        if begin >= 0 and start + begin != self._error_at:
            self._error_at = start + begin
            self._errors += bool(_ERROR_CELL.match(window, begin))

    def _add_number(self, window: bytes, at: int, start: int) -> None:
        begin = _before(window, b"<c", at)
        if begin < 0:  # a formula is longer than what is looked at
            self._numbers.append(None)
        elif start + begin != self._number_at:
            self._number_at = start + begin
            found = _NUMBER_CELL.fullmatch(window, begin, at)
            said = _attributes(found[1].decode("latin-1")) if found else None
            if said is not None and said.get("t", "n") == "n":
                self._numbers.append(_place(said.get("r", "")))

    def untold(self) -> Untold:
        """All that was found."""
        known = self._is_plain and None not in self._numbers
        numbers = frozenset(place for place in self._numbers if place) if known else None
        return Untold(self._errors, tuple(self._merges), numbers)


def _hints(window: bytes) -> Iterator[tuple[int, int]]:
    """Where in a piece of XML something may be told, by a search that lets other threads work."""
    text = pl.Series([window.decode("latin-1"), ""])  # one value alone is copied by every step
    end = 0
    for hint in text.str.extract_all(_HINT)[0]:
        at = window.index(hint.encode(), end)
        end = at + len(hint)
        yield at, end


def _before(window: bytes, sought: bytes, at: int) -> int:
    """Where ``sought`` last stands before ``at``, not far away; -1 where it does not."""
    return window.rfind(sought, max(0, at - _OVERLAP), at)


def _windows(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """The pieces made to overlap, so that a tag cut by a piece's end is seen; and by how much they do."""
    tail = b""
    for piece in pieces:
        window = tail + piece
        yield window, len(tail)
        tail = window[-_OVERLAP:]


def _place(reference: str) -> Place | None:
    """Of a cell named as in ``AB12``; None for anything else."""
    found = _PLACE.fullmatch(reference)
    return (int(found[2]) - 1, _column(found[1].encode())) if found else None


def _merge(found: re.Match[bytes]) -> Merge:
    left, top, right, bottom = found.groups()
    return Merge(int(top) - 1, _column(left), int(bottom) - 1, _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
