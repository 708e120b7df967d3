"""Which header stands for which column of a kind: one header a column, one column a header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from huitoukan.engine.sheets.recognition.headers import Header
from huitoukan.engine.sheets.recognition.spellings import Claim, Claims
from huitoukan.messages import Message, say
from huitoukan.policy.models import ListKind

CLASH_QUALITY = 0.95
"""From this quality on, a second header for a column is worth telling about."""
DISTINCTIVE = 0.5
"""Part of another kind's claim on an unclaimed header that speaks against this kind."""


@dataclass(frozen=True, slots=True)
class Match:
    """A sheet's headers read as columns of one kind."""

    kind: ListKind
    columns: Mapping[str, int]
    """Field → position of its header."""
    score: float
    missing: tuple[str, ...]
    """Required fields without a header."""
    unmatched: tuple[int, ...]
    """Positions of headers no field took."""
    warnings: tuple[Message, ...] = field(default=())


def match(
    kind: ListKind,
    headers: Sequence[Header],
    claims: Sequence[Claims],
    filled: Sequence[bool],
    forced: Mapping[int, str | None] | None = None,
) -> Match:
    """``headers`` as columns of ``kind``; ``forced`` says for some positions which field they are, or none.

    The better spelling wins; of equals, the header that has values, then the more telling field, then the more usual
    spelling, then the first.
    """
    forced = forced or {}
    columns = {name: at for at, name in forced.items() if name}
    offers = [
        (-claim.quality, not filled[at], -kind.fields[claim.field].telling, claim.rank, at, claim.field)
        for at, claim in _offers(kind, claims)
        if at not in forced
    ]
    score = sum(kind.fields[name].telling for name in columns)
    for quality, *_, at, name in sorted(offers):
        if name not in columns and at not in columns.values():
            columns[name] = at
            score += kind.fields[name].telling * -quality * claims[at].share(kind.id)
    unmatched = tuple(at for at, header in enumerate(headers) if header.title and at not in columns.values())
    score -= sum(_against(kind, claims[at]) for at in unmatched if at not in forced)
    return Match(
        kind, columns, score, missing(kind, columns), unmatched, _clashes(kind, headers, claims, columns, unmatched)
    )


def missing(kind: ListKind, columns: Mapping[str, int]) -> tuple[str, ...]:
    """Required fields that are not among ``columns``; of a group of stand-ins, the first names them all."""
    groups = {f.either for name, f in kind.fields.items() if f.either and name in columns}
    lacking: list[str] = []
    for name, column in kind.fields.items():
        if (column.required or column.either) and name not in columns and column.either not in groups:
            lacking.append(name)
            if column.either:
                groups.add(column.either)
    return tuple(lacking)


def _offers(kind: ListKind, claims: Sequence[Claims]) -> list[tuple[int, Claim]]:
    return [(at, claim) for at, asked in enumerate(claims) for claim in asked.by_kind.get(kind.id, ())]


def _against(kind: ListKind, claims: Claims) -> float:
    """What an unclaimed header says for other kinds, and so against this one."""
    others = [c[0].quality * c[0].telling for k, c in claims.by_kind.items() if k != kind.id]
    return DISTINCTIVE * max(others, default=0) * claims.share(kind.id)


def _clashes(
    kind: ListKind,
    headers: Sequence[Header],
    claims: Sequence[Claims],
    columns: Mapping[str, int],
    unmatched: Sequence[int],
) -> tuple[Message, ...]:
    found = []
    for at in unmatched:
        best = next(iter(claims[at].by_kind.get(kind.id, ())), None)
        if best and best.quality >= CLASH_QUALITY and best.field in columns:
            taken = headers[columns[best.field]].title
            found.append(
                say("sheets.two_headers", field=kind.fields[best.field].title, taken=taken, other=headers[at].title)
            )
    return tuple(found)
