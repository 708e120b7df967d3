"""In which encoding a text file is written, and whether its text was spoilt before it came to us."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from huitoukan.engine.sheets.files.limits import SPOILT_SHARE
from huitoukan.messages import Mendable, say

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 1 << 16
_CHUNK = 1 << 22
_LOST = "\N{REPLACEMENT CHARACTER}"
_ONE_SIDE = 0.8
"""Of the zero bytes of UTF-16, how many are the same half of a character: those of letters and figures are."""
_LEAST_ZEROS = 0.02
"""Of the bytes of UTF-16; a few more or less are damage."""
_PLAIN = bytes(range(0x80))
_HAN = re.compile("[\u4e00-\u9fff]")
_SHORT = 50
"""Characters of a text in which not even one may be unreadable."""
_LEAST_HAN = 4
"""Chinese characters that must come out before text is called garbled."""
_MOST_BACK = 0.5
"""Share of the bytes of garbled text that come out as characters; of sound text it is one in a hundred."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file."""

    utf8: bytes
    spoilt: int
    """Characters that could not be read and stand as �."""


def decode(content: bytes, file: str) -> Text:
    """The text of ``content``: by its byte order mark, else UTF-8, else GB18030, else UTF-16 without its mark.

    A few bytes that are no characters do not hide the rest. Raises ``Mendable`` when the bytes are no text, or text
    that somebody opened in one encoding and saved in another.
    """
    text = next((found for each in _encodings(content) if (found := _decoded(content, each))), None)
    if text is None:
        raise Mendable(say("sheets.not_text", file=file))
    if _is_garbled(text.utf8[:_SAMPLE].decode("utf-8", "ignore")):
        raise Mendable(say("sheets.garbled", file=file))
    return text


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    start = content[:_SAMPLE]
    zeros, second = start.count(0), start[1::2].count(0)
    if zeros < len(start) * _LEAST_ZEROS:
        return ("utf-8", "gb18030")
    if second >= zeros * _ONE_SIDE:
        return ("utf-16-le",)
    return ("utf-16-be",) if zeros - second >= zeros * _ONE_SIDE else ()


def _decoded(content: bytes, encoding: str) -> Text | None:
    """The text in this encoding; None where it is in none, or in another."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    pieces: list[bytes] = []
    lost = length = 0
    for start in range(0, len(content), _CHUNK):
        raw = content[start : start + _CHUNK]
        piece = decoder.decode(raw, final=start + _CHUNK >= len(content))
        length += len(piece)
        lost += piece.count(_LOST) - (raw.count(_LOST.encode()) if encoding == "utf-8" else 0)
        lost += piece.count("\0")
        if lost > max(length > _SHORT, length * SPOILT_SHARE):
            return None
        if encoding != "utf-8":
            pieces.append(piece.replace("\0", _LOST).encode("utf-8", "replace"))
    if encoding == "utf-8":
        return Text(content.decode("utf-8", "replace").replace("\0", _LOST).encode() if lost else content, lost)
    return Text(b"".join(pieces), lost)


def _is_garbled(text: str) -> bool:
    """Whether ``text`` is UTF-8 that was taken for GB18030 or Latin-1 and saved like that: 姓名 as 濮撳悕 or å§“å."""
    strange = len(text) - len(text.encode("ascii", "ignore"))
    for wrong in ("gb18030", "cp1252", "latin-1"):
        raw = text.encode(wrong, "ignore")
        high = len(raw.translate(None, _PLAIN))
        han = len(_HAN.findall(raw.decode("utf-8", "ignore")))
        if han >= _LEAST_HAN and 3 * han > high * _MOST_BACK and high > strange * _MOST_BACK:
            return True
    return False
