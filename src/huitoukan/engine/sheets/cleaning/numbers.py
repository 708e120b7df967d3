"""Numbers and money in every style that offices write; anything else is unreadable."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d{1,2})?)(.*)")
_COUNTED = re.compile(r"(个|人|口|户|岁|年|年度|月|个月|天|名|次|笔|元|元/月|元/年|%|级|平方米|㎡)?")
_MONEY_WORD = re.compile(r"(元|元整|块|块钱|人民币)?(/?(每)?(月|年|人|户))?")
_NEGATIVE = re.compile(r"\((\d[\d.,]*)\)")
_WAN = 10_000
LARGEST = 1e12
"""What is larger is no amount or count of a person's or county's, but an ID or card number in the wrong column; sums of
such would not fit the columns they go into."""

Unit = Literal["元", "万元"]


def parse_number(text: str) -> float | None:
    """``1,200``, ``7个月`` or ``-3.5``; None for anything else and beyond ``LARGEST``."""
    found = _NUMBER.fullmatch(_flat(text))
    return _plausible(float(found[1])) if found and _COUNTED.fullmatch(found[2]) else None


def parse_integer(text: str) -> int | None:
    """A whole number; a fraction is unreadable."""
    number = parse_number(text)
    return int(number) if number is not None and number.is_integer() else None


def parse_money(text: str, header_unit: Unit, wanted: Unit) -> float | None:
    """``￥1,200.50元`` or ``1.2万`` as ``wanted``; a cell's own 万 or 元 is believed before the header's unit."""
    found = _NUMBER.fullmatch(_flat(text))
    if not found:
        return None
    rest = found[2].strip("()").removeprefix("人民币")
    unit: Unit = header_unit
    if rest.startswith("万"):
        unit, rest = "万元", rest.removeprefix("万")
    elif rest.startswith("元"):
        unit = "元"
    if not _MONEY_WORD.fullmatch(rest):
        return None
    return _plausible(convert(float(found[1]), unit, wanted))


def convert(amount: float, unit: Unit, wanted: Unit) -> float:
    """``amount`` of ``unit`` in ``wanted``."""
    if unit == wanted:
        return amount
    return round(amount * _WAN, 6) if unit == "万元" else amount / _WAN


def _plausible(number: float) -> float | None:
    return number if abs(number) <= LARGEST else None


def _flat(text: str) -> str:
    flat = re.sub(r"[\s'’‘`]", "", unicodedata.normalize("NFKC", text)).upper()
    negative = _NEGATIVE.fullmatch(flat)
    flat = f"-{negative[1]}" if negative else flat
    return re.sub(r"^(人民币|RMB|[¥￥])|(?<=\d),(?=\d)", "", flat).removesuffix("整")
