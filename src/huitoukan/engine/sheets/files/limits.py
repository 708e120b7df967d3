"""How much one file may hold. Whatever is larger is no list of a county, and opening it could fill the machine.

All limits stand here, each with its reason; what is over one is told with its numbers and never read in part.
"""

from __future__ import annotations

import io

from huitoukan.engine.sheets.files.archive import Archive
from huitoukan.messages import Mendable, say

LARGEST_FILE = 2 << 30
"""Bytes of a file. A sheet of a million rows of 40 columns has some 300 MB; nothing a person handles has 2 GB."""
LARGEST_UNPACKED = 8 << 30
"""Bytes of a zipped workbook when unpacked: five full sheets of a million rows and 40 columns each."""
MOST_EXPANSION = 300
"""Times that a part may grow when unpacked. XML of sheets grows 5 to 40 times, the same cell a million times over 150;
what is made to harm grows a thousand times."""
HARMLESS_PART = 64 << 20
"""Bytes up to which a part may grow as it likes: a sheet of blank formatted rows does."""
MOST_PARTS = 10_000
"""Files in a zipped workbook; one of 200 sheets has some 1,000."""
MOST_SHEETS = 1_000
"""Sheets of a workbook: more than the townships and villages of a county have."""
LARGEST_GRID = 120_000_000
"""Cells between the corners of a sheet, filled or not, each of which takes 24 bytes while it is read: a full sheet of
a million rows may have 114 columns."""
WIDEST = 2_000
"""Columns of a sheet that are read: the widest national export has some 300."""
SPOILT_SHARE = 0.001
"""Of the characters of a text file, how many may be unreadable; more, and it is in another encoding or no text."""


def check_size(size: int, file: str) -> None:
    """Raises ``Mendable`` for a file that is too large to be read."""
    if size > LARGEST_FILE:
        raise Mendable(say("sheets.too_large", file=file, size=_mega(size), limit=_mega(LARGEST_FILE)))


def check_package(content: bytes, file: str) -> None:
    """Raises ``Mendable`` for a zipped workbook that would unpack to more than a workbook holds.

    The sizes that the archive claims are believed only as far as they are over the limit: a part that is larger than
    it says is cut off by whoever unpacks it.
    """
    try:
        parts = Archive(io.BytesIO(content)).parts
    except OSError:
        return  # the reader says what is wrong with it
    total = sum(part.file_size for part in parts)
    wild = any(p.file_size > HARMLESS_PART and p.file_size > p.compress_size * MOST_EXPANSION for p in parts)
    if wild or total > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        raise Mendable(say("sheets.bomb", file=file, size=_mega(len(content)), unpacked=_mega(total), parts=len(parts)))


def check_sheets(count: int, file: str) -> None:
    """Raises ``Mendable`` for a workbook of more sheets than anybody keeps."""
    if count > MOST_SHEETS:
        raise Mendable(say("sheets.many_sheets", file=file, count=count, limit=MOST_SHEETS))


def check_extent(rows: int, columns: int, file: str, sheet: str) -> None:
    """Raises ``Mendable`` for a sheet with cells so far apart that the grid between them would fill the machine."""
    if rows * columns > LARGEST_GRID:
        raise Mendable(say("sheets.far_cells", file=file, sheet=sheet, rows=rows, columns=columns))


def _mega(size: int) -> str:
    return f"{size / (1 << 20):,.1f}"
