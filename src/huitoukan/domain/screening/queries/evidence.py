"""Why there is a finding: its rule, its facts, and the rows they come from as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from huitoukan.core import masks
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.screening.folders import FACTS, FINDINGS, SOURCES, folder_of
from huitoukan.domain.screening.models import Sighting
from huitoukan.domain.screening.queries.rows import MOST_ROWS, Row, rows_of
from huitoukan.policy.models import Level, Pack, Rule


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


def evidence(sighting: Sighting, *, is_open: bool = False) -> Evidence:
    """Of the run that saw it last; personal data in full only when ``is_open``."""
    return _Telling(sighting, pack_of(sighting.seen_in.policy), is_open).evidence()


@dataclass(frozen=True, slots=True)
class _Telling:
    """One finding, out of the tables of its run."""

    sighting: Sighting
    pack: Pack
    is_open: bool

    def evidence(self) -> Evidence:
        facts, sources = self._of(FACTS), self._of(SOURCES)
        sentence, id_no = self._of(FINDINGS).select("sentence", "id_no").row(0)
        rows = self._rows(sources)
        return Evidence(
            rule=self.pack.rules.get(self.sighting.rule_id),
            sentence=sentence if self.is_open else self.sighting.sentence,
            id_no=(id_no or "") if self.is_open else masks.id_number(id_no or ""),
            facts=[self._fact(name, value, sources) for name, value in facts.select("fact", "value").iter_rows()],
            rows=rows_of(rows.head(MOST_ROWS), self.pack, is_open=self.is_open),
            row_count=rows.height,
        )

    def _of(self, table: str) -> pl.DataFrame:
        path = folder_of(self.sighting.seen_in) / table
        return pl.scan_parquet(path).filter(pl.col("finding_id") == self.sighting.position).collect()

    def _rows(self, sources: pl.DataFrame) -> pl.DataFrame:
        """Each row once, with the facts that rest on it."""
        titles = {name: self._title(name) for name in sources["fact"].unique()}
        named = sources.filter(pl.col("row").is_not_null()).with_columns(fact=pl.col("fact").replace(titles))
        return named.group_by("kind", "origin", "file", "sheet", "row", maintain_order=True).agg(
            pl.col("fact").unique(maintain_order=True).alias("facts"), pl.col("method", "score", "evidence").first()
        )

    def _fact(self, name: str, value: str | None, sources: pl.DataFrame) -> ToldFact:
        known = self.pack.facts.get(Level(self.sighting.level), {}).get(name)
        looked_at = sources.filter(pl.col("fact") == name, pl.col("method") == "absent")["kind"]
        kinds = [kind for kind in looked_at.unique(maintain_order=True) if kind in self.pack.kinds]
        shown = value if self.is_open or value is None else masks.cell(value)
        absent = tuple(self.pack.kinds[kind].title for kind in kinds)
        return ToldFact(self._title(name), shown, known.unit if known else "", absent)

    def _title(self, name: str) -> str:
        known = self.pack.facts.get(Level(self.sighting.level), {}).get(name)
        return known.title if known else name
