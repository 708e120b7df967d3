"""A folder of lists written down by hand, every row linked exactly, on which facts are worked out by the real engine."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from huitoukan.engine import backends
from huitoukan.engine.facts.book import FactBook
from huitoukan.engine.facts.steps import fact_tables
from huitoukan.engine.facts.subjects import KEYS
from huitoukan.engine.plan import Plan, Step
from huitoukan.engine.rules.judging import POLARS_TYPES
from huitoukan.engine.sql import Unknown, Values
from huitoukan.policy import Pack, parameters_on
from huitoukan.policy.fact_order import FactId
from huitoukan.policy.models import Level, Subject
from huitoukan.policy.scopes import column_field, columns

REGISTERED, ROSTER = Subject.REGISTERED.value, Subject.ROSTER.value
_WORLDS = {"in_exact": True, "in_accepted": True, "in_possible": True}
_OWN = ("household_no", "person_no", "id_no", "id_no_id18")
Row = dict[str, object]


@dataclass
class Folder:
    """Lists, the registered people in them, and which rows are about whom."""

    pack: Pack
    lists: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    subjects: list[Row] = field(default_factory=list)
    repeated: list[Row] = field(default_factory=list)
    """Further rows of the registry about a person who has one."""
    _first: dict[tuple[object, ...], int] = field(default_factory=dict)
    _said: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The columns that :meth:`add_list` named."""
    links: list[Row] = field(default_factory=list)
    roster: list[Row] = field(default_factory=list)
    households: list[Row] = field(default_factory=list)

    def add_person(self, cells: Mapping[str, object]) -> int:
        """A row of the registry; the number of its subject."""
        row_id = self._append(REGISTERED, dict.fromkeys(_OWN) | dict(cells))
        subject: Row = {"subject_id": row_id, "origin": REGISTERED, "kind": REGISTERED, "row_id": row_id}
        about: Row = {key: cells[key] for key in ("person_no", "household_no")}
        # as in linkage, rows of one person number in one household are one person
        if (first := self._first.setdefault(tuple(about.values()), row_id)) != row_id:
            self.repeated.append(subject | {"subject_id": first})
            return first
        self.subjects.append(subject | about | {"id18": None, "registered": True, **_WORLDS})
        return row_id

    def add_row(self, kind: str, cells: Mapping[str, object], subject_id: int) -> None:
        """A row of ``kind`` about a registered person, or about the household or village that it names itself."""
        row_id = self._append(kind, {"household_no": None} | dict(cells) if kind == ROSTER else cells)
        if self.pack.kinds[kind].subject is Subject.VILLAGE:
            return
        if kind == ROSTER:
            self.roster.append(_link(kind, row_id, subject_id))
        elif self.pack.kinds[kind].subject is Subject.HOUSEHOLD:
            self.households.append({"kind": kind, "row_id": row_id, "household_no": cells["household_no"]})
        else:
            self.links.append(_link(kind, row_id, subject_id))

    def add_list(self, kind: str, names: Iterable[str]) -> None:
        """Say that the folder has ``kind`` with these columns, even if no row is about anybody here."""
        self.lists[kind]  # there, if without a row
        self._said[kind].update([*names, "household_no"] if kind == ROSTER else names)

    def known(self, facts: Iterable[FactId], as_of: dt.date, work: Path) -> Mapping[FactId, dict[object, object]]:
        """What each fact is of each person, household (by number) or village (by name); unknown facts are left out."""
        book = FactBook(self.pack, self._present(), as_of, parameters_on(self.pack, as_of))
        wanted = [fact for fact in facts if not isinstance(book.value(*fact), Unknown)]
        if not wanted:
            return {}
        tables = fact_tables(book, wanted, Values(as_of, book.parameters))
        reads = tuple(_read_step(level, tables.table(level)) for level in tables.levels)
        outputs = {step.name: work / f"{step.name}.parquet" for step in reads}
        plan = Plan(self._written(work), (*tables.steps, *reads), outputs)
        backends.run(plan, scratch=work / "scratch")
        read = {level: pl.read_parquet(outputs[f"of_{level}"]) for level in tables.levels}
        return {(lv, name): dict(zip(read[lv]["no"], read[lv][f"f_{name}"], strict=True)) for lv, name in wanted}

    def _append(self, kind: str, cells: Mapping[str, object]) -> int:
        rows = self.lists[kind]
        rows.append({"row_id": len(rows), **cells})
        return len(rows) - 1

    def _names(self, kind: str) -> set[str]:
        """The columns of a list; what cleaning makes of a field comes with the field."""
        names = self._said[kind] | {name for row in self.lists[kind] for name in row} - {"row_id"}
        return names | {column_field(self.pack.kinds[kind], name) for name in names}

    def _present(self) -> Mapping[str, frozenset[str]]:
        kinds = self.pack.kinds
        return {k: frozenset(column_field(kinds[k], name) for name in self._names(k)) for k in self.lists}

    def _written(self, work: Path) -> dict[str, tuple[Path, ...]]:
        frames = {f"list_{kind}": self._list_frame(kind) for kind in self.lists}
        flags = dict.fromkeys(_WORLDS, pl.Boolean())
        texts = dict.fromkeys(("origin", "kind", "person_no", "household_no", "id18"), pl.String())
        numbers = {"subject_id": pl.Int64(), "row_id": pl.Int64()}
        frames["subject"] = _frame(self.subjects, {**numbers, **texts, "registered": pl.Boolean(), **flags})
        own_rows = [*self.subjects, *self.repeated, *self.roster]
        frames["subject_row"] = _frame(own_rows, {"kind": pl.String(), **numbers})
        link = {"kind": pl.String(), **numbers, "method": pl.String(), "score": pl.Float64(), **flags}
        frames["link"] = _frame(self.links, link)
        frames["roster_link"] = _frame(self.roster, link)
        frames["household_link"] = _frame(
            self.households, {"kind": pl.String(), "row_id": pl.Int64(), "household_no": pl.String()}
        )
        for name, frame in frames.items():
            frame.write_parquet(work / f"{name}.parquet")
        return {name: (work / f"{name}.parquet",) for name in frames}

    def _list_frame(self, kind: str) -> pl.DataFrame:
        types = columns(self.pack.kinds[kind])
        schema = {name: POLARS_TYPES[types[name]] for name in sorted(self._names(kind))}
        return _frame(self.lists[kind], {"row_id": pl.Int64(), **schema})


def _link(kind: str, row_id: int, subject_id: int) -> Row:
    return {"kind": kind, "row_id": row_id, "subject_id": subject_id, "method": "exact", "score": None, **_WORLDS}


def _frame(rows: list[Row], schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=dict(schema))


def _read_step(level: Level, table: str) -> Step:
    source, name = _NAMED[level]
    key = KEYS[level]
    return Step(f"of_{level}", f"SELECT s.{name} AS no, f.* FROM {table} f JOIN {source} s ON s.{key} = f.{key}")


_NAMED = {
    Level.PERSON: ("subject", "person_no"),
    Level.HOUSEHOLD: ("household", "household_no"),
    Level.VILLAGE: ("village", "village_key"),
}
"""Where the subjects of each level stand, and the column that tables know them by."""
