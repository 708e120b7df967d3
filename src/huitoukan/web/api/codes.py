"""Words in addresses and questions, and what they may look like."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from django.http import Http404
from pydantic import BeforeValidator

from huitoukan.core.areas.codes import WrongCode, level_of

CODE = r"^[0-9]{12}([0-9]{2})?$"
NUMBER = r"^[A-Za-z0-9_.-]{1,40}$"
RULE = r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"
WORD = r"^[a-z][a-z0-9_]*$"
LARGEST = 2**53 - 1
"""The largest whole number that every program reads as it is."""


_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso(value: Any) -> Any:
    if isinstance(value, str) and not _ISO.fullmatch(value):
        raise ValueError("YYYY-MM-DD")  # else seconds since 1970 would do as well
    return value


Day = Annotated[dt.date, BeforeValidator(_iso)]
"""A day as everywhere: 2026-11-22, and in no other way."""


def area_of(code: str) -> str:
    """``code``, if its structure is that of an area; else there is nothing there."""
    try:
        level_of(code)
    except WrongCode as wrong:
        raise Http404 from wrong
    return code
