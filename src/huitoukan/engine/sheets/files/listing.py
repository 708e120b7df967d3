"""The spreadsheets of a folder: which there are, and why others are left out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huitoukan.engine.sheets.files.grid import LeftOut
from huitoukan.messages import Mendable, say

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".tsv"})
RUN_MARKER = "run.json"
RUN_KEY = "huitoukan"
"""A folder whose ``run.json`` has this key holds what an earlier run wrote: it is no input."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds."""

    paths: tuple[Path, ...]
    """The spreadsheets, in the order of their paths."""
    left_out: tuple[LeftOut, ...]
    """Folders and links that were not gone into, and why."""


def list_files(folder: Path, exclude: Path | None = None) -> Listing:
    """The spreadsheets under ``folder``; raises ``Mendable`` when there is none.

    Lock files (``~$…``), hidden files and the folder ``exclude`` are passed over; outputs of earlier runs and links are
    left out with a reason. A link leads to what is read anyway, or round in a circle, or out of the folder.
    """
    if not folder.is_dir():
        raise Mendable(say("sheets.no_folder", folder=str(folder)))
    found = list(_walk(folder, folder, exclude.resolve() if exclude else None))
    paths = sorted((p for p in found if isinstance(p, Path)), key=lambda path: path.relative_to(folder).as_posix())
    left_out = sorted((each for each in found if isinstance(each, LeftOut)), key=lambda each: each.file)
    if not paths:
        raise Mendable(say("sheets.folder_empty", folder=str(folder)))
    return Listing(tuple(paths), tuple(left_out))


def name_of(path: Path, folder: Path) -> str:
    """The path of a file in its folder, with ``/``, as it is told and kept.

    Names unpacked from an archive made on another system may be no UTF-8; they are GB18030 then.
    """
    name = path.relative_to(folder).as_posix()
    return name if _is_text(name) else os.fsencode(name).decode("gb18030", "replace")


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _walk(folder: Path, top: Path, exclude: Path | None) -> Iterator[Path | LeftOut]:
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        name = name_of(folder, top)
        yield LeftOut(name, "", say("sheets.unopened", file=name, reason=error.strerror or ""))
        return
    for entry in entries:
        name, listed = name_of(entry, top), entry.suffix.lower() in SUFFIXES
        if entry.name.startswith((".", "~$")) or (exclude and entry.resolve() == exclude):
            continue
        if entry.is_symlink() and entry.is_dir():
            yield LeftOut(name, "", say("sheets.link"))
        elif entry.is_dir() and _is_output(entry):
            yield LeftOut(name, "", say("sheets.earlier_output"))
        elif entry.is_dir():
            yield from _walk(entry, top, exclude)
        elif listed:
            yield entry


def _is_output(folder: Path) -> bool:
    """Whether an earlier run of ours wrote the folder."""
    try:
        found = json.loads((folder / RUN_MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and RUN_KEY in found
