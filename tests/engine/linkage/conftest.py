"""A small county written as rows of text, typed as the sheets are and linked on the real backend."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from tests.typed_lists import Lists, TypedCounty, type_lists

from huitoukan.engine import backends, linkage
from huitoukan.engine.plan import Plan
from huitoukan.policy import Pack, load_pack

TABLES = ("subject", "subject_row", "link", "household_link", "review", "out_links")
WORLDS = ("exact", "accepted", "possible")


@dataclass(frozen=True)
class Linked:
    """What linkage made of a county."""

    tables: Mapping[str, pl.DataFrame]

    def people(self, kind: str, row_id: int, world: str = "accepted") -> set[str]:
        """The person numbers of the subjects that a row is about in a world."""
        rows = self.tables["link"].filter(kind=kind, row_id=row_id).filter(pl.col(f"in_{world}"))
        return set(rows.join(self.tables["subject"], on="subject_id")["person_no"])

    def worlds(self, kind: str, row_id: int) -> dict[str, tuple[str, ...]]:
        """Whom a row is about: person number → the worlds."""
        found: dict[str, tuple[str, ...]] = {}
        for world in WORLDS:
            for person in self.people(kind, row_id, world):
                found[person] = (*found.get(person, ()), world)
        return found

    def methods(self, kind: str, row_id: int) -> set[str]:
        """How a row is linked to somebody."""
        return set(self.tables["link"].filter(kind=kind, row_id=row_id)["method"])

    def subject(self, person_no: str) -> dict[str, object]:
        """The one subject that goes by a number."""
        return self.tables["subject"].row(by_predicate=pl.col("person_no") == person_no, named=True)

    def reviews(self, kind: str, row_id: int) -> list[tuple[str, str | None]]:
        """Why a row waits for a person and who it might be, in order."""
        rows = self.tables["review"].filter(kind=kind, row_id=row_id).sort("rank", nulls_last=True)
        return list(rows.select("reason", "candidate").iter_rows())


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="session")
def type_county(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Lists], TypedCounty]:
    """Makes typed Parquet of rows of text."""
    return lambda lists: type_lists(pack, lists, tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="session")
def link_county(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Linked]:
    """Runs linkage over a county, with or without a decisions table."""

    def run(county: TypedCounty, decisions: Path | None = None) -> Linked:
        out = tmp_path_factory.mktemp("linked")
        inputs: dict[str, tuple[Path, ...]] = {f"list_{kind}": (path,) for kind, path in county.paths.items()}
        if decisions:
            inputs["decisions"] = (decisions,)
        outputs = {table: out / f"{table}.parquet" for table in TABLES}
        plan = Plan(inputs, linkage.steps(pack, county.present, decisions=decisions is not None), outputs)
        backends.run(plan, scratch=out / "scratch")
        return Linked({table: pl.read_parquet(path) for table, path in outputs.items()})

    return run


@pytest.fixture(scope="session")
def link_lists(
    type_county: Callable[[Lists], TypedCounty], link_county: Callable[..., Linked]
) -> Callable[[Lists], Linked]:
    """Types and links a county given as rows of text; the same county is linked once."""
    known: dict[str, Linked] = {}

    def run(lists: Lists) -> Linked:
        key = json.dumps(lists, sort_keys=True)
        if key not in known:
            known[key] = link_county(type_county(lists))
        return known[key]

    return run
