"""How names sound and look, for whole columns.

Nearly all names are two or three Chinese characters: those are taken apart, and each character is looked up. The others
take the long way, which reads them as text.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from huitoukan.engine.sheets.cleaning import names

_NAME = pl.col("name")
_PLACES = ("0", "1", "2")


def parts(
    cleaned: pl.Series, surname_readings: Mapping[str, str], groups: Mapping[str, str], split: Mapping[str, str]
) -> tuple[pl.Series, pl.Series]:
    """What each of the ``cleaned`` names sounds like (``names.pinyin``) and looks like (``names.shape``)."""
    rows = pl.DataFrame({"name": cleaned})
    joined = _NAME.str.slice(1).str.contains_any(list(split)) if split else pl.lit(value=False)
    short = _NAME.str.contains(names.HAN) & (_NAME.str.len_chars() <= len(_PLACES))
    odd = rows.select((~short | joined).fill_null(value=False)).to_series()
    sound, look = _parts_of_short(rows.select(pl.when(~odd).then("name")), surname_readings, groups)
    if not odd.any():
        return sound, look
    places, others = odd.arg_true(), rows.filter(odd)
    sounds = names.pinyin(others.to_series(), surname_readings)
    return sound.scatter(places, sounds), look.scatter(
        places, others.select(names.shape(_NAME, groups, split)).to_series()
    )


def _parts_of_short(
    rows: pl.DataFrame, surname_readings: Mapping[str, str], groups: Mapping[str, str]
) -> tuple[pl.Series, pl.Series]:
    apart = rows.select("name", *(_NAME.str.slice(at, 1).alias(place) for at, place in enumerate(_PLACES)))
    known = sorted({each for place in _PLACES for each in apart[place].unique().to_list() if each})
    # names shorter than the longest have no character in the last places
    codes = apart.select("name", pl.col(_PLACES).cast(pl.Enum(known), strict=False).to_physical())
    readings = [names.reading(each).lower() for each in known]
    surnames = [surname_readings.get(each, "").lower() or own for each, own in zip(known, readings, strict=True)]
    looks = _looked_up([groups.get(each, each) for each in known])
    sounds = [pl.lit(pl.Series(surnames, dtype=pl.String)).gather(_PLACES[0]), *_looked_up(readings)[1:]]
    whole = codes.select(
        pl.when(_NAME.is_not_null()).then(pl.concat_str(sounds, separator=" ", ignore_nulls=True)).alias("sound"),
        pl.when(_NAME.is_not_null()).then(pl.concat_str(looks, ignore_nulls=True)).alias("look"),
    )
    return whole["sound"], whole["look"]


def _looked_up(table: list[str]) -> list[pl.Expr]:
    return [pl.lit(pl.Series(table, dtype=pl.String)).gather(place) for place in _PLACES]
