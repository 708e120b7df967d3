"""Compound files (xls, and every workbook with a password): whether one is sound, and whether encrypted.

The reader only says that it does not know the format, so this is asked of files that it refuses, never of others.
A workbook with a password is either a compound file with a stream ``EncryptedPackage`` (xlsx, [MS-OFFCRYPTO] 2.3) or an
xls stream with a FILEPASS record right behind its first record ([MS-XLS] 2.1.4).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""A compound file begins so."""

_SHIFTS = (9, 12)
_SMALL_SHIFT = 6
"""Sectors have 512 or 4096 bytes and small ones 64 ([MS-CFB] 2.2)."""
_ENTRY_BYTES = 128
_STREAM = 2
_PACKAGE = "EncryptedPackage"
_BOOKS = ("Workbook", "Book")
_FILEPASS = 0x2F
_BEFORE_FILEPASS = frozenset({0x0809, 0x0086})
"""BOF and WRITEPROTECT: nothing else may stand before FILEPASS."""


def is_sound(content: bytes) -> bool:
    """Whether the header of a compound file fits its length; the reader takes room by what a damaged one says."""
    if len(content) < 512:
        return False
    shift, small = struct.unpack_from("<HH", content, 30)
    (tables,) = struct.unpack_from("<I", content, 44)
    (small_tables,) = struct.unpack_from("<I", content, 64)
    (more_tables,) = struct.unpack_from("<I", content, 72)
    most = (len(content) >> 9) + 1
    return shift in _SHIFTS and small == _SMALL_SHIFT and max(tables, small_tables, more_tables) <= most


def is_encrypted(content: bytes) -> bool:
    """Whether the compound file needs a password to be opened."""
    if not content.startswith(COMPOUND) or len(content) < 512:
        return False
    (shift,) = struct.unpack_from("<H", content, 30)
    for name, sector in _streams(content):
        if name == _PACKAGE or (name in _BOOKS and _has_filepass(content[(sector + 1) << shift :][:512])):
            return True
    return False


def _streams(content: bytes) -> Iterator[tuple[str, int]]:
    """Name and first sector of what looks like the directory entry of a stream; they stand at multiples of 128."""
    for at in range(512, len(content) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        length, sort = struct.unpack_from("<HB", content, at + 64)
        if sort == _STREAM and length in (10, 18, 34):
            name = content[at : at + length - 2].decode("utf-16-le", "replace")
            (sector,) = struct.unpack_from("<I", content, at + 116)
            yield name, sector


def _has_filepass(start: bytes) -> bool:
    """Whether the records at the start of a workbook stream are those of an encrypted one."""
    at = 0
    while at + 4 <= len(start):
        record, length = struct.unpack_from("<HH", start, at)
        if record == _FILEPASS:
            return True
        if record not in _BEFORE_FILEPASS:
            return False
        at += 4 + length
    return False
