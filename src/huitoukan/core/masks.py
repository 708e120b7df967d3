"""Personal data as they stand on pages and in exports until somebody has said why they need more."""

from __future__ import annotations

import re

_FIRST, _LAST = 6, 4
_ID_LIKE = re.compile(r"(?<![0-9A-Za-z])(\d{6})\d{5,}(\d{3}[\dXx])(?![0-9A-Za-z])")
_LONG_NUMBER = re.compile(r"\d[\d -]{5,}[\dXx]")
_MOBILE = 11
_MOBILE_INSIDE = re.compile(r"(?<![0-9A-Za-z*])1\d{10}(?![0-9A-Za-z])")


def phone(number: str) -> str:
    """``138****1234``; of a shorter number only the end."""
    if len(number) < _MOBILE:
        return number and "****" + number[-2:]
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def id_number(number: str) -> str:
    """``990123********1234``, as the engine masks it; what is too short to be an ID number stays."""
    if len(number) <= _FIRST + _LAST:
        return number
    return f"{number[:_FIRST]}{'*' * max(len(number) - _FIRST - _LAST, 4)}{number[-_LAST:]}"


def birth_date(day: str) -> str:
    """``1969-**-**``: beside a masked ID number the whole day would tell what is masked."""
    return day[:4] + re.sub(r"\d", "*", day[4:])


def cell(text: str) -> str:
    """A cell that may hold anything: ID numbers and those of accounts inside it, and telephone numbers."""
    return _MOBILE_INSIDE.sub(lambda found: phone(found[0]), _ID_LIKE.sub(lambda found: id_number(found[0]), text))


def numbers(text: str) -> str:
    """Free text without the long numbers, such as telephone and ID numbers, that people write into it."""
    return _LONG_NUMBER.sub("****", text)
