"""Facts over members: what is known of each person of a household, or household of a village, becomes one value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from huitoukan.engine.facts.aggregates import GROUPED, aggregate_sql
from huitoukan.engine.facts.book import Leaf, fact_column
from huitoukan.engine.facts.subjects import KEYS
from huitoukan.engine.plan import Step
from huitoukan.engine.sql import Values, render_sql
from huitoukan.policy.expressions import Name
from huitoukan.policy.models import Level

_FROM: Mapping[Level, str] = {
    Level.HOUSEHOLD: "FROM {table} p",
    Level.VILLAGE: "FROM village_household m "
    "JOIN {table} p ON p.household_id = m.household_id AND p.world = m.from_world",
}
_WHOSE: Mapping[Level, tuple[str, str]] = {
    Level.HOUSEHOLD: ("p.world", "p.household_id"),
    Level.VILLAGE: ("m.world", "m.village_id"),
}


def member_column(name: Name) -> str:
    """How a member's facts are called in these queries."""
    return f"p.{fact_column(name.name)}"


def from_sql(level: Level, members_table: str) -> str:
    """The members of each subject of ``level`` and world: alias ``p`` has their facts, see :func:`whose`."""
    return _FROM[level].format(table=members_table)


def whose(level: Level) -> tuple[str, str]:
    """In :func:`from_sql`, the columns of the world and the subject."""
    return _WHOSE[level]


def members_steps(leaves: Iterable[Leaf], members_table: str, values: Values) -> Iterator[Step]:
    """Steps whose tables hold, by world and subject ``k``, the values of the leaves of one level and stage."""
    together: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        together[table_of(leaf)].append(leaf)
    for table, group in together.items():
        bound = values.fresh()
        make = _repeated_sql if group[0].fact.aggregate in GROUPED else _together_sql
        yield Step(table, make(group, members_table, bound), bound.bound)


def table_of(leaf: Leaf) -> str:
    """The step that computes ``leaf``; leaves of one level and stage share one."""
    if leaf.fact.aggregate in GROUPED:
        return f"agg_{leaf.fact.level}_{leaf.fact.id}"
    village = "village_" if leaf.fact.level is Level.VILLAGE else ""
    return f"agg_{village}members_{leaf.stage}"


def where_sql(leaf: Leaf, values: Values) -> str:
    """Which members count; TRUE when all do."""
    return render_sql(leaf.where, member_column, values) if leaf.where is not None else "TRUE"


def _together_sql(group: list[Leaf], members_table: str, values: Values) -> str:
    level = group[0].fact.level
    world, key = whose(level)
    columns = ", ".join(f"{_aggregate_sql(leaf, values)} AS {leaf.column}" for leaf in group)
    return f"SELECT {world}, {key} AS k, {columns} {from_sql(level, members_table)} GROUP BY {world}, {key}"


def _aggregate_sql(leaf: Leaf, values: Values) -> str:
    value = render_sql(leaf.value, member_column, values) if leaf.value is not None else None
    return aggregate_sql(leaf, where=where_sql(leaf, values), value=value, order=f"p.{KEYS[leaf.fact.asks]}")


def _repeated_sql(group: list[Leaf], members_table: str, values: Values) -> str:
    (leaf,) = group
    world, key = whose(leaf.fact.level)
    by = [render_sql(node, member_column, values) for node in leaf.by]
    where = " AND ".join([where_sql(leaf, values), *(f"({one} IS NOT NULL)" for one in by)])
    keys = ", ".join(f"{one} AS b{number}" for number, one in enumerate(by))
    counted = f"SELECT {world}, {key} AS k, {keys} {from_sql(leaf.fact.level, members_table)} WHERE {where}"
    groups = ", ".join(["world", "k", *(f"b{number}" for number in range(len(by)))])
    inner = f"SELECT world, k, COUNT(*) AS number FROM ({counted}) AS c GROUP BY {groups}"
    return f"SELECT world, k, CAST(MAX(number) AS BIGINT) AS {leaf.column} FROM ({inner}) AS g GROUP BY world, k"
