"""All fact tables of a run, stage by stage: ``person_<n>``, ``household_<n>`` and, where a fact is about villages,
``village_<n>``, a row a subject and world.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from huitoukan.engine.facts import base, lists, members, subjects, villages
from huitoukan.engine.facts.aggregates import empty_sql
from huitoukan.engine.facts.book import FactBook, Leaf, fact_column
from huitoukan.engine.plan import Step
from huitoukan.engine.sql import Values, render_sql
from huitoukan.policy.fact_order import FactId
from huitoukan.policy.models import Level, Subject


@dataclass(slots=True)
class FactTables:
    """The steps, and which table holds the facts of each level when they have run."""

    steps: list[Step] = field(default_factory=list)
    tables: dict[Level, str] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)
    """See :func:`lists.asked_ids`."""
    roster_rows: bool = False
    """Whether a fact is drawn from rows of the roster, for which linkage makes ``roster_link``."""

    def table(self, level: Level) -> str:
        """The newest table of ``level``."""
        return self.tables[level]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that have tables, members before what they make up."""
        return tuple(self.tables)


def fact_tables(book: FactBook, wanted: Iterable[FactId], values: Values) -> FactTables:
    """What computes the ``wanted`` facts and all they rest on; villages are laid out only when they are wanted."""
    wanted = tuple(wanted)
    leaves = book.leaves(wanted)
    made = FactTables(asked=lists.asked_ids(leaves))
    with_villages = any(level is Level.VILLAGE for level, _ in wanted)
    made.roster_rows = any(leaf.fact.list == Subject.ROSTER and leaf.stage for leaf in leaves)
    made.steps += subjects.subject_steps(book.pack, book.present, roster_rows=made.roster_rows)
    made.steps += villages.village_steps(book.pack, book.present) if with_villages else ()
    kinds = sorted({leaf.fact.list for leaf in leaves if leaf.fact.list and leaf.fact.list in book.present})
    made.steps += subjects.link_steps(book.pack, kinds)
    made.steps += villages.village_link_steps(book.pack, book.present, kinds)
    made.steps += lists.registered_id_steps(made.asked)
    _add_base(book, [leaf for leaf in leaves if leaf.stage == 0], made, values)
    if with_villages:
        _add_villages([leaf for leaf in leaves if leaf.stage == 0], made)
    for stage in sorted({leaf.stage for leaf in leaves} - {0}):
        _add_stage([leaf for leaf in leaves if leaf.stage == stage], stage, made, values)
    return made


def _add_base(book: FactBook, leaves: list[Leaf], made: FactTables, values: Values) -> None:
    person = [leaf for leaf in leaves if leaf.fact.level is Level.PERSON]
    household = [leaf for leaf in leaves if leaf.fact.level is Level.HOUSEHOLD]
    made.steps += base.peers_steps(book, leaves)
    made.steps.append(base.person_base_step(book, person, values.fresh()))
    made.steps += base.household_base_steps(book, household, values.fresh())
    made.tables = {Level.PERSON: "person_0", Level.HOUSEHOLD: "household_0"}


def _add_villages(leaves: list[Leaf], made: FactTables) -> None:
    made.steps.append(base.village_base_step(leaf for leaf in leaves if leaf.fact.level is Level.VILLAGE))
    made.tables[Level.VILLAGE] = "village_0"


def _add_stage(leaves: list[Leaf], stage: int, made: FactTables, values: Values) -> None:
    # members before what they make up: a household's facts may be over its members' of the same stage
    for level in made.levels:
        of_level = [leaf for leaf in leaves if leaf.fact.level is level]
        from_lists = [leaf for leaf in of_level if leaf.fact.list]
        from_members = [leaf for leaf in of_level if leaf.fact.members]
        made.steps += lists.list_steps(from_lists, made.asked, made.table, values)
        if from_members and level.below:
            made.steps += members.members_steps(from_members, made.table(level.below), values)
        if of_level:
            made.steps.append(_joined(level, made, f"{level}_{stage}", of_level, values.fresh()))
            made.tables[level] = f"{level}_{stage}"


def _joined(level: Level, made: FactTables, name: str, leaves: list[Leaf], values: Values) -> Step:
    """The facts so far with those of one more stage."""
    key = subjects.KEYS[level]
    columns, joins = [], {}
    for leaf in leaves:
        if leaf.fact.home:
            home = made.table(Level.HOUSEHOLD)
            joins[home] = f"LEFT JOIN {home} h ON h.world = b.world AND h.household_id = b.household_id"
            columns.append(f"{_home_sql(leaf, values)} AS {leaf.column}")
            continue
        table = members.table_of(leaf) if leaf.fact.members else lists.table_of(leaf)
        joins[table] = f"LEFT JOIN {table} ON {table}.world = b.world AND {table}.k = b.{key}"
        empty = empty_sql(leaf)
        value = f"{table}.{leaf.column}"
        columns.append(f"{f'COALESCE({value}, {empty})' if empty else value} AS {leaf.column}")
    sql = f"SELECT b.*, {', '.join(columns)} FROM {made.table(level)} b {' '.join(joins.values())}"
    return Step(name, sql, values.bound)


def _home_sql(leaf: Leaf, values: Values) -> str:
    """The value of an expression over facts of the household; missing where the household is not judged."""
    assert leaf.value is not None  # the pack was checked
    value = render_sql(leaf.value, lambda name: f"h.{fact_column(name.name)}", values)
    return f"CASE WHEN h.household_id IS NOT NULL THEN {value} END"
