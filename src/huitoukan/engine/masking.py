"""ID numbers as they may leave the machine: the first six characters and the last four."""

from __future__ import annotations

import polars as pl

from huitoukan.engine.sheets.mending.rows import MASKED

SHOWN_FIRST = 6
SHOWN_LAST = 4
LONGEST_PLAIN = SHOWN_FIRST + SHOWN_LAST
"""What is this short is no ID number."""
FEWEST_HIDDEN = len(MASKED)
"""So many stars at least: whoever reads a workbook back knows a masked cell by them."""

# An ID number inside other text is told from other long numbers by the birth date it holds.
# People write it with blanks between the groups, and some input methods write wide figures.
_BLANK = r"[ \t\u{a0}\u{3000}]{0,2}"
_DIGIT = "[0-9０-９]"
_NO_DIGIT = "[^0-9０-９*]"
_CENTURY = f"(?:[1１]{_BLANK}[89８９]|[2２]{_BLANK}[0０])"
_DAY = _BLANK.join(("[01０１]", _DIGIT, "[0-3０-３]"))


def _digits(count: int) -> str:
    return _BLANK.join([_DIGIT] * count)


_LONG = (
    f"(^|{_NO_DIGIT})({_digits(6)}){_BLANK}{_CENTURY}{_BLANK}{_digits(2)}{_BLANK}{_DAY}{_BLANK}{_DIGIT}{_BLANK}"
    f"({_digits(3)}{_BLANK}[0-9０-９XxＸｘ])"
)
_OLD = f"(^|{_NO_DIGIT})({_digits(6)}){_BLANK}{_digits(2)}{_BLANK}{_DAY}{_BLANK}({_digits(4)})($|[^0-9０-９XxＸｘ])"


def mask(column: pl.Expr, *, inside_text: bool = False) -> pl.Expr:
    """``column`` with its ID numbers masked: 990123********1234.

    A column of ID numbers is masked whatever state they are in. With ``inside_text`` only what looks like
    an ID number (18 or old 15 digits around a birth date) is, and the text about it stays.
    """
    if inside_text:
        short = "${1}${2}*****${3}${4}"
        # Twice: what stands between two numbers belongs to the first match and cannot begin the second.
        return (
            column.str.replace_all(_LONG, "${1}${2}********${3}")
            .str.replace_all(_OLD, short)
            .str.replace_all(_OLD, short)
        )
    # signed: a short text would else be padded to four thousand million stars before it is left as it is
    length = pl.max_horizontal(column.str.len_chars().cast(pl.Int64) - SHOWN_LAST, pl.lit(SHOWN_FIRST + FEWEST_HIDDEN))
    hidden = column.str.head(SHOWN_FIRST).str.pad_end(length, "*")
    masked = hidden + column.str.tail(SHOWN_LAST)
    return pl.when(column.str.len_chars() > LONGEST_PLAIN).then(masked).otherwise(column)


def mask_text(text: str) -> str:
    """``text`` with the ID numbers inside it masked."""
    masked: str = pl.select(mask(pl.lit(text), inside_text=True)).item()
    return masked
