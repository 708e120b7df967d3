"""ID numbers (GB 11643) and the certificate numbers that begin with one: what they are, and what is left of them.

Nothing is repaired here. A number that a spreadsheet stored as a number has lost its last digits for good, so it is
marked, with the digits that survived. See ``columns`` for the columns that are made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import polars as pl

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of the first 17 digits, from GB 11643."""
CHECK_DIGITS = ("1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2")
"""By the weighted sum modulo 11."""
PLAIN = r"^([0-9]{17}[0-9X]|[1-9][0-9]{16}[0-9X][0-9]{2}([0-9]{2})?)$"
"""18 characters, or 20 or 22 of a certificate, with nothing to clean, as most cells are."""
SURVIVING = 15
"""Digits that a spreadsheet keeps of a number."""
FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 1850, 2100

_NOISE = r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'’‘`\"“”=_－–—‐-]+"
_BLANK = ["", "空", "无", "没有", "暂无", "未知", "不详", "无证", "无身份证", "NULL", "NONE", "NAN", "N/A"]
_NO_FIGURE = r"^([0./\\]*|#.*)$"
_SCIENTIFIC = r"^([0-9])(?:\.([0-9]+))?E\+?[0-9]{2}$"
_FULL = r"^[0-9]{17}[0-9X]"
_MAYBE_ID = re.compile(r"[0-9０-９](?:[\s’'_-]?[0-9０-９]){13,}(?:[\s_-]?[XxＸｘ])?")
_OLD_LENGTHS = (15, 17)
_OLD = r"^[0-9]{15}([0-9]{2})?$"


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


def clean_id(text: pl.Expr) -> pl.Expr:
    """Half-width, without spaces, apostrophes and hyphens, X in upper case; words for “none” are null."""
    flat = text.str.normalize("NFKC").str.replace_all(_NOISE, "").str.to_uppercase()
    flat = flat.str.replace(r"^[^0-9]{0,8}[:：号]([0-9]{14})", "${1}").str.replace(r"[。.,;、]+$", "")
    # a Greek or Cyrillic letter, or a sign, that looks like the last X
    flat = flat.str.replace(r"^([0-9]{17})[×✕*\u03a7\u0425]$", "${1}X").str.replace(r"^([0-9]{15,})\.0+$", "${1}")
    return pl.when(flat.is_in(_BLANK) | flat.str.contains(_NO_FIGURE)).then(None).otherwise(flat)


def stored_digits(rendered: pl.Expr) -> pl.Expr:
    """A number cell's digits as the spreadsheet shows them: what was kept, then zeros (``…110976`` → ``…111000``)."""
    shortest = rendered.cast(pl.Float64, strict=False).cast(pl.String)
    digits = shortest.str.extract(r"^([0-9])").fill_null("") + shortest.str.extract(r"^[0-9]\.([0-9]+)e").fill_null("")
    kept = digits.str.slice(0, SURVIVING)
    long = rendered.str.contains(r"^[0-9]{16,}$") & shortest.str.contains("e")
    return pl.when(long).then(kept.str.pad_end(100, "0").str.slice(0, rendered.str.len_chars())).otherwise(rendered)


def looks_stored(text: pl.Expr) -> pl.Expr:
    """Whether ``text`` is how a number cell would be rendered: then only the file can say whether it was one."""
    exact = text.cast(pl.Float64, strict=False).cast(pl.Int128, strict=False).cast(pl.String) == text
    return text.str.contains(r"^[0-9]{15,22}$") & exact


def columns(name: str, number: str | None, placeholders: Sequence[str]) -> tuple[list[pl.Expr], ...]:
    """Expressions over ``name`` (cleaned text) in rounds, each of which uses columns of the one before.

    ``number`` is the Boolean column that says which cells held numbers, None: none did. They make ``<name>_checks``
    (length 18, 20 or 22 and a right check digit), ``<name>_damaged``, ``<name>_prefix`` (the digits that surely
    survived, else null) and ``<name>_id18``, the right 18-digit number or null.
    """
    id18 = pl.col(f"{name}_id18")
    placeholder = pl.any_horizontal([id18.str.starts_with(p) for p in placeholders] or [pl.lit(value=False)])
    return _marks(name, number), [_number(name, number)], [pl.when(~placeholder).then(id18).alias(f"{name}_id18")]


def _marks(name: str, number: str | None) -> list[pl.Expr]:
    text = pl.col(name)
    # the cheap test goes first: few cells are left for the pattern
    of_zeros = pl.when(text.str.ends_with("000")).then(text).str.contains(r"^[0-9]{15}000$").fill_null(value=False)
    scientific = pl.when(text.str.contains("E", literal=True)).then(text).str.contains(_SCIENTIFIC)
    scientific = scientific.fill_null(value=False)
    stored = of_zeros if number is None else pl.col(number) | of_zeros
    shown = pl.when(scientific).then(text).str.replace(_SCIENTIFIC, "${1}${2}")
    prefix = pl.when(stored).then(text.str.slice(0, SURVIVING)).otherwise(shown)
    return [
        _checks(text).alias(f"{name}_checks"),
        (stored | scientific).alias(f"{name}_damaged"),
        prefix.alias(f"{name}_prefix"),
    ]


def _number(name: str, number: str | None) -> pl.Expr:
    text = pl.col(name) if number is None else pl.when(~pl.col(number)).then(name)
    good = pl.col(f"{name}_checks") & _real_day(text.str.slice(6, 8))
    short = pl.when(text.str.len_chars().is_in(_OLD_LENGTHS)).then(text)
    return pl.when(good).then(text.str.slice(0, 18)).otherwise(_from_old(short)).alias(f"{name}_id18")


def check_digit(first17: pl.Expr) -> pl.Expr:
    """The check digit that belongs to 17 digits (GB 11643); null for anything else."""
    number = first17.cast(pl.Int64, strict=False)
    high, low = (number // 10**9).cast(pl.Int32), (number % 10**9).cast(pl.Int32)
    groups = [part // 1000**place % 1000 for part in (high, low) for place in (2, 1, 0)]
    total = sum(
        (pl.lit(sums).gather(group) for sums, group in zip(_sums(), groups, strict=True)), start=pl.lit(0, pl.Int32)
    )
    return pl.lit(pl.Series(CHECK_DIGITS)).gather(total % 11)


@cache
def _sums() -> tuple[pl.Series, ...]:
    """For each three digits of 18 (the first of all is none), the weighted sum of every figure they may be."""
    weights = (0, *WEIGHTS)
    return tuple(
        pl.Series([n // 100 * w[0] + n // 10 % 10 * w[1] + n % 10 * w[2] for n in range(1000)], dtype=pl.Int32)
        for w in (weights[at : at + 3] for at in range(0, 18, 3))
    )


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
