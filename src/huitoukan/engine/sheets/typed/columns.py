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

from huitoukan.engine.sheets.cleaning import id_parts, ids, name_parts, names, numbers
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
        distinct = marked.select(each.implode() for column in columns for each in column.asked())
        made = marked.select(each for column in columns for each in column.made(distinct))
        made = made.with_columns(each for column in columns for each in column.held(made))
        made = made.with_columns(each for column in columns for each in self._parts(column, made))
        went = made.select(each for column in columns for each in column.went()).row(0, named=True)
        return [column.typed(made, went) for column in columns]

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

    def _parts(self, column: _Column, made: pl.DataFrame) -> list[pl.Series]:
        """What a name sounds and looks like, and what an ID number is."""
        linkage, cleaned = self._pack.linkage, made[column.name]
        found: Sequence[pl.Series] = ()
        match column.cells.field.type:
            case FieldType.NAME:
                readings, split = linkage.surname_readings, linkage.split_characters
                found = name_parts.parts(cleaned, readings, self._shapes, split)
            case FieldType.ID_NO:
                found = id_parts.parts(cleaned, column.cells.is_number, linkage.placeholder_ids)
        return [part.alias(name) for part, name in zip(found, column.parts, strict=True)]


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
    def parts(self) -> Sequence[str]:
        """The columns that are made of the cleaned one."""
        match self.cells.field.type:
            case FieldType.NAME:
                return (f"{self.name}_pinyin", f"{self.name}_shape")
            case FieldType.ID_NO:
                return tuple(f"{self.name}_{part}" for part in id_parts.PARTS)
        return ()

    def tag(self, part: str) -> str:
        """Name of an intermediate column; no field has such a one."""
        return f"{self.key} {part}"

    def inputs(self) -> Iterator[pl.Series]:
        """What is known of the column, under names of its own."""
        yield self.cells.text.alias(self.tag("text"))
        if self.cells.township is not None:
            yield self.cells.township.alias(self.tag("beside"))

    def marks(self) -> Iterator[pl.Expr]:
        """Which cells can be taken over as they are; a village with the township that it is read with."""
        text = pl.col(self.tag("text"))
        if self.cleaner.plain is not None:
            yield text.str.contains(self.cleaner.plain).fill_null(value=False).alias(self.tag("plain"))
        if self._is_village:
            beside = pl.lit("") if self.cells.township is None else pl.col(self.tag("beside")).fill_null("")
            yield pl.concat_str(text, pl.lit(BESIDE), beside).alias(self.tag("placed"))

    def asked(self) -> Iterator[pl.Expr]:
        """The distinct cells that must be read, and those that may be words for blank."""
        source = self._source()
        if self.cleaner.plain is not None:
            source = source.filter(~pl.col(self.tag("plain")))
        yield source.drop_nulls().unique().alias(self.tag("rest"))
        if not self._reads_all:
            yield may_be_blank(pl.col(self.tag("text")), self.usual).unique().alias(self.tag("blanks"))

    def made(self, distinct: pl.DataFrame) -> Iterator[pl.Expr]:
        """The columns of the cleaner, whether a cell is blank, and what later steps need."""
        rest = distinct[self.tag("rest")][0]
        # the distinct cells of a closed set are few: they are asked sooner than chosen from
        may_be = rest if self._reads_all else distinct[self.tag("blanks")][0]
        blank_words = [cell for cell in may_be if is_blank(self.blanks, cell)]
        text = pl.col(self.tag("text"))
        blank = text.is_null() | text.is_in(blank_words) if blank_words else text.is_null()
        null = blank if blank_words and self.cleaner.blanks_are_null else None
        read = self.cleaner.read(rest.to_list()) if len(rest) else []
        for at, (name, dtype) in enumerate(self.cleaner.schema.items()):
            values = pl.Series([each[at] for each in read], dtype=dtype)
            yield self._value(rest, values, null).alias(name)
        yield text
        yield blank.alias(self.tag("blank"))

    def held(self, made: pl.DataFrame) -> Iterator[pl.Series]:
        """The cleaned column with the digits of number cells as the spreadsheet shows them."""
        if self.cells.is_number is not None:
            places = self.cells.is_number.arg_true()
            numbers = pl.DataFrame({"text": self.cells.text.gather(places)})
            yield made[self.name].scatter(places, numbers.select(ids.stored_digits(pl.col("text"))).to_series())

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
        columns = [made[name] for name in (*self.cleaner.schema, *self.parts)]
        return Typed(tuple(columns), count, lost, tuple(map(ids.mask_ids, examples)))

    @property
    def _is_village(self) -> bool:
        return self.cells.field.type is FieldType.VILLAGE

    def _source(self) -> pl.Expr:
        return pl.col(self.tag("placed" if self._is_village else "text"))

    @property
    def _reads_all(self) -> bool:
        """Whether the distinct cells that are read are all that there are, as they stand in the file."""
        return self.cleaner.plain is None and not self._is_village

    def _value(self, rest: pl.Series, values: pl.Series, blank: pl.Expr | None) -> pl.Expr:
        """The value of each cell: ``values`` are those of ``rest``; ``blank`` says which plain cells are null."""
        quick = self.cleaner.quick(pl.col(self.tag("text")))
        if rest.is_empty():  # what is not plain is empty, and stays so
            nothing = self.cleaner.plain is None
            return pl.lit(None, values.dtype) if nothing else quick if blank is None else pl.when(~blank).then(quick)
        read = self._source().replace_strict(rest, values, default=None, return_dtype=values.dtype)
        if self.cleaner.plain is None:
            return read
        plain = pl.col(self.tag("plain"))
        return pl.when(plain if blank is None else plain & ~blank).then(quick).otherwise(read)
