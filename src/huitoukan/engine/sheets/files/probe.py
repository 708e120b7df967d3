"""Whether the reader survives a workbook: tried in a process of its own before the workbook is opened in ours.

A damaged workbook of the old kind can make the reader ask for more memory than there is, which ends the process, or
never come back. This file is run by its path with nothing of ours imported, so that a trial takes a tenth of a second.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys

LARGEST_MEMORY = 8 << 30
"""Bytes that the trial may take: a full sheet of the old kind takes half of one billion."""
LONGEST = 120
"""Seconds that the trial may take: no sound workbook takes ten."""


def survives(content: bytes) -> bool:
    """Whether a process that reads ``content`` ends by itself; what it finds wrong is no matter here."""
    try:
        line = [sys.executable, "-I", __file__]
        tried = subprocess.run(line, input=content, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return False
    return tried.returncode == 0


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system can
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))


def _read(content: bytes) -> None:
    from python_calamine import CalamineWorkbook

    # an error is told by whoever opens the workbook; a panic is none, and ends this process
    with contextlib.suppress(Exception):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name)


if __name__ == "__main__":
    _limit_memory()
    _read(sys.stdin.buffer.read())
