"""What a person has said about sheets: a TOML file that settles unknown and ambiguous ones for good.

::

    [[sheet]]
    file = "务工台账*.xlsx"     # * stands for anything, so next month's file is meant as well
    sheet = "*"
    kind = "work"               # or "ignore": this sheet is no list
    header_row = 3              # optional; as the spreadsheet program numbers rows
    [sheet.columns]
    "打工地" = "place"          # header = field; "" leaves a column out

An entry is applied to a sheet whose file and name fit and which has every header that is named.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from huitoukan.engine.sheets.files.grid import Grid
from huitoukan.engine.sheets.recognition.header_rows import HeaderRows, headers_at, top_rows
from huitoukan.engine.sheets.recognition.headers import Header, normal
from huitoukan.messages import Mendable, Message, say
from huitoukan.policy.models import Pack

IGNORE = "ignore"
_KEYS = {"file": str, "sheet": str, "kind": str, "header_row": int, "columns": dict}
_START = re.compile(r"""^\s*\[\[\s*["']?sheet["']?\s*\]\]""")
_INLINE = re.compile(r"""^\s*["']?sheet["']?\s*=""")
_ENTRY = "[[sheet]]"
_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """One entry: which sheets it is about and how they are read."""

    file: str
    sheet: str
    kind: str
    header_row: int | None
    columns: Mapping[str, str]
    source: str
    """Name of the mapping file, for messages."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line of each key (and each header) in the mapping file."""

    @property
    def ignore(self) -> bool:
        """Whether the sheet is left out."""
        return self.kind == IGNORE

    def fits(self, grid: Grid, rows: Sequence[Sequence[str]]) -> bool:
        """Whether the entry is about ``grid``, of which ``rows`` are the first."""
        name = PurePosixPath(grid.file)
        file_fits = fnmatchcase(grid.file, self.file) or fnmatchcase(name.name, self.file)
        if not file_fits or not fnmatchcase(grid.sheet, self.sheet):
            return False
        written = {normal(cell) for row in rows for cell in row}
        return self.header_row is not None or all(_own(header) in written for header in self.columns)

    def find_header(self, rows: Sequence[Sequence[str]]) -> HeaderRows | None:
        """The row that has every header the entry names."""
        wanted = {_own(header) for header in self.columns}
        for index, row in enumerate(rows):
            if wanted and wanted <= {normal(cell) for cell in row}:
                return headers_at(rows, index)
        return None

    def forced(self, headers: Sequence[Header]) -> dict[int, str | None]:
        """Position of each named header → its field, None where the column is left out."""
        said = {normal(header): name or None for header, name in self.columns.items()}
        own = {_own(header): name or None for header, name in self.columns.items()}
        found: dict[int, str | None] = {}
        for at, header in enumerate(headers):
            for key, names in ((normal(header.title), said), (normal(header.text), own)):
                if key in names and names[key] not in found.values():
                    found.setdefault(at, names[key])
        return found


@dataclass(frozen=True, slots=True)
class SheetMappings:
    """All entries of a mapping file; the first that fits a sheet counts."""

    entries: tuple[SheetMapping, ...]

    def about(self, grid: Grid) -> SheetMapping | None:
        """The entry for ``grid``."""
        rows = top_rows(grid.cells)
        return next((entry for entry in self.entries if entry.fits(grid, rows)), None)

    def check(self, pack: Pack) -> None:
        """Raises ``Mendable`` for a kind or field that ``pack`` does not have."""
        for entry in self.entries:
            if entry.ignore:
                continue
            if entry.kind not in pack.kinds:
                raise Mendable(_unknown(entry, "kind", entry.kind, [*pack.kinds, IGNORE], "sheets.mapping_kind"))
            fields = pack.kinds[entry.kind].fields
            for header, name in entry.columns.items():
                if name and name not in fields:
                    raise Mendable(_unknown(entry, header, name, list(fields), "sheets.mapping_field"))


def load_mapping(path: Path) -> SheetMappings:
    """The entries of the mapping file at ``path``; raises ``Mendable`` naming the line of a mistake."""
    try:
        text = path.read_text("utf-8-sig")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise Mendable(say("sheets.mapping_unopened", file=path.name)) from error
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        at = int(line[1]) if line else text.count("\n") + 1
        raise Mendable(say("sheets.mapping_syntax", file=path.name, line=at, reason=str(error))) from error
    entries = data.pop("sheet", [])
    if data or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Mendable(say("sheets.mapping_key", file=path.name, line=1, key=next(iter(data), "sheet")))
    places = _places(text, len(entries))
    return SheetMappings(tuple(_entry(path.name, raw, lines) for raw, lines in zip(entries, places, strict=True)))


def _entry(source: str, raw: dict[str, Any], lines: Mapping[str, int]) -> SheetMapping:
    for key, value in raw.items():
        right = key in _KEYS and isinstance(value, _KEYS[key]) and not isinstance(value, bool)
        if not right or (key == "columns" and not all(isinstance(v, str) for v in value.values())):
            raise Mendable(say("sheets.mapping_key", file=source, line=lines.get(key, lines[_ENTRY]), key=key))
    for key in ("file", "kind"):
        if key not in raw:
            raise Mendable(say("sheets.mapping_lacks", file=source, line=lines[_ENTRY], key=key))
    row = raw.get("header_row", 1)
    if row < 1:
        raise Mendable(
            say("sheets.mapping_header_row", file=source, line=lines.get("header_row", lines[_ENTRY]), row=row)
        )
    return SheetMapping(
        raw["file"], raw.get("sheet", "*"), raw["kind"], raw.get("header_row"), raw.get("columns", {}), source, lines
    )


def _places(text: str, count: int) -> list[dict[str, int]]:
    """For each of ``count`` entries, the line of its start and of each key; entries in one list share its line."""
    places: list[dict[str, int]] = []
    inline = 1
    for number, line in enumerate(text.splitlines(), start=1):
        if _START.match(line):
            places.append({_ENTRY: number})
        elif _INLINE.match(line):
            inline = number
        elif places and "=" in line and not line.lstrip().startswith("#"):
            places[-1][line.split("=")[0].strip().strip("\"'")] = number
    return places if len(places) == count else [{_ENTRY: inline}] * count


def _unknown(entry: SheetMapping, key: str, name: str, known: Sequence[str], sentence: str) -> Message:
    near = get_close_matches(name, known, n=1, cutoff=0.0)
    line = entry.lines.get(key, entry.lines.get(_ENTRY, 1))
    return say(sentence, file=entry.source, line=line, name=name, kind=entry.kind, near=near[0])


def _own(header: str) -> str:
    """The normal form of a header's own level."""
    return normal(header.rsplit("/", 1)[-1])
