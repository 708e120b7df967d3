"""Workbooks of ours that people filled in and handed back, as grids: not lists, so nothing is recognised in them."""

from __future__ import annotations

from pathlib import Path

from huitoukan.engine.sheets.files.contents import InputFile, read_sheets
from huitoukan.engine.sheets.files.grid import Grid
from huitoukan.messages import Mendable, say


def read_filled_in(path: Path) -> list[Grid]:
    """The visible sheets of ``path`` that have cells; at least one.

    Raises :class:`Mendable` for a file that is not there, cannot be read or is empty.
    """
    if not path.is_file():
        raise Mendable(say("sheets.filled_in_absent", file=str(path)))
    try:
        file = InputFile(path.name, path.read_bytes())
    except OSError as fault:
        raise Mendable(say("sheets.unopened", file=path.name, reason=fault.strerror or "")) from fault
    grids = [sheet for sheet in read_sheets(file) if isinstance(sheet, Grid)]
    if not grids:
        raise Mendable(say("sheets.file_empty", file=path.name))
    return grids
