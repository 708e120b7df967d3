"""Names of people: as written, as they sound, and as they look."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import polars as pl

# single characters are read, so the table of phrases, slow to load, is not needed
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
from pypinyin import Style, lazy_pinyin

HAN = r"^[\u{4e00}-\u{9fff}]{1,15}$"
"""A name as most are: there is nothing to clean."""

_BRACKETS = re.compile(r"[(\[【〔<《{〈「『].*?[)\]】〕>》}〉」』]")
_OPEN_BRACKET = re.compile(r"[(\[【〔《{〈].*$")
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")
_UNWRITABLE = re.compile(r"[?□■▢\ufffd]")
"""What stands in for a character that a machine did not have; ``?`` also where it was full-width."""
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff'’‘`\"]+")
_SERIAL = re.compile(r"^\d{1,4}[.、．]?")
_SUFFIX = re.compile(r"(?<=.)([*#]+|[-—–](户主|本人|配偶|已故|死亡|去世).*)$")
_DOTTED = "·"
_READ_AS_WORD = "[A-Za-z·]"
_DOT = re.compile(r"[.•・･‧∙⋅●。]+")


def clean_name(text: str) -> str | None:
    """``张　三（户主）`` → ``张三``; the dot of a minority name, and the space between Latin words, is always ``·``.

    A character that could not be written is always ``□``.

    >>> clean_name("阿依.古丽 (已故)")
    '阿依·古丽'
    """
    flat = unicodedata.normalize("NFKC", text)
    bare = _OPEN_BRACKET.sub("", _BRACKETS.sub("", flat))
    words = _UNWRITABLE.sub("□", _BETWEEN_WORDS.sub("·", bare.strip()))
    plain = _SUFFIX.sub("", _SERIAL.sub("", _SPACE.sub("", words)))
    name = _DOT.sub("·", plain).strip("·")
    return name if name.strip("□·") else None


def pinyin(names: pl.Series, surname_readings: Mapping[str, str]) -> pl.Series:
    """The toneless reading of each character, joined by spaces; a surname is read as surnames are.

    A word in Latin letters is its own reading. Dots are not read: many write the name without.
    """
    written = names.drop_nulls().str.replace_all(_READ_AS_WORD, "").str.split("").explode()
    characters = sorted(each for each in written.unique().drop_nulls() if each)
    readings = [reading(character) for character in characters]
    surnames = [surname_readings.get(each) or own for each, own in zip(characters, readings, strict=True)]
    # spaces around every reading, so that a Latin word before or behind it stays a word of its own
    first = pl.lit(names).str.slice(0, 1).str.replace_many([_DOTTED, *characters], [" ", *(f" {r} " for r in surnames)])
    rest = pl.lit(names).str.slice(1).str.replace_many([_DOTTED, *characters], [" ", *(f" {r} " for r in readings)])
    sounds = pl.concat_str(first, rest).str.to_lowercase().str.replace_all(" +", " ").str.strip_chars(" ")
    return pl.select(sounds).to_series()


def shape(name: pl.Expr, groups: Mapping[str, str], split: Mapping[str, str]) -> pl.Expr:
    """``name`` with each character replaced by the first of those it is mistaken for.

    Parts that stand for a rare character (``split``) are that character, behind the first: 王吉吉 is of the shape of
    王喆, but 龙天佑 is of the 龙.
    """
    rest = name.str.slice(1)
    rest = rest.str.replace_many(list(split), list(split.values())) if split else rest
    whole = pl.concat_str(name.str.slice(0, 1), rest)
    return whole.str.replace_many(list(groups), list(groups.values())) if groups else whole


def shape_groups(look_alikes: tuple[str, ...]) -> dict[str, str]:
    """Character → the first of its group; a character of several groups belongs to the first."""
    first: dict[str, str] = {}
    for group in look_alikes:
        for character in group:
            first.setdefault(character, group[0])
    return first


@cache
def reading(character: str) -> str:
    """The toneless reading of one character."""
    if character == "□":
        return "?"  # engines count the edits of a reading, and agree on them for ASCII alone
    return lazy_pinyin(character, style=Style.NORMAL)[0].lower()
