"""Where the header of a sheet stands: one row, or two with groups above, somewhere in the first rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from huitoukan.engine.sheets.recognition.headers import Header, unify
from huitoukan.engine.sheets.recognition.matching import match
from huitoukan.engine.sheets.recognition.spellings import Spellings
from huitoukan.policy.models import ListKind

SEARCHED_ROWS = 30
LONGEST_HEADER = 300
LONGEST_WORD = 20
_NUMBER_OF_SOMEBODY = re.compile(r"\d{14}")
_BETWEEN = re.compile(r"[\s'’_-]+")
_ORDINALS = "甲乙丙丁戊己庚辛壬癸"
LEAST_GAIN = 0.01
"""Of rows that explain alike the first is the header."""
TWO_LEVELS_COST = 0.3
"""A second header row must explain at least this much more than one row does, unless it can be nothing else."""


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """A possible header."""

    headers: tuple[Header, ...]
    first: int
    """Index of the (upper) header row."""
    last: int
    """Index of the (lower) header row; data begin below."""
    titles: tuple[str, ...]
    """What is written above."""


def top_rows(cells: pl.DataFrame, least: int = 0) -> list[list[str]]:
    """The rows in which a header is looked for, or more where ``least`` are asked for; blank cells as empty text."""
    count = min(max(SEARCHED_ROWS + 1, least), cells.height)
    return [[_flat(cell) for cell in row] for row in cells.head(count).rows()]


def find_headers(rows: Sequence[Sequence[str]], kinds: Sequence[ListKind], spellings: Spellings) -> HeaderRows | None:
    """The row, or pair of rows, that fits some kind best; None where no row says anything."""
    best, best_score = None, 0.0
    for candidate, cost in _candidates(rows):
        score = _fit(candidate, kinds, spellings) - cost
        if score > best_score + LEAST_GAIN:
            best, best_score = candidate, score
    return best


def headers_at(rows: Sequence[Sequence[str]], index: int) -> HeaderRows:
    """The header in row ``index`` alone."""
    return HeaderRows(tuple(Header(text) for text in rows[index]), index, index, _titles(rows, index))


def guess_header(rows: Sequence[Sequence[str]]) -> HeaderRows | None:
    """Where nothing fits any kind: the first row in which most columns say something, unless that is data already."""
    width = max((sum(map(bool, row)) for row in rows), default=0)
    for index, row in enumerate(rows):
        if width > 1 and sum(map(bool, row)) * 2 > width:
            return None if _is_data(row) else headers_at(rows, index)
    return None


def _candidates(rows: Sequence[Sequence[str]]) -> list[tuple[HeaderRows, float]]:
    """The possible headers, and what each costs in the comparison."""
    found: list[tuple[HeaderRows, float]] = []
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if found and _is_data(row):
            break  # a header further down is the first one said again
        if sum(map(bool, row)) < 2 or max(map(len, row)) > LONGEST_HEADER:
            continue
        below = rows[index + 1] if index + 1 < len(rows) else ()
        completed = _completes(row, below)
        if not completed:
            found.append((headers_at(rows, index), 0.0))
        if below and not _is_data(below) and (headers := _two_levels(row, below)):
            both = HeaderRows(headers, index, index + 1, _titles(rows, index))
            found.append((both, 0.0 if completed else TWO_LEVELS_COST))
    return found


def _completes(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether ``lower`` can only be the second level of ``upper``: words under groups, and nothing anywhere else."""
    under = [at for at, cell in enumerate(lower) if cell]
    words = all(len(lower[at]) <= LONGEST_WORD and not any(c.isdigit() for c in lower[at]) for at in under)
    grouped = all(not upper[at] or (at + 1 in under and not upper[at + 1]) for at in under)
    return words and grouped and any(not upper[at] for at in under) and any(upper[at] for at in under)


def numbers_columns(row: Sequence[str]) -> bool:
    """Whether the row under a header only numbers its columns (栏次: 甲 乙 1 2 3 …)."""
    cells = [cell.replace(" ", "") for cell in row if cell]
    numbers = [int(float(cell)) for cell in cells if re.fullmatch(r"\d{1,3}(\.0)?", cell)]
    words = [cell for cell in cells if cell in _ORDINALS or cell == "栏次"]
    counted = bool(numbers) and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2
    return len(cells) >= 3 and counted and len(numbers) + len(words) == len(cells)


def _is_data(row: Sequence[str]) -> bool:
    """Whether a cell is the number of a person or household: no header holds one."""
    return any(_NUMBER_OF_SOMEBODY.search(_BETWEEN.sub("", cell)) for cell in row)


def _two_levels(upper: Sequence[str], lower: Sequence[str]) -> tuple[Header, ...] | None:
    """Both rows joined: a merged group stands in its first cell and goes on over blank ones to its right."""
    headers, group, spans = [], "", False
    for above, below in zip(upper, lower, strict=True):
        group = above or (group if below else "")
        headers.append(Header(below, group) if below else Header(above))
        spans = spans or bool(below and above != below and group)
    return tuple(headers) if spans else None


def _fit(candidate: HeaderRows, kinds: Sequence[ListKind], spellings: Spellings) -> float:
    """How well the best kind explains these headers by listed spellings alone, required columns counting double."""
    claims = [spellings.claims(header, patterns=False) for header in candidate.headers]
    claimed = {kind for claim in claims for kind in claim.by_kind}
    filled = [True] * len(claims)
    scores = [
        len(m.columns) / 2 + m.score
        for m in (match(kind, candidate.headers, claims, filled) for kind in kinds if kind.id in claimed)
    ]
    return max(scores, default=0.0)


def _titles(rows: Sequence[Sequence[str]], index: int) -> tuple[str, ...]:
    return tuple(" ".join(filter(None, row)) for row in rows[:index] if any(row))


def _flat(cell: str | None) -> str:
    return " ".join(unify(cell or "").split())
