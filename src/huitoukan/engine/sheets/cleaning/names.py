"""Names of people: as written, as they sound, and as they look."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from pypinyin import Style, lazy_pinyin

_BRACKETS = re.compile(r"[(\[【〔<《{〈「『].*?[)\]】〕>》}〉」』]")
_OPEN_BRACKET = re.compile(r"[(\[【〔《{〈].*$")
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff'’‘`\"]+")
_SERIAL = re.compile(r"^\d{1,4}[.、．]?")
_SUFFIX = re.compile(r"(?<=.)([*#]+|[-—–](户主|本人|配偶|已故|死亡|去世).*)$")
_DOT = re.compile(r"[.•・･‧∙⋅●。]+")


def clean_name(text: str) -> str | None:
    """``张　三（户主）`` → ``张三``; the dot of a minority name is always ``·``.

    >>> clean_name("阿依.古丽 (已故)")
    '阿依·古丽'
    """
    flat = unicodedata.normalize("NFKC", text)
    bare = _OPEN_BRACKET.sub("", _BRACKETS.sub("", flat))
    plain = _SUFFIX.sub("", _SERIAL.sub("", _SPACE.sub("", bare)))
    return _DOT.sub("·", plain).strip("·") or None


def pinyin(name: str, surname_readings: Mapping[str, str]) -> str:
    """The toneless reading of each character, joined by spaces; a surname is read as surnames are."""
    first = surname_readings.get(name[0]) or _reading(name[0])
    return " ".join((first, *map(_reading, name[1:])))


def shape(name: str, groups: Mapping[str, str]) -> str:
    """``name`` with each character replaced by the first of those it is mistaken for."""
    return "".join(groups.get(character, character) for character in name)


def shape_groups(look_alikes: tuple[str, ...]) -> dict[str, str]:
    """Character → the first of its group; a character of several groups belongs to the first."""
    first: dict[str, str] = {}
    for group in look_alikes:
        for character in group:
            first.setdefault(character, group[0])
    return first


@cache
def _reading(character: str) -> str:
    return lazy_pinyin(character, style=Style.NORMAL)[0].lower()
