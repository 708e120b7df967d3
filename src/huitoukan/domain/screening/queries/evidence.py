"""Why there is a finding: its rule, its facts, and the rows they come from as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from huitoukan.core import masks
from huitoukan.domain.registry.tables import kept_table
from huitoukan.domain.screening.folders import FACTS, FINDINGS, SOURCES, folder_of
from huitoukan.domain.screening.models import Sighting
from huitoukan.domain.screening.queries.rows import MOST_ROWS, Row, rows_of
from huitoukan.policy.models import Level, Pack, Rule

_Source = Mapping[str, Any]
_PLACE = ("kind", "origin", "file", "sheet", "row")
_OF_SOURCES = ("fact", *_PLACE, "method", "score", "evidence")


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One of the facts that the rule names, in its order."""

    title: str
    value: str | None
    """As the sentence writes it; None: unknown."""
    unit: str
    absent: tuple[str, ...]
    """Titles of the lists that were looked at and hold no such row."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for a finding."""

    rule: Rule | None
    sentence: str
    id_no: str
    facts: Sequence[ToldFact]
    rows: Sequence[Row]
    row_count: int
    """How many rows there are; not more than ``MOST_ROWS`` of them are in ``rows``."""


def evidence(sighting: Sighting, pack: Pack, *, is_open: bool = False) -> Evidence:
    """Of the run that saw it last, by whose ``pack`` it is told; personal data in full only when ``is_open``."""
    return _Telling(sighting, pack, is_open).evidence()


@dataclass(frozen=True, slots=True)
class _Telling:
    """One finding, out of the tables of its run."""

    sighting: Sighting
    pack: Pack
    is_open: bool

    def evidence(self) -> Evidence:
        facts, sources = self._of(FACTS, "fact", "value"), self._of(SOURCES, *_OF_SOURCES).to_dicts()
        sentence, id_no = self._of(FINDINGS, "sentence", "id_no").row(0)
        rows = self._rows(sources)
        return Evidence(
            rule=self.pack.rules.get(self.sighting.rule_id),
            sentence=sentence if self.is_open else self.sighting.sentence,
            id_no=(id_no or "") if self.is_open else masks.id_number(id_no or ""),
            facts=[self._fact(name, value, sources) for name, value in facts.iter_rows()],
            rows=rows_of(rows[:MOST_ROWS], self.pack, is_open=self.is_open),
            row_count=len(rows),
        )

    def _of(self, table: str, *columns: str) -> pl.DataFrame:
        path = folder_of(self.sighting.seen_in) / table
        mine = kept_table(path).filter(pl.col("finding_id") == self.sighting.position)
        return mine.select(columns).collect()

    def _rows(self, sources: Sequence[_Source]) -> list[_Source]:
        """Each row once, with the facts that rest on it."""
        rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        for each in sources:
            if each["row"] is not None:
                row = rows.setdefault(tuple(each[name] for name in _PLACE), {**each, "facts": {}})
                row["facts"][self._title(each["fact"])] = None
        return list(rows.values())

    def _fact(self, name: str, value: str | None, sources: Sequence[_Source]) -> ToldFact:
        known = self.pack.facts.get(Level(self.sighting.level), {}).get(name)
        looked_at = (each["kind"] for each in sources if each["fact"] == name and each["method"] == "absent")
        kinds = [kind for kind in dict.fromkeys(looked_at) if kind in self.pack.kinds]
        shown = value if self.is_open or value is None else masks.cell(value)
        absent = tuple(self.pack.kinds[kind].title for kind in kinds)
        return ToldFact(self._title(name), shown, known.unit if known else "", absent)

    def _title(self, name: str) -> str:
        known = self.pack.facts.get(Level(self.sighting.level), {}).get(name)
        return known.title if known else name
