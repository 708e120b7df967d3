"""What an ID number is, and what is left of one that is damaged.

Nothing is repaired here. A number that a spreadsheet stored as a number has lost its last digits for good, so it is
marked, with the digits that survived.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import polars as pl

from huitoukan.engine.sheets.cleaning.ids import PLAIN, SURVIVING

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of the first 17 digits, from GB 11643."""
CHECK_DIGITS = ("1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2")
"""By the weighted sum modulo 11."""
FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 1850, 2100
PARTS = ("id18", "checks", "damaged", "prefix")

_SCIENTIFIC = r"^([0-9])(?:\.([0-9]+))?E\+?[0-9]{2}$"
_FULL = r"^[0-9]{17}[0-9X]"
_OLD = r"^[0-9]{15}([0-9]{2})?$"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_DAY = 229
_TEXT, _HELD = pl.col("text"), pl.col("held")


def parts(text: pl.Series, number: pl.Series | None, placeholders: Sequence[str]) -> list[pl.Series]:
    """The columns ``PARTS`` of cleaned ID numbers.

    They are ``id18``, the right 18-digit number or null; ``checks``, whether length (18, 20 or 22) and check digit are
    right; ``damaged``; and ``prefix``, the digits of a damaged one that surely survived, else null. ``number`` says
    which cells held numbers (None: none did); no ID begins with one of ``placeholders``.
    """
    held = pl.lit(value=False) if number is None else pl.lit(number)
    rows = _marked(pl.DataFrame({"text": text}).with_columns(held.alias("held")))
    found = rows.select(_plain())
    # few questions are left of a plain number; only the others take the long way
    odd = rows.select((~_TEXT.str.contains(PLAIN)).fill_null(value=False) | _HELD).to_series()
    if odd.any():
        places, others = odd.arg_true(), _parts_of_any(rows.filter(odd))
        found = pl.DataFrame([found[name].scatter(places, others[name]) for name in PARTS])
    if placeholders:
        none = pl.any_horizontal(pl.col("id18").str.starts_with(each) for each in placeholders)
        found = found.with_columns(pl.when(~none).then("id18").alias("id18"))
    return found.get_columns()


def check_digit(first17: pl.Expr) -> pl.Expr:
    """The check digit that belongs to 17 digits (GB 11643); null for anything else."""
    return _check_digit(first17.cast(pl.Int64, strict=False))


def _marked(rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` with whether the 18th character is the right check digit, what day they were ``born``, and ``zeros``."""
    first17 = rows.select("text", _TEXT.str.slice(0, 17).cast(pl.Int64, strict=False).alias("first17"))
    return rows.with_columns(first17.select(_marks()))


def _parts_of_any(rows: pl.DataFrame) -> pl.DataFrame:
    """The parts of rows with any text."""
    asked = rows.with_columns(_shapes()).with_columns(_judgements())
    found = asked.select(_any())
    if not asked["old"].any():
        return found
    places = asked["old"].arg_true()
    return found.with_columns(found["id18"].scatter(places, _from_old(asked["text"].gather(places))))


# Expressions are made once: for a small sheet, making them takes longer than what they do.


@cache
def _marks() -> tuple[pl.Expr, ...]:
    first17 = pl.col("first17")
    return (
        (_check_digit(first17) == _TEXT.str.slice(17, 1)).alias("right"),
        (first17 // 1000 % 10**8).cast(pl.Int32).alias("born"),
        (_TEXT.str.ends_with("000") & (_TEXT.str.len_bytes() == 18)).fill_null(value=False).alias("zeros"),
    )


@cache
def _plain() -> tuple[pl.Expr, ...]:
    """The parts of rows that are null or plain and held no number; anything for others."""
    return (
        pl.when(pl.col("right") & _is_day(pl.col("born"))).then(_TEXT.str.slice(0, 18)).alias("id18"),
        pl.col("right").alias("checks"),
        pl.col("zeros").alias("damaged"),
        pl.when("zeros").then(_TEXT.str.slice(0, SURVIVING)).alias("prefix"),
    )


@cache
def _shapes() -> tuple[pl.Expr, ...]:
    return (
        _TEXT.str.contains(_FULL).alias("full"),
        _TEXT.str.contains(_SCIENTIFIC).fill_null(value=False).alias("scientific"),
        (_TEXT.str.contains(_OLD).fill_null(value=False) & ~_HELD).alias("old"),
    )


@cache
def _judgements() -> tuple[pl.Expr, ...]:
    full, right = pl.col("full"), pl.col("right").fill_null(value=False)
    return (
        (full & right & _TEXT.str.len_chars().is_in([18, 20, 22])).alias("checks"),
        (_HELD | (pl.col("zeros") & full.fill_null(value=False))).alias("stored"),
    )


@cache
def _any() -> tuple[pl.Expr, ...]:
    shown = pl.when("scientific").then("text").str.replace(_SCIENTIFIC, "${1}${2}")
    good = pl.col("checks") & _is_day(pl.col("born")) & ~_HELD
    return (
        pl.when(good).then(_TEXT.str.slice(0, 18)).alias("id18"),
        pl.col("checks"),
        (pl.col("stored") | pl.col("scientific")).alias("damaged"),
        pl.when("stored").then(_TEXT.str.slice(0, SURVIVING)).otherwise(shown).alias("prefix"),
    )


def _check_digit(first17: pl.Expr) -> pl.Expr:
    high, low = (first17 // 10**9).cast(pl.Int32), (first17 % 10**9).cast(pl.Int32)
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


def _from_old(text: pl.Series) -> pl.Series:
    """The 18 digits of old numbers of 15 (17 with a certificate's two), which have no century: always 19.

    17 digits that could as well be 18 of which one is missing (``…19850607…``) are not taken for an old number.
    """
    asked = pl.DataFrame({"text": text}).with_columns(
        (_TEXT.str.slice(0, 6) + pl.lit("19") + _TEXT.str.slice(6, 9)).alias("whole"),
        (pl.lit("19") + _TEXT.str.slice(6, 6)).cast(pl.Int32, strict=False).alias("day"),
    )
    ambiguous = (_TEXT.str.len_bytes() == 17) & _TEXT.str.slice(6, 2).is_in(["19", "20"])
    old = pl.col("whole") + check_digit(pl.col("whole"))
    return asked.select(pl.when(_is_day(pl.col("day")) & ~ambiguous).then(old)).to_series()


def _is_day(figure: pl.Expr) -> pl.Expr:
    """Whether a number such as 19850607 is a day on which somebody may have been born."""
    year, day = figure // 10_000, figure % 10_000
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    in_any_year = pl.lit(_days_of_years()).gather(day)
    real = year.is_between(FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR) & in_any_year & (leap | (day != _LEAP_DAY))
    return real.fill_null(value=False)


@cache
def _days_of_years() -> pl.Series:
    """For each figure under 10,000 whether it is a day of some year, as 607 is."""
    return pl.Series([0 < n // 100 <= 12 and 0 < n % 100 <= _DAYS[n // 100 - 1] for n in range(10_000)])
