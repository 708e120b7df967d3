"""One sheet from a grid of cells to a recognised list: header, kind, columns and data rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import polars as pl

from huitoukan.engine.results import KindGuess
from huitoukan.engine.sheets.files.grid import Grid, LeftOut
from huitoukan.engine.sheets.recognition.contest import settle
from huitoukan.engine.sheets.recognition.data_rows import DataRows, data_rows
from huitoukan.engine.sheets.recognition.evidence import complete
from huitoukan.engine.sheets.recognition.header_rows import HeaderRows, find_headers, guess_header, headers_at, top_rows
from huitoukan.engine.sheets.recognition.kinds import Recognition, choose, recognise
from huitoukan.engine.sheets.recognition.mapping import SheetMapping
from huitoukan.engine.sheets.recognition.matching import Match, match
from huitoukan.engine.sheets.recognition.spellings import Spellings
from huitoukan.messages import Message, say
from huitoukan.policy.models import ListKind, Pack

SAMPLE_ROWS = 500
"""Rows looked at to see whether a column has values and what they are like."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A sheet that is a list of a known kind."""

    grid: Grid
    header: HeaderRows
    match: Match
    rows: DataRows
    guesses: tuple[KindGuess, ...]
    warnings: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A sheet that fits no kind, or more than one; ``note`` says which and what to do."""

    grid: Grid
    header: HeaderRows | None
    guesses: tuple[KindGuess, ...]
    note: Message
    ignored: bool = False
    """A person has said that this sheet is no list."""


Sheet = Understood | Unknown | LeftOut


def understand(
    grid: Grid, pack: Pack, spellings: Spellings, mapped: SheetMapping | None = None
) -> Understood | Unknown:
    """What ``grid`` is; ``mapped`` is what a person has said about it."""
    rows = top_rows(grid.cells, mapped.header_row or 0 if mapped else 0)
    kinds = tuple(pack.kinds.values())
    if mapped is not None and mapped.ignore:
        return Unknown(grid, None, (), say("sheets.ignored"), ignored=True)
    if mapped is not None:
        return _as_mapped(grid, pack, spellings, mapped, rows)
    header = find_headers(rows, kinds, spellings)
    if header is None:
        return Unknown(grid, guess_header(rows), (), say("sheets.unknown"))
    sample = grid.cells.slice(header.last + 1, SAMPLE_ROWS)
    names = (PurePosixPath(grid.file).stem, grid.sheet)
    found = settle(recognise(header, kinds, spellings, filled=_filled(sample), names=names), sample, pack)
    found = _with_evidence(found, header, sample, spellings, pack)
    if found.match is None:
        return Unknown(grid, header, found.guesses(header), _why_not(found, pack))
    return _understood(grid, header, found.match, found.guesses(header))


def _as_mapped(
    grid: Grid, pack: Pack, spellings: Spellings, mapped: SheetMapping, rows: Sequence[Sequence[str]]
) -> Understood | Unknown:
    """The sheet read as a person said; the columns they did not name are matched as usual."""
    kind = pack.kinds[mapped.kind]
    if mapped.header_row and mapped.header_row > len(rows):
        return Unknown(grid, None, (), say("sheets.mapped_header_row", row=mapped.header_row, rows=len(rows)))
    header = headers_at(rows, mapped.header_row - 1) if mapped.header_row else mapped.find_header(rows)
    header = header or find_headers(rows, [kind], spellings)
    if header is None:
        return Unknown(grid, None, (), say("sheets.unknown"))
    claims = [spellings.claims(h) for h in header.headers]
    sample = grid.cells.slice(header.last + 1, SAMPLE_ROWS)
    found = match(kind, header.headers, claims, _filled(sample), mapped.forced(header.headers))
    guesses = Recognition(found, (found,)).guesses(header)
    if found.missing:
        lacking = [_stand_ins(kind, name) for name in found.missing]
        return Unknown(grid, header, guesses, say("sheets.mapped_missing", kind=kind.title, missing=lacking))
    return _understood(grid, header, found, guesses)


def _stand_ins(kind: ListKind, name: str) -> str:
    """A required field as a mapping file names it, with all that may stand in for it."""
    group = kind.fields[name].either
    names = [n for n, f in kind.fields.items() if n == name or (group and f.either == group)]
    return " / ".join(f"{kind.fields[n].title}（{n}）" for n in names)


def _with_evidence(
    found: Recognition, header: HeaderRows, sample: pl.DataFrame, spellings: Spellings, pack: Pack
) -> Recognition:
    """Tries to fill gaps of the best kind from what its columns hold, when nothing else stands in its way."""
    if found.match is not None or not found.ranked or not found.ranked[0].missing:
        return found
    best = complete(found.ranked[0], header.headers, sample, spellings, pack)
    ranked = (best, *found.ranked[1:])
    return Recognition(choose(ranked), ranked)


def _understood(grid: Grid, header: HeaderRows, found: Match, guesses: tuple[KindGuess, ...]) -> Understood:
    rows = data_rows(grid.filled_down(header.last), header, found.kind, found.columns)
    warnings = [*grid.warnings, *found.warnings]
    if rows.totals or rows.remarks or rows.repeated_headers or rows.blank:
        counts = {"totals": rows.totals, "remarks": rows.remarks, "headers": rows.repeated_headers}
        warnings.append(say("sheets.rows_left_out", **counts, blank=rows.blank))
    if not rows.frame.height:
        warnings.append(say("sheets.no_rows"))
    return Understood(grid, header, found, rows, guesses, tuple(warnings))


def _filled(sample: pl.DataFrame) -> list[bool]:
    return [count < sample.height for count in sample.null_count().row(0)]


def _why_not(found: Recognition, pack: Pack) -> Message:
    if not found.ranked:
        return say("sheets.unknown")
    best = found.ranked[0]
    if best.missing:
        titles = [best.kind.fields[name].title for name in best.missing]
        return say("sheets.unknown_missing", kind=best.kind.title, missing=titles)
    near = [m.kind.title for m in found.ranked[:3] if not m.missing]
    if len(near) > 1:
        return say("sheets.ambiguous", kinds=near)
    return say("sheets.unknown")
