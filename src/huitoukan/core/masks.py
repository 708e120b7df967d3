"""Personal data as they stand on pages and in exports until somebody has said why they need more."""

from __future__ import annotations

import re

_LONG_NUMBER = re.compile(r"\d[\d -]{5,}[\dXx]")
_MOBILE = 11


def phone(number: str) -> str:
    """``138****1234``; of a shorter number only the end."""
    if len(number) < _MOBILE:
        return number and "****" + number[-2:]
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def numbers(text: str) -> str:
    """Free text without the long numbers, such as telephone and ID numbers, that people write into it."""
    return _LONG_NUMBER.sub("****", text)
