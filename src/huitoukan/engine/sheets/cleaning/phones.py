"""Telephone numbers."""

from __future__ import annotations

import re
import unicodedata

_COUNTRY = re.compile(r"^(\+|00)?86(?=1\d{10}$)")
_NEXT = re.compile(r"[、,;/|]|\s+或\s*|(?<=\d{11})\s+(?=1\d{10})")
_SHORTEST = 7


def clean_phone(text: str) -> str | None:
    """The digits of the first number in ``text``; null for what is too short to be one."""
    first = _NEXT.split(unicodedata.normalize("NFKC", text).strip(" '’‘`"))[0].removesuffix(".0")
    if re.search(r"\dE\+?\d", first.upper()):  # stored as a number and shortened: its digits are lost
        return None
    digits = re.sub(r"[^\d+]", "", first)
    digits = _COUNTRY.sub("", digits).replace("+", "")
    return digits if len(digits) >= _SHORTEST else None
