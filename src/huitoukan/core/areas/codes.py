"""Codes of areas: 12 digits down to the village, 14 for a group; their structure says what lies in what."""

from __future__ import annotations

from collections.abc import Iterable

from huitoukan.core.areas.enums import DIGITS, Level
from huitoukan.messages import Mendable, say

_LENGTH = DIGITS[Level.VILLAGE]


class WrongCode(Mendable):
    """A code that cannot be one."""


def level_of(code: str) -> Level:
    """The level that the structure of ``code`` tells. Raises :class:`WrongCode`."""
    if not (code.isascii() and code.isdecimal()) or len(code) not in (_LENGTH, DIGITS[Level.GROUP]):
        raise WrongCode(say("area.code_shape", code=code))
    if len(code) == DIGITS[Level.GROUP]:
        level = Level.GROUP
    else:
        level = next(level for level in Level if not code[level.digits :].strip("0"))
    _require_every_level(code, level)
    return level


def _require_every_level(code: str, level: Level) -> None:
    """No level in between may be all zeros: 990000101000 has a township, but no county it could lie in."""
    start = 0
    for each in Level:
        if not code[start : each.digits].strip("0"):
            raise WrongCode(say("area.code_gap", code=code, level=each.label))
        if each is level:
            return
        start = each.digits


def code_above(code: str) -> str | None:
    """The code of the area that holds ``code``; nothing above a province."""
    level = level_of(code).above
    return None if level is None else code[: level.digits].ljust(_LENGTH, "0")


def span(code: str) -> tuple[str, str]:
    """The codes of an area and all below it lie from the first (with it) to the second (without it)."""
    prefix = code[: level_of(code).digits]
    return prefix, str(int(prefix) + 1).zfill(len(prefix))


def common_code(codes: Iterable[str]) -> str | None:
    """The code of the narrowest area that holds all of ``codes``; None where there is none."""
    narrowest: str | None = None
    for code in codes:
        if narrowest is None:
            narrowest = code
        while narrowest is not None and not _holds(narrowest, code):
            narrowest = code_above(narrowest)
        if narrowest is None:
            return None
    return narrowest


def _holds(code: str, other: str) -> bool:
    first, beyond = span(code)
    return first <= other < beyond
