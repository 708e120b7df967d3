"""Why there is a finding: its rule, its facts, and the rows they come from as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    """None: the policy of its run has no such rule, which cannot be."""
    sentence: str
    id_no: str
    facts: Sequence[ToldFact]
    rows: Sequence[Row]
    row_count: int
    """How many rows there are; not more than ``MOST_ROWS`` of them are in ``rows``."""


def evidence(sighting: Sighting, *, is_open: bool = False) -> Evidence:
    """Of the run that saw it last; personal data in full only when ``is_open``."""
    run, position = sighting.seen_in, sighting.position
    folder, pack = folder_of(run), pack_of(run.policy)
    facts, sources = _of(folder / FACTS, position), _of(folder / SOURCES, position)
    sentence, id_no = _of(folder / FINDINGS, position).select("sentence", "id_no").row(0)
    titles = {name: _title(pack, sighting.level, name) for name in facts["fact"]}
    rows = _rows(sources, titles)
    return Evidence(
        rule=pack.rules.get(sighting.rule_id),
        sentence=sentence if is_open else sighting.sentence,
        id_no=(id_no or "") if is_open else masks.id_number(id_no or ""),
        facts=[
            _fact(pack, sighting.level, *told, sources, is_open) for told in facts.select("fact", "value").iter_rows()
        ],
        rows=rows_of(rows.head(MOST_ROWS), pack, is_open=is_open),
        row_count=rows.height,
    )


def _of(path: Path, position: int) -> pl.DataFrame:
    return pl.scan_parquet(path).filter(pl.col("finding_id") == position).collect()


def _rows(sources: pl.DataFrame, titles: Mapping[str, str]) -> pl.DataFrame:
    """Each row once, with the facts that rest on it; rows of more certain links first."""
    known = sources.filter(pl.col("row").is_not_null())
    named = known.with_columns(fact=pl.col("fact").replace(titles))
    place = ["kind", "origin", "file", "sheet", "row"]
    return named.group_by(place, maintain_order=True).agg(
        pl.col("fact").unique(maintain_order=True).alias("facts"), pl.col("method", "score", "evidence").first()
    )


def _fact(pack: Pack, level: str, name: str, value: str | None, sources: pl.DataFrame, is_open: bool) -> ToldFact:
    known = pack.facts.get(Level(level), {}).get(name)
    looked_at = sources.filter(pl.col("fact") == name, pl.col("method") == "absent")["kind"]
    absent = tuple(pack.kinds[kind].title for kind in looked_at.unique(maintain_order=True) if kind in pack.kinds)
    shown = value if is_open or value is None else masks.cell(value)
    return ToldFact(_title(pack, level, name), shown, known.unit if known else "", absent)


def _title(pack: Pack, level: str, name: str) -> str:
    known = pack.facts.get(Level(level), {}).get(name)
    return known.title if known else name
