"""What a column holds as evidence of what it is, where its header is one nobody has listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl

from huitoukan.engine.sheets.cleaning import dates, names, numbers
from huitoukan.engine.sheets.cleaning.codes import Words
from huitoukan.engine.sheets.recognition.headers import Header, normal
from huitoukan.engine.sheets.recognition.matching import Match, missing
from huitoukan.engine.sheets.recognition.spellings import Spellings
from huitoukan.messages import say
from huitoukan.policy.models import FieldType, ListField, Pack

LEAST_SHARE = 0.9
"""Of the filled cells of a column, how many must read as the type."""
LEAST_CELLS = 3
QUALITY = 0.5
"""A column taken by what it holds counts half of one taken by its header."""

_ID = re.compile(r"\d{15}|\d{17}[\dXx]|\d{17}[\dXx]\d{2}(\d{2})?|\d\.\d+E\+?\d+")
_NAME = re.compile(r"[一-鿿㐀-䶿]{2,4}|[一-鿿]+(·[一-鿿]+)+")


def complete(found: Match, headers: Sequence[Header], sample: pl.DataFrame, spellings: Spellings, pack: Pack) -> Match:
    """``found`` with required columns added that one unclaimed header alone can be, judged by its cells."""
    columns, score, warnings = dict(found.columns), found.score, list(found.warnings)
    for name in _wanted(found):
        field = found.kind.fields[name]
        if name not in missing(found.kind, columns) and field.either is None:
            continue
        reads = _reader(field, pack)
        free = [at for at in found.unmatched if at not in columns.values()]
        fitting = [
            at for at in free if spellings.shares_a_word(headers[at], found.kind.id, name) and _holds(sample, at, reads)
        ]
        if len(fitting) == 1:
            columns[name] = fitting[0]
            score += QUALITY * field.telling
            warnings.append(say("sheets.taken_by_content", field=field.title, header=headers[fitting[0]].title))
    left = tuple(at for at in found.unmatched if at not in columns.values())
    return replace(
        found,
        columns=columns,
        score=score,
        missing=missing(found.kind, columns),
        unmatched=left,
        warnings=tuple(warnings),
    )


def _wanted(found: Match) -> list[str]:
    """Required fields that are missing, with all stand-ins of a group of which none is there."""
    groups = {found.kind.fields[name].either for name in found.missing} - {None}
    return [n for n, f in found.kind.fields.items() if n in found.missing or f.either in groups]


def _holds(sample: pl.DataFrame, at: int, reads: Callable[[str], bool]) -> bool:
    cells = sample[f"c{at}"].drop_nulls().to_list()
    return len(cells) >= LEAST_CELLS and sum(map(reads, cells)) >= LEAST_SHARE * len(cells)


def _reader(field: ListField, pack: Pack) -> Callable[[str], bool]:
    """Whether a cell reads as a value of ``field``; text says nothing of itself."""
    match field.type:
        case FieldType.ID_NO:
            return lambda cell: bool(_ID.fullmatch(normal(cell)))
        case FieldType.NAME:
            return lambda cell: bool(_NAME.fullmatch(names.clean_name(cell) or ""))
        case FieldType.DATE:
            return lambda cell: dates.parse_date(cell) is not None
        case FieldType.MONTH:
            return lambda cell: dates.parse_month(cell) is not None
        case FieldType.MONEY:
            return lambda cell: numbers.parse_money(cell, "元", "元") is not None
        case FieldType.INTEGER | FieldType.NUMBER:
            return lambda cell: numbers.parse_number(cell) is not None
        case FieldType.CODE | FieldType.YES_NO if field.values or field.type is FieldType.YES_NO:
            words = Words(pack.values[field.values or "yes_no"], None)
            return lambda cell: bool(words.look_up(cell))
    return lambda _: False
