"""How the cells of each type are cleaned: what most cells look like in one go, all others once for each value.

Most cells of a list are as they should be, and an expression takes them over for a whole column at once. What is left
is made distinct first and read by the plain functions of ``cleaning``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import polars as pl

from huitoukan.engine.sheets.cleaning import areas, dates, ids, names, numbers, phones
from huitoukan.engine.sheets.cleaning.codes import BLANK, Words
from huitoukan.engine.sheets.cleaning.texts import clean_text
from huitoukan.engine.sheets.recognition.headers import unify
from huitoukan.policy.models import FieldType, ListField

Values = tuple[object, ...]
Read = Callable[[Sequence[str]], list[Values]]
"""Distinct cells in, for each the values of the columns that are made."""
Quick = Callable[[pl.Expr], pl.Expr]
Schema = Mapping[str, type[pl.DataType]]

YES, NO = "是", "否"
"""Canonical words of the value maps of yes/no fields."""
BESIDE = "\0"
"""Between a village and the township of its row; no cell holds it."""

_WORD = r"^[0-9A-Za-z\u{4e00}-\u{9fff}]+$"
_WHOLE = r"^-?([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})$"
_FIGURE = r"^-?([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})(\.[0-9]+)?$"
"""None of these is beyond ``numbers.LARGEST``."""
_MOBILE = r"^1[0-9]{10}$"
_DAY = r"^(19|20)[0-9]{2}([-./][0-9]{1,2}[-./][0-9]{1,2}( 00:00:00)?|年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4})$"
"""A date cell comes with its hour; none of these is outside ``dates.FIRST_YEAR`` and ``LAST_YEAR``."""
_LONGEST_BLANK = 8


class FieldCells(Protocol):
    """The column that is to be cleaned."""

    @property
    def name(self) -> str: ...

    @property
    def field(self) -> ListField: ...

    @property
    def unit(self) -> numbers.Unit | None: ...


@dataclass(frozen=True, slots=True)
class Cleaner:
    """How one column is cleaned."""

    schema: Schema
    """The columns that are made."""
    read: Read
    plain: str | None = None
    """The pattern of cells that ``quick`` takes over; None: every distinct cell is read."""
    quick: Quick = lambda cell: cell
    """The value of plain cells, for the only column of ``schema``."""
    blanks_are_null: bool = False
    """Whether plain cells may be words for blank, which are null then."""


def cleaner(cells: FieldCells, words: Words, blanks: Words) -> Cleaner:
    """How the cells of a field are cleaned; ``words`` are those of its value map."""
    name, field = cells.name, cells.field
    match field.type:
        case FieldType.ID_NO:
            return Cleaner({name: pl.String}, partial(_by_expression, ids.clean_id), ids.PLAIN)
        case FieldType.NAME:
            return Cleaner({name: pl.String}, _each(partial(_name, blanks)), names.HAN, blanks_are_null=True)
        case FieldType.TEXT:
            return Cleaner({name: pl.String}, partial(_texts, blanks), _WORD, blanks_are_null=True)
        case FieldType.TOWNSHIP | FieldType.VILLAGE as sort:
            read = _township if sort is FieldType.TOWNSHIP else _village
            return Cleaner({name: pl.String, f"{name}_key": pl.String}, _each(partial(read, blanks)))
        case FieldType.MONEY:
            return _money(name, cells.unit or field.unit or "元", field.unit or "元")
        case FieldType.YES_NO:
            return Cleaner({name: pl.Boolean}, _each(lambda cell: (_yes_or_no(words, cell),)))
        case FieldType.CODE:
            return Cleaner({name: pl.String}, _each(lambda cell: (_word(words, cell),)))
    dtype, parse, plain, quick = _PARSED[field.type]
    return Cleaner({name: dtype}, _each(lambda cell: (parse(cell),)), plain, quick)


def is_blank(blanks: Words, text: str) -> bool:
    """Whether ``text`` is a word for blank; none is long."""
    return len(text) <= _LONGEST_BLANK and blanks.look_up(text) == BLANK


def never_blank(blanks: Words) -> str:
    """The pattern of cells that begin as no word for blank does, in plain characters: nearly all."""
    firsts = {character for key in blanks.spellings(BLANK) for character in (key[:1], key[:1].lower())}
    taken = "".join(sorted(each for each in firsts if each.isalnum()))
    return rf"^[0-9A-Za-z\u{{4e00}}-\u{{9fff}}{f'--[{taken}]' if taken else ''}]"


def may_be_blank(cells: pl.Expr, usual: str) -> pl.Expr:
    """The cells that are short and begin oddly, by the pattern of :func:`never_blank`: those are asked one by one."""
    short = cells.filter(cells.str.len_chars() <= _LONGEST_BLANK)
    return short.filter(~short.str.contains(usual))


def _each(parse: Callable[[str], Values]) -> Read:
    return lambda cells: [parse(cell) for cell in cells]


def _by_expression(make: Callable[[pl.Expr], pl.Expr], cells: Sequence[str]) -> list[Values]:
    return pl.DataFrame({"cell": cells}, schema={"cell": pl.String}).select(make(pl.col("cell"))).rows()


def _texts(blanks: Words, cells: Sequence[str]) -> list[Values]:
    clean = _by_expression(clean_text, cells)
    return [(None,) if isinstance(text, str) and is_blank(blanks, text) else (text,) for (text,) in clean]


def _name(blanks: Words, cell: str) -> Values:
    clean = names.clean_name(cell)
    return (None if clean is None or blanks.look_up(clean) == BLANK else clean,)


def _township(blanks: Words, cell: str) -> Values:
    clean = areas.clean_area(cell)
    return (None, None) if clean is None or blanks.look_up(clean) == BLANK else (clean, areas.township_key(clean))


def _village(blanks: Words, cell: str) -> Values:
    village, _, township = cell.partition(BESIDE)
    clean = areas.clean_area(village)
    if clean is None or blanks.look_up(clean) == BLANK:
        return (None, None)
    return (clean, areas.village_key(clean, areas.clean_area(township)))


def _money(name: str, unit: numbers.Unit, wanted: numbers.Unit) -> Cleaner:
    read = _each(lambda v: (numbers.parse_money(v, unit, wanted),))
    if unit != wanted:
        return Cleaner({name: pl.Float64}, read)
    return Cleaner({name: pl.Float64}, read, _FIGURE, partial(_figures, pl.Float64))


def _figures(dtype: type[pl.DataType], cell: pl.Expr) -> pl.Expr:
    return cell.str.replace_all(",", "", literal=True).cast(dtype, strict=False)


def _days(cell: pl.Expr) -> pl.Expr:
    dashed = cell.str.strip_suffix(" 00:00:00").str.replace_many(["年", "月", ".", "/", "日"], ["-", "-", "-", "-", ""])
    solid = pl.when(cell.cast(pl.Int64, strict=False).is_not_null()).then(cell)
    return pl.coalesce(dashed.str.to_date("%Y-%m-%d", strict=False), solid.str.to_date("%Y%m%d", strict=False))


def _yes_or_no(words: Words, cell: str) -> bool | None:
    return {YES: True, NO: False}.get(words.look_up(cell) or BLANK)


def _word(words: Words, cell: str) -> str | None:
    found = words.look_up(cell)
    if found is None:
        return " ".join(unify(cell).split()) or None
    return found or None


def _same(cell: pl.Expr) -> pl.Expr:
    return cell


_PARSED: Mapping[FieldType, tuple[type[pl.DataType], Callable[[str], object], str | None, Quick]] = {
    FieldType.INTEGER: (pl.Int64, numbers.parse_integer, _WHOLE, partial(_figures, pl.Int64)),
    FieldType.NUMBER: (pl.Float64, numbers.parse_number, _FIGURE, partial(_figures, pl.Float64)),
    FieldType.DATE: (pl.Date, dates.parse_date, _DAY, _days),
    FieldType.MONTH: (pl.Int32, dates.parse_month, None, _same),
    FieldType.YEAR: (pl.Int64, dates.parse_year, None, _same),
    FieldType.PHONE: (pl.String, phones.clean_phone, _MOBILE, _same),
}
