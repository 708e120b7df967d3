"""What people write on the command line, as values; what cannot be one is wrong usage, said in a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from huitoukan.cli.session import WrongUsage
from huitoukan.messages import say

_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?")
_MEMORY = re.compile(r"(?i)(\d+(?:\.\d+)?)\s*([kmgt]i?b)")


def read_day(text: str) -> dt.date:
    """A day, as 2026-10-31, 20261031, 2026/10/31 or 2026年10月31日."""
    found = _DAY.fullmatch(text.strip())
    try:
        year, month, day = map(int, found.groups() if found else ())
        return dt.date(year, month, day)
    except ValueError:
        raise WrongUsage(say("cli.usage_day", value=text)) from None


def read_settings(texts: Iterable[str]) -> dict[str, str]:
    """``NAME=VALUE`` pairs; the last one of a name counts."""
    settings = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise WrongUsage(say("cli.usage_setting", value=text))
        settings[name.strip()] = value.strip()
    return settings


def read_memory(text: str | None) -> str | None:
    """An amount of memory with its unit, such as 3GB, as the database takes it."""
    if text is None:
        return None
    found = _MEMORY.fullmatch(text.strip())
    if found is None or float(found[1]) == 0:
        raise WrongUsage(say("cli.usage_memory", value=text))
    return (found[1] + found[2]).upper()
