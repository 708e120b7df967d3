"""ID numbers (GB 11643) and the certificate numbers that begin with one: what they are, and what is left of them.

Nothing is repaired here. A number that a spreadsheet stored as a number has lost its last digits for good, so it is
marked, with the digits that survived. See ``columns`` for the columns that are made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of the first 17 digits, from GB 11643."""
CHECK_DIGITS = ("1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2")
"""By the weighted sum modulo 11."""
SURVIVING = 15
"""Digits that a spreadsheet keeps of a number."""
FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 1850, 2100

_NOISE = r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'’‘`\"“”=_－–—‐-]+"
_BLANK = ["", "空", "无", "没有", "暂无", "未知", "不详", "无证", "无身份证", "NULL", "NONE", "NAN", "N/A"]
_NO_FIGURE = r"^([0./\\]*|#.*)$"
_SCIENTIFIC = r"^(\d)(?:\.(\d+))?E\+?\d{2}$"
_FULL = r"^\d{17}[\dX]"
_MAYBE_ID = re.compile(r"[0-9０-９](?:[\s’'_-]?[0-9０-９]){13,}(?:[\s_-]?[XxＸｘ])?")
_OLD = r"^\d{15}(\d{2})?$"


def mask_ids(text: str) -> str:
    """``text`` with every number that may be somebody's ID reduced to its first six and last four characters.

    For what is shown of cells and headers where no ID should be: 14 digits or more in a row, or 15, 17, 18 and more
    that are written in groups (16 in groups are two dates).
    """
    return _MAYBE_ID.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    whole = found[0]
    digits = sum(character.isdigit() for character in whole)
    if digits != len(whole.rstrip("Xx")) and digits in (14, 16):
        return whole
    return whole[:6] + "*" * max(4, len(whole) - 10) + whole[-4:]


def is_plain(text: pl.Series) -> pl.Series:
    """Whether a cell is 18 characters with nothing to clean, as most are."""
    return text.str.contains(r"^[0-9]{17}[0-9X]$").fill_null(value=False)


def clean_id(text: pl.Expr) -> pl.Expr:
    """Half-width, without spaces, apostrophes and hyphens, X in upper case; words for “none” are null."""
    flat = text.str.normalize("NFKC").str.replace_all(_NOISE, "").str.to_uppercase()
    flat = flat.str.replace(r"^\D{0,8}[:：号](\d{14})", "${1}").str.replace(r"[。.,;、]+$", "")
    # a Greek or Cyrillic letter, or a sign, that looks like the last X
    flat = flat.str.replace(r"^(\d{17})[×✕*\u03a7\u0425]$", "${1}X").str.replace(r"^(\d{15,})\.0+$", "${1}")
    return pl.when(flat.is_in(_BLANK) | flat.str.contains(_NO_FIGURE)).then(None).otherwise(flat)


def stored_digits(rendered: pl.Expr) -> pl.Expr:
    """A number cell's digits as the spreadsheet shows them: what was kept, then zeros (``…110976`` → ``…111000``)."""
    shortest = rendered.cast(pl.Float64, strict=False).cast(pl.String)
    digits = shortest.str.extract(r"^(\d)").fill_null("") + shortest.str.extract(r"^\d\.(\d+)e").fill_null("")
    kept = digits.str.slice(0, SURVIVING)
    long = rendered.str.contains(r"^\d{16,}$") & shortest.str.contains("e")
    return pl.when(long).then(kept.str.pad_end(100, "0").str.slice(0, rendered.str.len_chars())).otherwise(rendered)


def looks_stored(text: pl.Expr) -> pl.Expr:
    """Whether ``text`` is how a number cell would be rendered: then only the file can say whether it was one."""
    exact = text.cast(pl.Float64, strict=False).cast(pl.Int128, strict=False).cast(pl.String) == text
    return text.str.contains(r"^\d{15,22}$") & exact


def columns(name: str, placeholders: Sequence[str]) -> tuple[list[pl.Expr], list[pl.Expr]]:
    """Expressions over ``name`` (cleaned text) and ``<name>_number`` (Boolean: a number cell), in two rounds.

    First ``<name>_checks`` (length 18, 20 or 22 and a right check digit), ``<name>_damaged`` and ``<name>_prefix`` (the
    digits that surely survived, else null); then ``<name>_id18``, the right 18-digit number or null.
    """
    text, number = pl.col(name), pl.col(f"{name}_number")
    stored = number | text.str.contains(r"^\d{15}000$")
    scientific = text.str.contains(_SCIENTIFIC)
    prefix = (
        pl.when(stored)
        .then(text.str.slice(0, SURVIVING))
        .when(scientific)
        .then(text.str.replace(_SCIENTIFIC, "${1}${2}"))
    )
    first = [
        _checks(text).alias(f"{name}_checks"),
        (stored | scientific).fill_null(value=False).alias(f"{name}_damaged"),
        prefix.alias(f"{name}_prefix"),
    ]
    long, old = text.str.slice(0, 18), _from_old(text)
    good_long = pl.col(f"{name}_checks") & _real_day(text.str.slice(6, 8))
    number_of = pl.when(number).then(None).when(good_long).then(long).otherwise(old)
    placeholder = pl.any_horizontal([number_of.str.starts_with(p) for p in placeholders] or [pl.lit(value=False)])
    return first, [pl.when(~placeholder).then(number_of).alias(f"{name}_id18")]


def check_digit(first17: pl.Expr) -> pl.Expr:
    """The check digit that belongs to 17 digits (GB 11643); null for anything else."""
    number = first17.cast(pl.Int64, strict=False)
    total = sum(((number // 10 ** (16 - place) % 10) * weight for place, weight in enumerate(WEIGHTS)), start=pl.lit(0))
    return (total % 11).replace_strict(dict(enumerate(CHECK_DIGITS)), default=None, return_dtype=pl.String)


def _checks(text: pl.Expr) -> pl.Expr:
    right = check_digit(text.str.slice(0, 17)) == text.str.slice(17, 1)
    shaped = text.str.len_chars().is_in([18, 20, 22]) & text.str.contains(_FULL)
    return pl.when(text.is_not_null()).then(shaped & right.fill_null(value=False))


def _from_old(text: pl.Expr) -> pl.Expr:
    """The 18 digits of an old number of 15 (17 with a certificate's two), which has no century: always 19.

    17 digits that could as well be 18 of which one is missing (``…19850607…``) are not taken for an old number.
    """
    ambiguous = (text.str.len_chars() == 17) & text.str.slice(6, 2).is_in(["19", "20"])
    first17 = text.str.slice(0, 6) + pl.lit("19") + text.str.slice(6, 9)
    old = text.str.contains(_OLD) & _real_day(pl.lit("19") + text.str.slice(6, 6)) & ~ambiguous
    return pl.when(old).then(first17 + check_digit(first17))


def _real_day(digits: pl.Expr) -> pl.Expr:
    day = digits.str.to_date("%Y%m%d", strict=False)
    return day.dt.year().is_between(FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR).fill_null(value=False)
