"""Which column of which kind a header may be: the spellings and patterns of a pack, ready to be looked up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from huitoukan.engine.sheets.recognition.headers import Header, normal
from huitoukan.policy.itself import Itself
from huitoukan.policy.models import ListField, ListKind, Pack

PATTERN_QUALITY = 0.6
"""A pattern fits headers nobody has listed, so it counts less than a listed spelling."""

_WORD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Claim:
    """One column of a kind says a header is its own."""

    field: str
    quality: float
    rank: int
    """Place of the spelling in the column's list: the usual ones stand first."""
    telling: float
    """How much finding the column says, at most 1: what says little for one kind says little against another."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Who claims a header."""

    by_kind: Mapping[str, tuple[Claim, ...]]

    def share(self, kind: str) -> float:
        """How telling the header is for or against ``kind``: 1 when no other uses it, little for 姓名 that all use.

        A kind for which the column says little takes little from the others.
        """
        others = sum(claims[0].telling for other, claims in self.by_kind.items() if other != kind)
        return 1 / (1 + others) if kind in self.by_kind else 1 / max(1.0, others)


def spellings_of(pack: Pack) -> Spellings:
    """The spellings of ``pack``: tens of thousands, so the next folder that is read in this process finds them made."""
    return _spellings(Itself(pack))


@lru_cache(maxsize=2)
def _spellings(key: Itself) -> Spellings:
    return Spellings(key.pack)


class Spellings:
    """All spellings of a pack; answers are kept, since folders repeat their headers."""

    def __init__(self, pack: Pack) -> None:
        self._exact: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        self._patterns: list[tuple[str, str, re.Pattern[str]]] = []
        self._known: dict[tuple[Header, bool], Claims] = {}
        self._keys: dict[tuple[str, str], tuple[str, ...]] = {}
        self._pairs: dict[tuple[str, str], frozenset[str]] = {}
        self._telling: dict[tuple[str, str], float] = {}
        for kind in pack.kinds.values():
            for name, column in kind.fields.items():
                self._learn(pack, kind, name, column)

    def _learn(self, pack: Pack, kind: ListKind, name: str, column: ListField) -> None:
        keys: dict[str, int] = {}
        for rank, spelling in enumerate((column.title, *column.headers, *column.more_headers)):
            for written in expand(spelling, pack):
                keys.setdefault(normal(written), rank)
        for key, rank in keys.items():
            self._exact[key].append((kind.id, name, rank))
        self._patterns += [(kind.id, name, re.compile(p)) for p in column.patterns]
        self._keys[kind.id, name] = tuple(keys)
        self._telling[kind.id, name] = min(1.0, column.telling)

    def claims(self, header: Header, *, patterns: bool = True) -> Claims:
        """Every kind that has a column for ``header``, best claim first."""
        known = self._known.get((header, patterns))
        if known is None:
            known = self._known[header, patterns] = self._ask(header, patterns)
        return known

    def _ask(self, header: Header, patterns: bool) -> Claims:
        best: dict[tuple[str, str], Claim] = {}
        for key, quality in header.readings():
            found = [(k, f, quality, rank) for k, f, rank in self._exact.get(key, ())]
            if patterns and quality > PATTERN_QUALITY:
                found += [(k, f, quality * PATTERN_QUALITY, 999) for k, f, p in self._patterns if p.fullmatch(key)]
            for kind, name, sure, rank in found:
                if (kind, name) not in best or sure > best[kind, name].quality:
                    best[kind, name] = Claim(name, sure, rank, self._telling[kind, name])
        by_kind: dict[str, list[Claim]] = defaultdict(list)
        for (kind, _), claim in best.items():
            by_kind[kind].append(claim)
        ordered = {k: tuple(sorted(c, key=lambda x: (-x.quality, x.rank))) for k, c in by_kind.items()}
        return Claims(ordered)

    def shares_a_word(self, header: Header, kind: str, field: str) -> bool:
        """Whether ``header`` and some spelling of the column have two characters in a row in common."""
        if (kind, field) not in self._pairs:
            known = (pair for key in self._keys[kind, field] for pair in pairs(key))
            self._pairs[kind, field] = frozenset(known)
        return not self._pairs[kind, field].isdisjoint(pairs(normal(header.text or header.group)))


def expand(spelling: str, pack: Pack) -> Iterator[str]:
    """Every way to write ``spelling``, with each ``{word}`` replaced by each of that word's spellings."""
    parts = _WORD.split(spelling)
    choices = [pack.words[p].spellings if i % 2 else (p,) for i, p in enumerate(parts)]
    return ("".join(choice) for choice in product(*choices))


def pairs(key: str) -> Iterator[str]:
    """Each two neighbouring characters of ``key``."""
    return (key[i : i + 2] for i in range(len(key) - 1))
