"""The spreadsheets of a folder: which there are, and what each really is, whatever its name says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huitoukan.engine.sheets.delimited import read_delimited
from huitoukan.engine.sheets.grid import Grid, LeftOut
from huitoukan.engine.sheets.workbooks import read_workbook
from huitoukan.messages import Mendable, say

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".tsv"})
RUN_MARKER = "run.json"
"""A folder with this file holds what an earlier run wrote: it is no input."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLS_ENCRYPTED = b"\x2f\x00\x36\x00"
"""A FILEPASS record of 54 bytes: an xls workbook with a password."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file as it lies in the folder; ``name`` is its path there, with ``/``."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Of the whole content."""
        return hashlib.sha256(self.content).hexdigest()


def list_files(folder: Path, exclude: Path | None = None) -> list[Path]:
    """The spreadsheets under ``folder`` by path; raises ``Mendable`` when there is none.

    Lock files (``~$…``), hidden files and the outputs of earlier runs are passed over.
    """
    if not folder.is_dir():
        raise Mendable(say("sheets.no_folder", folder=str(folder)))
    passed_over = exclude.resolve() if exclude else None
    found = sorted(_walk(folder, passed_over), key=lambda path: path.relative_to(folder).as_posix())
    if not found:
        raise Mendable(say("sheets.folder_empty", folder=str(folder)))
    return found


def read_sheets(file: InputFile) -> list[Grid | LeftOut]:
    """Every sheet of ``file`` by what its content is; raises ``Mendable`` when it is nothing readable."""
    content = file.content
    if not content.strip(b"\0 \r\n\t"):
        raise Mendable(say("sheets.file_empty", file=file.name))
    if content.startswith(_ZIP):
        return list(read_workbook(content, file.name))
    if content.startswith(_OLE):
        if _ENCRYPTED in content or _XLS_ENCRYPTED in content[:8192]:
            raise Mendable(say("sheets.encrypted", file=file.name))
        return list(read_workbook(content, file.name))
    return [_read_text(file)]


def _read_text(file: InputFile) -> Grid | LeftOut:
    start = file.content[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<div")):
        raise Mendable(say("sheets.html", file=file.name))
    if start.startswith((b"<?xml", b"<workbook")):
        raise Mendable(say("sheets.xml", file=file.name))
    sheet = Path(file.name).stem
    grid = read_delimited(file.content, file.name, sheet)
    return grid if grid.cells.height else LeftOut(file.name, sheet, say("sheets.empty"))


def _walk(folder: Path, exclude: Path | None) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "~$")) or (exclude and entry.resolve() == exclude):
            continue
        if entry.is_dir():
            if not (entry / RUN_MARKER).exists():
                yield from _walk(entry, exclude)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry
