"""Days and months in every style that offices write; anything else is unreadable."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Other years are slips of the pen or what a damaged number gives."""

_EPOCH = dt.date(1899, 12, 30)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_CLOCK = re.compile(r"(?:[T\s]+|(?<=日))\d{1,2}[:时点].*$")
_DAY = re.compile(r"(\d{4})(?:[-./,年、_]|\s)+(\d{1,2})(?:[-./,月、_]|\s)+(\d{1,2})日?号?")
_SHORT = re.compile(r"(\d{2})年(\d{1,2})月(?:(\d{1,2})日)?份?")
_SOLID_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
_YEAR = re.compile(r"(\d{4})(?:\.0+)?\D*")
_MONTH = re.compile(r"(\d{4})(?:[-./,年、]|\s)+(\d{1,2})月?份?")
_SOLID_MONTH = re.compile(r"(\d{4})(\d{2})(?:\.0+)?")


def parse_date(text: str) -> dt.date | None:
    """``2026-10-05``, ``2026.10.5``, ``20261005``, ``2026年10月5日`` or a spreadsheet's day number; else None.

    A month alone is no date.
    """
    flat = _flat(text)
    if day := parse_day_number(flat):
        return day
    found = _DAY.fullmatch(flat) or _SOLID_DAY.fullmatch(flat)
    return _day(*map(int, found.groups())) if found else None


def parse_day_number(text: str) -> dt.date | None:
    """The day of ``46301`` or ``46301.5``, which is how a spreadsheet keeps what it shows as a date; else None."""
    found = _SERIAL.fullmatch(text)
    return _checked(_EPOCH + dt.timedelta(days=int(found[1]))) if found else None


def parse_month(text: str) -> int | None:
    """The month index (year * 12 + month - 1) of ``202610``, ``2026年10月``, ``2026-10`` or any date; else None."""
    flat = _flat(text)
    found = _MONTH.fullmatch(flat) or _SOLID_MONTH.fullmatch(flat)
    day = _day(int(found[1]), int(found[2]), 1) if found else parse_date(text)
    return day.year * 12 + day.month - 1 if day else None


def parse_year(text: str) -> int | None:
    """The year of ``2026``, ``2026年参保``, ``202610`` or any date; else None."""
    if found := _YEAR.fullmatch(_flat(text)):
        return int(found[1]) if FIRST_YEAR <= int(found[1]) <= LAST_YEAR else None
    month = parse_month(text)
    return month // 12 if month is not None else None


def _flat(text: str) -> str:
    flat = _CLOCK.sub("", unicodedata.normalize("NFKC", text).strip(" '’‘`\t。.，,;；")).strip()
    flat = re.sub(r"[—–−‐]", "-", flat)
    if short := _SHORT.fullmatch(flat):
        flat = "-".join(("20" + short[1], *filter(None, short.groups()[1:])))
    return re.sub(r"\s+(?=[年月日])|(?<=[年月])\s+", "", flat)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return _checked(dt.date(year, month, day))
    except ValueError:
        return None


def _checked(day: dt.date) -> dt.date | None:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
