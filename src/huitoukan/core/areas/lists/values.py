"""What the cells of a list mean."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from huitoukan.core.areas.codes import WrongCode, level_of
from huitoukan.core.areas.enums import DIGITS, Level
from huitoukan.core.areas.lists.words import levels, marks, plain
from huitoukan.engine.sheets.cleaning.dates import parse_date
from huitoukan.messages import Mendable, say

_ROUNDED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")


class WrongCell(Mendable):
    """A cell that says nothing we understand."""


def read_code(text: str) -> str:
    """A whole code; codes of 2, 4, 6 or 9 digits are those of wider areas, without their zeros.

    Raises :class:`WrongCell`, ``WrongCode``.
    """
    flat = re.sub(r"[\s'‘’`]", "", unicodedata.normalize("NFKC", text)).removesuffix(".0")
    if not flat:
        raise WrongCell(say("area_list.no_code"))
    if _ROUNDED.fullmatch(flat):
        raise WrongCell(say("area_list.rounded", code=flat))
    if flat.isascii() and flat.isdecimal() and len(flat) in DIGITS.values() and len(flat) < DIGITS[Level.VILLAGE]:
        flat = flat.ljust(DIGITS[Level.VILLAGE], "0")
    level_of(flat)
    return flat


def read_yes(text: str) -> bool:
    """A mark; blank is no. Raises :class:`WrongCell`."""
    answer = marks().get(plain(text))
    if answer is None:
        raise WrongCell(say("area_list.no_mark", text=text))
    return answer


def read_level(text: str) -> Level | None:
    """None for blank. Raises :class:`WrongCell`."""
    word = plain(text)
    if word and word not in levels():
        raise WrongCell(say("area_list.no_level", text=text))
    return levels().get(word)


def read_day(text: str) -> dt.date | None:
    """None for blank. Raises :class:`WrongCell`."""
    if not text:
        return None
    day = parse_date(text)
    if day is None:
        raise WrongCell(say("area_list.no_day", text=text))
    return day


def is_code(text: str) -> bool:
    """Whether ``text`` can only be meant as a code."""
    try:
        return bool(read_code(text))
    except (WrongCell, WrongCode):
        return False
