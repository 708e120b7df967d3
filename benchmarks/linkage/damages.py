"""Damage to rows, column by column: what clerks and spreadsheets do to numbers and names."""

from __future__ import annotations

import polars as pl

from huitoukan.samples.words import words

SHARES = {
    "typo": 22,
    "swap": 16,
    "lost_digit": 6,
    "two_digits": 6,
    "float": 15,
    "homophone": 12,
    "look_alike": 5,
    "no_number": 18,
}
"""Of a hundred damaged rows. With ``homophone`` and ``look_alike`` a digit is wrong too."""
_NUMBER = 18
_BIRTH = (6, 13)


def apply(people: pl.DataFrame, damaged: int, seed: int) -> pl.DataFrame:
    """One row a person with ``damage`` (null: none) on ``damaged`` of them.

    ``placed``: it stands in the list that has birth dates and places; ``survives``: it shows name and birth date.
    """
    kinds = [kind for kind, share in SHARES.items() for _ in range(share)]
    rows = people.sample(fraction=1, shuffle=True, seed=seed + 10).with_row_index("nth")
    count = len(rows)
    drawn = rows.with_columns(
        pl.int_range(0, 16, eager=True).sample(count, with_replacement=True, seed=seed + 11).alias("at"),
        pl.int_range(1, 9, eager=True).sample(count, with_replacement=True, seed=seed + 12).alias("by"),
        pl.Series(kinds).sample(count, with_replacement=True, seed=seed + 13).alias("kind"),
        (pl.int_range(count) % 4 == 0).alias("placed"),
    )
    hit = pl.col("nth") < damaged
    number, name = _number(), _name()
    return drawn.with_columns(
        pl.when(hit).then(number).otherwise("id_no").alias("id_no"),
        pl.when(hit).then(name).otherwise("name").alias("name"),
        pl.when(hit).then(_label()).alias("damage"),
        _survives().alias("survives"),
    ).sample(fraction=1, shuffle=True, seed=seed + 14)


def _number() -> pl.Expr:
    whole, at = pl.col("id_no"), pl.col("at")
    wrong = _mistyped(whole, at)
    swapped = whole.str.slice(0, at) + whole.str.slice(at + 1, 1) + whole.str.slice(at, 1) + whole.str.slice(at + 2)
    kind = pl.col("kind")
    return (
        pl.when(kind.is_in(["typo", "homophone", "look_alike"])).then(wrong)
        .when(kind == "swap").then(swapped)
        .when(kind == "lost_digit").then(whole.str.slice(0, at) + whole.str.slice(at + 1))
        .when(kind == "two_digits").then(_mistyped(wrong, 16 - at // 2))
        .when(kind == "float").then(whole.str.slice(0, 15) + "000")
    )  # fmt: skip


def _mistyped(number: pl.Expr, at: pl.Expr) -> pl.Expr:
    digit = (number.str.slice(at, 1).cast(pl.Int32, strict=False) + pl.col("by")) % 10
    return number.str.slice(0, at) + digit.cast(pl.String) + number.str.slice(at + 1)


def _name() -> pl.Expr:
    name = pl.col("name")
    return (
        pl.when(pl.col("kind") == "homophone").then(name.str.replace_many(dict(words().homophones)))
        .when(pl.col("kind") == "look_alike").then(name.str.replace_many(dict(words().look_alikes)))
        .otherwise(name)
    )  # fmt: skip


def _label() -> pl.Expr:
    """The damage, and whether the number's birth date was hit or only its other digits."""
    kind = pl.col("kind")
    return pl.when((kind != "no_number") & _birth_hit()).then(kind + ", birth hit").otherwise(kind)


def _birth_hit() -> pl.Expr:
    """Whether the birth date cannot be read from the number any more."""
    kind, at = pl.col("kind"), pl.col("at")
    first, last = _BIRTH
    swap = (kind == "swap") & at.is_between(first - 1, last)
    two = (kind == "two_digits") & (16 - at // 2).is_between(first, last)
    one = kind.is_in(["typo", "homophone", "look_alike", "two_digits"]) & at.is_between(first, last)
    return swap | one | two | ((kind == "lost_digit") & (at <= last)) | (kind == "no_number")


def _survives() -> pl.Expr:
    """Whether the name as it is and a birth date stand in the row."""
    return ~pl.col("kind").is_in(["homophone", "look_alike"]) & (pl.col("placed") | ~_birth_hit())
