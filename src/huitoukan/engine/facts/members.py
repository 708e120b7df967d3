"""Household facts over its members: what is known of each person becomes one value of the household."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from huitoukan.engine.facts.aggregates import aggregate_sql
from huitoukan.engine.facts.book import Leaf, fact_column
from huitoukan.engine.plan import Step
from huitoukan.engine.sql import Values, render_sql
from huitoukan.policy.expressions import Name


def member_column(name: Name) -> str:
    """How a member's facts are called in these queries."""
    return f"p.{fact_column(name.name)}"


def members_steps(leaves: Iterable[Leaf], person_table: str, values: Values) -> Iterator[Step]:
    """One step a stage: by world and household ``k``, the values of the leaves."""
    together: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        together[table_of(leaf)].append(leaf)
    for table, group in together.items():
        bound = values.fresh()
        columns = [f"{_aggregate_sql(leaf, bound)} AS {leaf.column}" for leaf in group]
        yield Step(
            table,
            f"SELECT p.world, p.household_id AS k, {', '.join(columns)} "
            f"FROM {person_table} p GROUP BY p.world, p.household_id",
            bound.bound,
        )


def table_of(leaf: Leaf) -> str:
    """The step that computes ``leaf``."""
    return f"agg_members_{leaf.stage}"


def where_sql(leaf: Leaf, values: Values) -> str:
    """Which members count; TRUE when all do."""
    return render_sql(leaf.where, member_column, values) if leaf.where is not None else "TRUE"


def _aggregate_sql(leaf: Leaf, values: Values) -> str:
    value = render_sql(leaf.value, member_column, values) if leaf.value is not None else None
    return aggregate_sql(leaf, where=where_sql(leaf, values), value=value, order="p.subject_id")
