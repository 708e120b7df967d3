"""What all text has in common: outer space, full-width forms, invisible characters, spreadsheet quoting."""

from __future__ import annotations

import polars as pl

_INVISIBLE = r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
_QUOTED_FORMULA = r'^="(.*)"$'
_LEADING_QUOTE = r"^['’‘`]+"


def clean_text(text: pl.Expr) -> pl.Expr:
    """Full-width forms narrowed, invisible characters, a text mark and outer space gone; blank is null."""
    return (
        text.str.normalize("NFKC")
        .str.replace_all(_INVISIBLE, "")
        .str.replace(_QUOTED_FORMULA, "${1}")
        .str.replace(_LEADING_QUOTE, "")
        .str.strip_chars()
        .replace("", None)
    )
