"""What a file really is, whatever its name says, and its sheets."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huitoukan.engine.sheets.files.archive import ZIPPED
from huitoukan.engine.sheets.files.compound import COMPOUND
from huitoukan.engine.sheets.files.delimited import read_delimited
from huitoukan.engine.sheets.files.grid import Grid, LeftOut
from huitoukan.engine.sheets.files.limits import check_size
from huitoukan.engine.sheets.files.old_xml import read_old_xml
from huitoukan.engine.sheets.files.web_pages import STARTS, read_web_page
from huitoukan.engine.sheets.files.workbooks import read_workbook
from huitoukan.messages import Mendable, say

_OTHER_FORMATS = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"Rar!": "RAR", b"7z\xbc\xaf": "7z"}


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file as it lies in the folder; ``name`` is its path there, with ``/``."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Of the whole content."""
        return hashlib.sha256(self.content).hexdigest()


def open_file(path: Path, name: str) -> InputFile:
    """The file at ``path``; raises ``Mendable`` when it cannot be read, or is larger than any list."""
    try:
        check_size(path.stat().st_size, name)
        return InputFile(name, path.read_bytes())
    except OSError as error:
        raise Mendable(say("sheets.unopened", file=name, reason=error.strerror or "")) from error


def read_sheets(file: InputFile) -> Iterator[Grid | LeftOut]:
    """Every sheet of ``file`` by what its content is; raises ``Mendable`` when it is nothing readable."""
    if not file.content.strip(b"\0 \r\n\t"):
        raise Mendable(say("sheets.file_empty", file=file.name))
    if file.content.startswith((ZIPPED, COMPOUND)):
        yield from read_workbook(file.content, file.name)
    else:
        yield from _read_text(file)


def _read_text(file: InputFile) -> Iterator[Grid | LeftOut]:
    for mark, what in _OTHER_FORMATS.items():
        if file.content.startswith(mark):
            raise Mendable(say("sheets.other_format", file=file.name, what=what))
    start = file.content[:8192]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "ignore").encode()
    start = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(STARTS) or (start.startswith(b"<?xml") and b"<html" in start):
        yield from read_web_page(file.content, file.name)
    elif start.startswith((b"<?xml", b"<workbook", b"<ss:workbook")):
        yield from _some(read_old_xml(file.content, file.name), file.name)
    else:
        sheet = Path(file.name).stem
        grid = read_delimited(file.content, file.name, sheet)
        yield grid if grid.cells.height else LeftOut(file.name, sheet, say("sheets.empty"))


def _some(sheets: Iterator[Grid | LeftOut], file: str) -> Iterator[Grid | LeftOut]:
    """XML without a single sheet is no spreadsheet."""
    none = True
    for sheet in sheets:
        none = False
        yield sheet
    if none:
        raise Mendable(say("sheets.xml", file=file))
