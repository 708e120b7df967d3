"""The areas that rows name, by today's names and by former ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from huitoukan.core.areas.codes import code_above, level_of, span
from huitoukan.core.areas.enums import DIGITS, Level
from huitoukan.engine.sheets.cleaning.areas import township_key, village_key

TOWNSHIP = DIGITS[Level.TOWNSHIP]
"""So many digits at the front of a code name its township."""
_NAMES = ("township", "village")
_PLACES = {"area_code": pl.String, "strange": pl.String}


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What is called how."""

    townships: Mapping[str, str]
    """Name, or its bare form where only one township has it → code."""
    villages: Mapping[tuple[str, str], str]
    """Code of the township and bare name → code."""
    office: str
    """The code of the widest area."""

    def place(self, township: str | None, village: str | None, *, blank: str) -> tuple[str, str | None]:
        """The code of the narrowest area that the names tell, and which of them is strange.

        Without the name of a township it is ``blank``.
        """
        code = self._township(township) if township else blank
        if code is None:
            return self.office, "township"
        if not village or level_of(code) is not Level.TOWNSHIP:
            return code, None
        found = self.villages.get((code, village_key(village, township)))
        return (found, None) if found else (code, "village")

    def _township(self, name: str) -> str | None:
        return self.townships.get(name) or self.townships.get(township_key(name))


def gazetteer(names: Iterable[tuple[str, str]], office: str) -> Gazetteer:
    """``names`` are those of ``areas.queries.every_name``: what comes first has the name."""
    townships: dict[str, str] = {}
    bare: dict[str, dict[str, None]] = {}
    villages: dict[tuple[str, str], str] = {}
    for name, code in names:
        level = level_of(code)
        if level is Level.TOWNSHIP:
            townships.setdefault(name, code)
            bare.setdefault(township_key(name), {})[code] = None
        elif level is Level.VILLAGE:
            villages.setdefault((code_above(code) or "", village_key(name)), code)
    for key, codes in bare.items():
        if len(codes) == 1:
            townships.setdefault(key, next(iter(codes)))
    return Gazetteer(townships, villages, office)


def placed(rows: pl.DataFrame, names: Gazetteer, *, blank: str) -> pl.DataFrame:
    """``rows`` with ``area_code`` and ``strange`` (``township``, ``village`` or null) by their ``township`` and
    ``village``; a row that has neither lies in ``blank``.
    """
    named = rows.select(name if name in rows.columns else pl.lit(None, pl.String).alias(name) for name in _NAMES)
    pairs = named.unique(maintain_order=True)
    found = [names.place(township, village, blank=blank) for township, village in pairs.iter_rows()]
    table = pl.concat([pairs, pl.DataFrame(found, schema=_PLACES, orient="row")], how="horizontal")
    places = named.join(table, on=_NAMES, how="left", nulls_equal=True, maintain_order="left")
    return rows.with_columns(places["area_code"], places["strange"])


def strange_names(rows: pl.DataFrame, most: int = 20) -> dict[str, list[str]]:
    """The townships and villages that nobody knows, those of most rows first."""
    said = {
        name: Counter(rows.filter(pl.col("strange") == name).get_column(name).to_list())
        for name in _NAMES
        if name in rows.columns
    }
    return {name: [str(text)[:40] for text, _ in counted.most_common(most)] for name, counted in said.items()}


def within(column: str, code: str) -> pl.Expr:
    """Whether the code in ``column`` is that of the area ``code`` or of one below it."""
    first, beyond = span(code)
    return (pl.col(column) >= first) & (pl.col(column) < beyond)


def township_of(column: str) -> pl.Expr:
    """What names the township of a code; null where the code names something wider."""
    return pl.when(~_is_blank(column, Level.TOWNSHIP)).then(pl.col(column).str.head(TOWNSHIP))


def village_of(column: str) -> pl.Expr:
    """What names the village of a code; null where the code names something wider."""
    return pl.when(~_is_blank(column, Level.VILLAGE)).then(pl.col(column).str.head(DIGITS[Level.VILLAGE]))


def stem(column: str) -> pl.Expr:
    """The code without the digits of the levels below it: areas around it have stems that it begins with."""
    code = pl.col(column)
    known = code.str.head(DIGITS[Level.COUNTY])
    for level in (Level.TOWNSHIP, Level.VILLAGE):
        known = pl.when(_is_blank(column, level)).then(known).otherwise(code.str.head(DIGITS[level]))
    return pl.when(code.str.len_chars() == DIGITS[Level.GROUP]).then(code).otherwise(known)


def _is_blank(column: str, level: Level) -> pl.Expr:
    """Whether a code says nothing of this level."""
    start = DIGITS[level.above or level]
    return pl.col(column).str.slice(start, DIGITS[level] - start).str.strip_chars("0") == ""
