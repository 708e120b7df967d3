"""Raw text columns made into the typed columns of their fields, all columns of a sheet at once.

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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from huitoukan.engine.sheets.cleaning import ids, names, numbers
from huitoukan.engine.sheets.cleaning.codes import BLANK_MAP, Words
from huitoukan.engine.sheets.typed.cleaners import (
    BESIDE,
    NO,
    YES,
    Cleaner,
    cleaner,
    is_blank,
    may_be_blank,
    never_blank,
)
from huitoukan.policy.models import FieldType, ListField, Pack

__all__ = ["NO", "YES", "Cells", "Typed", "Typing"]

SHOWN_EXAMPLES = 3
_MAY_BE_NULL = (FieldType.TEXT, FieldType.CODE, FieldType.ID_NO, FieldType.NAME)
"""Types in which null means “none”, so that no cell of theirs counts as unreadable."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one column, with what of the sheet bears on their meaning."""

    name: str
    """Of the field the column is."""
    field: ListField
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

    columns: tuple[pl.Series, ...]
    filled: int
    unreadable: int
    examples: tuple[str, ...]


class Typing:
    """Makes typed columns with the tables of a pack; one for a whole run, so that they are built once."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._shapes = names.shape_groups(pack.linkage.look_alikes)
        self._blanks = Words(None, pack.values.get(BLANK_MAP))
        self._usual = never_blank(self._blanks)
        self._words: dict[str, Words] = {}

    def columns(self, sheet: Sequence[Cells]) -> list[Typed]:
        """The typed columns of each of ``sheet``, in order; see the module for which."""
        columns = [
            _Column(f"#{at}", cells, self._cleaner(cells), self._blanks, self._usual) for at, cells in enumerate(sheet)
        ]
        marked = pl.DataFrame([s for column in columns for s in column.inputs()]).with_columns(
            mark for column in columns for mark in column.marks()
        )
        distinct = marked.select(each.implode() for column in columns for each in column.asked()).row(0, named=True)
        made = marked.select(each for column in columns for each in column.made(distinct))
        made = made.with_columns(each for column in columns for each in self._sounds(column, made))
        for steps in zip(*(ids.columns(c.name, c.number, self._placeholders) for c in columns if c.is_id), strict=True):
            made = made.with_columns(each for step in steps for each in step)
        went = made.select(each for column in columns for each in column.went()).row(0, named=True)
        return [column.typed(made, went) for column in columns]

    @property
    def _placeholders(self) -> Sequence[str]:
        return self._pack.linkage.placeholder_ids

    def _cleaner(self, cells: Cells) -> Cleaner:
        return cleaner(cells, self._words_of(cells.field), self._blanks)

    def _words_of(self, field: ListField) -> Words:
        """The look-up of the field's value map, the words that are blank everywhere included."""
        values = field.values or ("yes_no" if field.type is FieldType.YES_NO else None)
        if values is None:
            return self._blanks
        if values not in self._words:
            self._words[values] = Words(self._pack.values[values], self._pack.values.get(BLANK_MAP))
        return self._words[values]

    def _sounds(self, column: _Column, made: pl.DataFrame) -> list[pl.Expr]:
        """What a name sounds and looks like."""
        name = column.name
        if column.cells.field.type is not FieldType.NAME:
            return []
        sound = names.pinyin(made[name], self._pack.linkage.surname_readings)
        look = names.shape(pl.col(name), self._shapes, self._pack.linkage.split_characters)
        return [pl.lit(sound).alias(f"{name}_pinyin"), look.alias(f"{name}_shape")]


@dataclass(frozen=True, slots=True)
class _Column:
    """One column on its way; ``key`` keeps its intermediate columns apart from all others."""

    key: str
    cells: Cells
    cleaner: Cleaner
    blanks: Words
    usual: str
    """Pattern of cells that are no word for blank."""

    @property
    def name(self) -> str:
        return self.cells.name

    @property
    def is_id(self) -> bool:
        return self.cells.field.type is FieldType.ID_NO

    @property
    def number(self) -> str | None:
        """The column that says which cells held numbers."""
        return None if self.cells.is_number is None else self.tag("number")

    def tag(self, part: str) -> str:
        """Name of an intermediate column; no field has such a one."""
        return f"{self.key} {part}"

    def inputs(self) -> Iterator[pl.Series]:
        """What is known of the column, under names of its own."""
        yield self.cells.text.alias(self.tag("text"))
        if self.cells.township is not None:
            yield self.cells.township.alias(self.tag("beside"))
        if self.cells.is_number is not None:
            yield self.cells.is_number.alias(self.tag("number"))

    def marks(self) -> Iterator[pl.Expr]:
        """Which cells may be words for blank, and which can be taken over as they are."""
        text = pl.col(self.tag("text"))
        yield may_be_blank(text, self.usual).alias(self.tag("odd"))
        if self.cleaner.plain is not None:
            yield text.str.contains(self.cleaner.plain).fill_null(value=False).alias(self.tag("plain"))

    def asked(self) -> Iterator[pl.Expr]:
        """The distinct cells that must be read, and those that may be words for blank."""
        source = self._source()
        if self.cleaner.plain is not None:
            source = source.filter(~pl.col(self.tag("plain")))
        yield source.drop_nulls().unique().alias(self.tag("rest"))
        yield pl.col(self.tag("text")).filter(pl.col(self.tag("odd"))).unique().alias(self.tag("blanks"))

    def made(self, distinct: Mapping[str, list[str]]) -> Iterator[pl.Expr]:
        """The columns of the cleaner, whether a cell is blank, and what later steps need."""
        blank_words = [cell for cell in distinct[self.tag("blanks")] if is_blank(self.blanks, cell)]
        text = pl.col(self.tag("text"))
        blank = text.is_null() | text.is_in(blank_words) if blank_words else text.is_null()
        null = blank if blank_words and self.cleaner.blanks_are_null else None
        rest = distinct[self.tag("rest")]
        read = self.cleaner.read(rest) if rest else []
        for at, (name, dtype) in enumerate(self.cleaner.schema.items()):
            values = pl.Series([each[at] for each in read], dtype=dtype)
            yield self._value(rest, values, null).alias(name)
        yield text
        yield blank.alias(self.tag("blank"))
        if self.cells.is_number is not None:
            yield pl.col(self.tag("number"))

    def went(self) -> Iterator[pl.Expr]:
        """How many cells say something, how many of those could not be read, and some of them."""
        blank, text = pl.col(self.tag("blank")), pl.col(self.tag("text"))
        yield (~blank).sum().alias(self.tag("filled"))
        if self.cells.field.type not in _MAY_BE_NULL:
            lost = text.filter(~blank & pl.col(self.name).is_null())
            yield lost.len().alias(self.tag("unreadable"))
            yield lost.unique(maintain_order=True).head(SHOWN_EXAMPLES).implode().alias(self.tag("examples"))

    def typed(self, made: pl.DataFrame, went: Mapping[str, object]) -> Typed:
        """The column as it is handed on."""
        count, lost = went[self.tag("filled")], went.get(self.tag("unreadable"), 0)
        examples = went.get(self.tag("examples"), [])
        assert isinstance(count, int) and isinstance(lost, int) and isinstance(examples, list)
        columns = [made[name] for name in self._columns()]
        return Typed(tuple(columns), count, lost, tuple(map(ids.mask_ids, examples)))

    def _columns(self) -> Sequence[str]:
        name = self.name
        match self.cells.field.type:
            case FieldType.NAME:
                return (name, f"{name}_pinyin", f"{name}_shape")
            case FieldType.ID_NO:
                return (name, *(f"{name}_{part}" for part in ("id18", "checks", "damaged", "prefix")))
        return tuple(self.cleaner.schema)

    def _source(self) -> pl.Expr:
        text = pl.col(self.tag("text"))
        if self.cells.field.type is not FieldType.VILLAGE:
            return text
        beside = pl.lit("") if self.cells.township is None else pl.col(self.tag("beside")).fill_null("")
        return pl.concat_str(text, pl.lit(BESIDE), beside)

    def _value(self, rest: Sequence[str], values: pl.Series, blank: pl.Expr | None) -> pl.Expr:
        """The value of each cell: ``values`` are those of ``rest``; ``blank`` says which plain cells are null."""
        text = pl.col(self.tag("text"))
        quick = self.cleaner.quick(text)
        if not rest:  # what is not plain is empty, and stays so
            nothing = self.cleaner.plain is None
            read = pl.lit(None, values.dtype) if nothing else quick if blank is None else pl.when(~blank).then(quick)
        else:
            known = pl.Series(rest, dtype=pl.String)
            read = self._source().replace_strict(known, values, default=None, return_dtype=values.dtype)
            if self.cleaner.plain is not None:
                plain = pl.col(self.tag("plain"))
                read = pl.when(plain if blank is None else plain & ~blank).then(quick).otherwise(read)
        if self.cells.is_number is None:
            return read
        return pl.when(pl.col(self.tag("number"))).then(ids.stored_digits(text)).otherwise(read)
