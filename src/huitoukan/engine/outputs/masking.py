"""ID numbers as they may leave the machine: the first six characters and the last four."""

from __future__ import annotations

import polars as pl

SHOWN_FIRST = 6
SHOWN_LAST = 4
LONGEST_PLAIN = SHOWN_FIRST + SHOWN_LAST
"""What is this short is no ID number."""
FEWEST_HIDDEN = 4
"""So many stars at least: whoever reads a workbook back knows a masked cell by them."""

# An ID number inside other text is told from other long numbers by the birth date it holds.
_LONG = r"(?i)(^|[^0-9*])(\d{6})(?:(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d)(\d{3}[\dx])"
_OLD = r"(^|[^0-9*])(\d{6})\d{2}(?:0[1-9]|1[0-2])[0-3](\d{4})($|[^0-9Xx])"


def mask(column: pl.Expr, *, inside_text: bool = False) -> pl.Expr:
    """``column`` with its ID numbers masked: 990123********1234.

    A column of ID numbers is masked whatever state they are in. With ``inside_text`` only what looks like
    an ID number (18 or old 15 digits around a birth date) is, and the text about it stays.
    """
    if inside_text:
        return column.str.replace_all(_LONG, "${1}${2}********${3}").str.replace_all(_OLD, "${1}${2}*****${3}${4}")
    length = pl.max_horizontal(column.str.len_chars() - SHOWN_LAST, pl.lit(SHOWN_FIRST + FEWEST_HIDDEN))
    hidden = column.str.head(SHOWN_FIRST).str.pad_end(length, "*")
    masked = hidden + column.str.tail(SHOWN_LAST)
    return pl.when(column.str.len_chars() > LONGEST_PLAIN).then(masked).otherwise(column)
