"""A zipped workbook's parts, inflated piece by piece.

Workbooks are looked through besides being read, so it has to be quick: the standard library finds the parts, and
another inflates them in half its time. Whatever is wrong with an archive is an ``OSError``.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from isal import isal_zlib

ZIPPED = b"PK\x03\x04"
"""An xlsx, xlsb or ods workbook begins so, and every part of it."""
PIECE = 1 << 20
"""Bytes of a piece at most: few enough to stay near the processor."""
_TAKEN = 1 << 16
"""Bytes inflated at a time: what is left of them over a piece is copied."""
_LOCAL = struct.Struct("<4s22xHH")
"""What stands before a part: a mark, what is said elsewhere too, and the lengths of its name and of more."""
_ENCRYPTED = 1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""No program packs workbooks otherwise, and other methods cannot be held to a piece."""
_NOT_INFLATED: type[Exception] = isal_zlib.error  # type: ignore[assignment]  # its stub says an instance
_DAMAGED = (zipfile.BadZipFile, _NOT_INFLATED, struct.error, EOFError, ValueError, OverflowError, NotImplementedError)
"""What is raised when parts of an archive are missing or say they are where they cannot be."""


class Archive:
    """An open archive; ``file`` is read as long as it is used."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        with _as_damage():
            self._zip = zipfile.ZipFile(file)
        self.parts: tuple[zipfile.ZipInfo, ...] = tuple(self._zip.infolist())

    def read(self, name: str) -> bytes:
        """The whole part of this name; raises ``KeyError`` where there is none."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str, size: int = PIECE) -> Iterator[bytes]:
        """The part of this name in pieces of ``size`` bytes at most, cut off where it is larger than it says.

        Raises ``KeyError`` where there is none. However much a part grows, no more of it is held than a piece.
        """
        with _as_damage():
            part = self._zip.getinfo(name)
            left, checksum = part.file_size, 0
            for piece in self._unpacked(part, size):
                kept = piece[:left]
                if not kept:
                    break
                left, checksum = left - len(kept), isal_zlib.crc32(kept, checksum)
                yield kept
            if checksum != part.CRC:
                raise zipfile.BadZipFile(name)

    def _unpacked(self, part: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
        if part.compress_type not in _METHODS or part.flag_bits & _ENCRYPTED:
            raise zipfile.BadZipFile(part.filename)
        if part.compress_type == zipfile.ZIP_STORED:
            return self._taken(part, size)
        return _inflated(self._taken(part, _TAKEN), size)

    def _taken(self, part: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
        """The part as it lies in the archive."""
        self._file.seek(part.header_offset)
        mark, name, more = _LOCAL.unpack(self._file.read(_LOCAL.size))
        if mark != ZIPPED:
            raise zipfile.BadZipFile(part.filename)
        at = part.header_offset + _LOCAL.size + name + more
        end = at + part.compress_size
        while at < end:
            self._file.seek(at)  # somebody may have read elsewhere meanwhile
            data = self._file.read(min(size, end - at))
            if not data:
                raise EOFError(part.filename)
            at += len(data)
            yield data


def _inflated(deflated: Iterator[bytes], size: int) -> Iterator[bytes]:
    inflater = isal_zlib.decompressobj(-zlib.MAX_WBITS)
    for taken in deflated:
        left, piece = taken, b""
        # a full piece may leave some of what was taken in already
        while (left or len(piece) == size) and not inflater.eof:
            piece, left = inflater.decompress(left, size), inflater.unconsumed_tail
            if piece:
                yield piece
        if inflater.eof:
            return


@contextmanager
def _as_damage() -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise OSError(str(error)) from error
