"""ID numbers (GB 11643) and the certificate numbers that begin with one, brought to one form; nothing is repaired."""

from __future__ import annotations

import re

import polars as pl

PLAIN = r"^([0-9]{17}[0-9X]|[1-9][0-9]{16}[0-9X][0-9]{2}([0-9]{2})?)$"
"""18 characters, or 20 or 22 of a certificate, with nothing to clean, as most cells are."""
SURVIVING = 15
"""Digits that a spreadsheet keeps of a number."""

_NOISE = r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'’‘`\"“”=_－–—‐-]+"
_BLANK = ["", "空", "无", "没有", "暂无", "未知", "不详", "无证", "无身份证", "NULL", "NONE", "NAN", "N/A"]
_NO_FIGURE = r"^([0./\\]*|#.*)$"
_MAYBE_ID = re.compile(r"[0-9０-９](?:[\s’'_-]?[0-9０-９]){13,}(?:[\s_-]?[XxＸｘ])?")


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
    digits = shortest.str.slice(0, 1) + shortest.str.extract(r"^[0-9]\.([0-9]+)e").fill_null("")
    kept = digits.str.slice(0, SURVIVING)
    long = rendered.str.contains(r"^[0-9]{16,}$") & shortest.str.contains("e", literal=True)
    return pl.when(long).then(kept.str.pad_end(100, "0").str.slice(0, rendered.str.len_chars())).otherwise(rendered)


def looks_stored(text: pl.Expr) -> pl.Expr:
    """Whether ``text`` is how a number cell would be rendered: then only the file can say whether it was one."""
    exact = text.cast(pl.Float64, strict=False).cast(pl.Int128, strict=False).cast(pl.String) == text
    return text.str.contains(r"^[0-9]{15,22}$") & exact
