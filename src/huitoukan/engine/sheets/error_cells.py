"""How many cells of an xlsx sheet hold an error such as #N/A.

The reader gives such cells back blank, like empty ones. Here they are only counted, so that a clerk hears of them.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import IO

_ERROR_CELL = re.compile(rb'<c [^>]*?\bt="e"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_LINK = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_CHUNK = 1 << 22
_OVERLAP = 256
"""Longer than the opening tag of a cell, so that one cut by a chunk's end is seen."""


def count_error_cells(content: bytes, sheet: str) -> int:
    """Error cells of ``sheet``; 0 for workbooks that are not zipped XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = _part(archive, sheet)
            if part is None:
                return 0
            with archive.open(part) as stream:
                return _count(stream)
    except (zipfile.BadZipFile, KeyError):
        return 0


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


def _count(stream: IO[bytes]) -> int:
    count, tail = 0, b""
    while chunk := stream.read(_CHUNK):
        if b't="e"' in (window := tail + chunk):
            count += sum(match.end() > len(tail) for match in _ERROR_CELL.finditer(window))
        tail = chunk[-_OVERLAP:]
    return count
