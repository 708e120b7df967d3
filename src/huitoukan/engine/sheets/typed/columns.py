"""Raw text columns made into the typed columns of a field.

For a field ``f`` of each type:

| type | columns |
|---|---|
| text, code | ``f`` String; a code's words are those of its value map, an unknown word stays as it is |
| name | ``f`` String, ``f_pinyin``, ``f_shape`` |
| id_no | ``f`` String, ``f_id18`` String, ``f_checks`` Boolean, ``f_damaged`` Boolean, ``f_prefix`` String |
| phone | ``f`` String, digits only |
| township, village | ``f`` String, ``f_key`` String |
| integer, year | ``f`` Int64 |
| number | ``f`` Float64 |
| money | ``f`` Float64 in the field's unit |
| date | ``f`` Date |
| month | ``f`` Int32, year * 12 + month - 1 |
| yes_no | ``f`` Boolean |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import polars as pl

from huitoukan.engine.sheets.cleaning import areas, dates, ids, names, numbers, phones
from huitoukan.engine.sheets.cleaning.codes import BLANK, BLANK_MAP, Words
from huitoukan.engine.sheets.cleaning.texts import clean_text
from huitoukan.engine.sheets.recognition.headers import unify
from huitoukan.engine.sheets.typed.distinct import per_value
from huitoukan.policy.models import FieldType, ListField, Pack

SHOWN_EXAMPLES = 3
YES, NO = "是", "否"
"""Canonical words of the value maps of yes/no fields."""
_PLAIN_NUMBER = r"^-?[0-9]{1,15}(\.[0-9]+)?$"
_LONGEST_BLANK = 8

_CELL, _BESIDE = "#cell", "#beside"
"""Names that no field can have."""
Parser = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one column, with what of the sheet bears on their meaning."""

    text: pl.Series
    unit: numbers.Unit | None = None
    """The unit of money the header names."""
    township: pl.Series | None = None
    """The row's township as listed, where the column is a village."""
    is_number: pl.Series | None = None
    """Which cells held a number and not text, where the column is an ID number."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The typed columns of one field, and how its cells went."""

    columns: pl.DataFrame
    filled: int
    unreadable: int
    examples: tuple[str, ...]


class Typing:
    """Makes typed columns with the tables of a pack; one for a whole run, so that they are built once."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._shapes = names.shape_groups(pack.linkage.look_alikes)
        self._blanks = Words(None, pack.values.get(BLANK_MAP))
        self._words: dict[str, Words] = {}

    def columns(self, name: str, field: ListField, cells: Cells) -> Typed:
        """The columns of the field ``name``; see the module for which."""
        blank = self._blank(cells.text)
        made = self._made(name, field, cells)
        lost = cells.text.filter(~blank & made.to_series(0).is_null()) if not self._may_be_null(field) else _none()
        examples = map(ids.mask_ids, lost.unique(maintain_order=True).head(SHOWN_EXAMPLES))
        return Typed(made, int((~blank).sum()), len(lost), tuple(examples))

    def words(self, values: str) -> Words:
        """The look-up of a value map, the words that are blank everywhere included."""
        if values not in self._words:
            self._words[values] = Words(self._pack.values[values], self._pack.values.get(BLANK_MAP))
        return self._words[values]

    def _made(self, name: str, field: ListField, cells: Cells) -> pl.DataFrame:
        match field.type:
            case FieldType.ID_NO:
                return self._ids(name, cells)
            case FieldType.NAME:
                return self._names(name, cells.text)
            case FieldType.TOWNSHIP | FieldType.VILLAGE:
                return self._areas(name, field.type, cells)
            case FieldType.TEXT:
                text = cells.text.to_frame(name).select(clean_text(pl.col(name)))
                blank = self._blank(text.to_series())
                return text.select(pl.when(~blank).then(pl.col(name)).alias(name))
            case FieldType.INTEGER | FieldType.NUMBER | FieldType.MONEY:
                return _numbers(name, field, cells)
        dtype, parse = self._parser(field)
        return per_value(cells.text.to_frame(_CELL), {name: dtype}, lambda v: (None if v is None else parse(v),))

    def _blank(self, text: pl.Series) -> pl.Series:
        """Which cells are empty or hold a word for it."""
        short = text.filter(text.str.len_chars() <= _LONGEST_BLANK).unique().drop_nulls()
        words = [v for v in short if self._blanks.look_up(v) == BLANK]
        return text.is_null() | text.is_in(words)

    @staticmethod
    def _may_be_null(field: ListField) -> bool:
        """Whether null means “none” in this type, so that no cell of it counts as unreadable."""
        return field.type in (FieldType.TEXT, FieldType.CODE, FieldType.ID_NO, FieldType.NAME)

    def _names(self, name: str, text: pl.Series) -> pl.DataFrame:
        readings = self._pack.linkage.surname_readings

        def forms(value: str | None) -> tuple[str | None, ...]:
            clean = names.clean_name(value or "")
            if clean is None or self._blanks.look_up(clean) == BLANK:
                return (None, None, None)
            return (clean, names.pinyin(clean, readings), names.shape(clean, self._shapes))

        schema = dict.fromkeys((name, f"{name}_pinyin", f"{name}_shape"), pl.String)
        return per_value(text.to_frame(_CELL), schema, forms)

    def _ids(self, name: str, cells: Cells) -> pl.DataFrame:
        number = f"{name}_number"
        stored = pl.lit(value=False) if cells.is_number is None else cells.is_number
        frame = cells.text.to_frame(name).with_columns(stored.alias(number))
        frame = _where(frame, frame[number], name, ids.stored_digits(pl.col(name)))
        frame = _where(frame, ~frame[number] & ~ids.is_plain(frame[name]), name, ids.clean_id(pl.col(name)))
        first, second = ids.columns(name, self._pack.linkage.placeholder_ids)
        frame = frame.with_columns(first).with_columns(second)
        return frame.select(name, *(f"{name}_{part}" for part in ("id18", "checks", "damaged", "prefix")))

    def _areas(self, name: str, sort: FieldType, cells: Cells) -> pl.DataFrame:
        def forms(value: str | None, township: str | None) -> tuple[str | None, str | None]:
            clean = areas.clean_area(value or "")
            if clean is None or self._blanks.look_up(clean) == BLANK:
                return (None, None)
            if sort is FieldType.TOWNSHIP:
                return (clean, areas.township_key(clean))
            return (clean, areas.village_key(clean, areas.clean_area(township or "")))

        township = pl.lit(None, pl.String) if cells.township is None else cells.township
        frame = cells.text.to_frame(_CELL).with_columns(township.alias(_BESIDE))
        return per_value(frame, dict.fromkeys((name, f"{name}_key"), pl.String), forms)

    def _parser(self, field: ListField) -> tuple[type[pl.DataType], Parser]:
        match field.type:
            case FieldType.DATE:
                return pl.Date, dates.parse_date
            case FieldType.YEAR:
                return pl.Int64, dates.parse_year
            case FieldType.MONTH:
                return pl.Int32, dates.parse_month
            case FieldType.PHONE:
                return pl.String, phones.clean_phone
            case FieldType.YES_NO:
                return pl.Boolean, partial(_yes_or_no, self.words(field.values or "yes_no"))
        words = self.words(field.values) if field.values else self._blanks
        return pl.String, partial(_word, words)


def _where(frame: pl.DataFrame, mask: pl.Series, name: str, made: pl.Expr) -> pl.DataFrame:
    """``made`` put into column ``name`` where ``mask`` is true: only those rows are worked on."""
    if not mask.any():
        return frame
    new = frame.filter(mask).select(made.alias(name)).to_series()
    return frame.with_columns(frame[name].scatter(mask.arg_true(), new))


def _numbers(name: str, field: ListField, cells: Cells) -> pl.DataFrame:
    """Plain figures by a cast; only what is written otherwise is parsed."""
    dtype = pl.Int64 if field.type is FieldType.INTEGER else pl.Float64
    wanted = field.unit or "元"
    unit = cells.unit or wanted

    def parse(value: str | None) -> tuple[float | None]:
        if value is None:
            return (None,)
        if field.type is FieldType.MONEY:
            return (numbers.parse_money(value, unit, wanted),)
        return (numbers.parse_integer(value) if field.type is FieldType.INTEGER else numbers.parse_number(value),)

    frame = cells.text.to_frame(_CELL)
    plain = (pl.col(_CELL).str.contains(_PLAIN_NUMBER)).fill_null(value=False)
    if field.type is not FieldType.INTEGER and unit == wanted:
        quick = pl.when(plain).then(pl.col(_CELL)).cast(pl.Float64, strict=False).alias("quick")
        frame = frame.select(pl.when(~plain).then(pl.col(_CELL)).alias(_CELL), quick)
        frame = frame.with_columns(pl.when(pl.col("quick").abs() <= numbers.LARGEST).then("quick").alias("quick"))
        parsed = per_value(frame.select(_CELL), {name: dtype}, parse)
        return parsed.select(pl.coalesce(frame["quick"], pl.col(name)).alias(name))
    return per_value(frame, {name: dtype}, parse)


def _yes_or_no(words: Words, value: str) -> bool | None:
    return {YES: True, NO: False}.get(words.look_up(value) or BLANK)


def _word(words: Words, value: str) -> str | None:
    found = words.look_up(value)
    if found is None:
        return " ".join(unify(value).split()) or None
    return found or None


def _none() -> pl.Series:
    return pl.Series([], dtype=pl.String)
