"""How rows become one value, in SQL."""

from __future__ import annotations

from huitoukan.engine.facts.book import Leaf
from huitoukan.engine.sql import SQL_TYPES
from huitoukan.policy.models import Aggregate, ValueType

GROUPED = (Aggregate.MOST_REPEATED, Aggregate.MOST_SHARED, Aggregate.SHARE)
"""Aggregates that need a query of their own."""
_ZERO_WHEN_EMPTY = (
    Aggregate.COUNT,
    Aggregate.COUNT_DISTINCT,
    Aggregate.SUM,
    Aggregate.MOST_REPEATED,
    Aggregate.MOST_SHARED,
)


def aggregate_sql(leaf: Leaf, *, where: str, value: str | None, order: str) -> str:
    """The aggregate column of ``leaf``; ``order`` says which row comes first."""
    keep = f" FILTER (WHERE {where})"
    match leaf.fact.aggregate:
        case Aggregate.ANY:
            return f"COALESCE(BOOL_OR({where}), FALSE)"
        case Aggregate.COUNT:
            return f"CAST(COUNT(*){keep} AS BIGINT)"
        case Aggregate.COUNT_DISTINCT:
            return f"CAST(COUNT(DISTINCT {value}){keep} AS BIGINT)"
        case Aggregate.SUM:
            # amounts have at most four decimals: as decimals their sum is exact, and the same in every order of rows
            exact = value if leaf.fact.type is ValueType.INTEGER else f"CAST(ROUND({value}, 4) AS DECIMAL(38, 4))"
            return f"CAST(COALESCE(SUM({exact}){keep}, 0) AS {SQL_TYPES[leaf.fact.type]})"
        case Aggregate.FIRST:
            return f"MIN_BY({value}, {order}) FILTER (WHERE ({where}) AND {value} IS NOT NULL)"
        case _:
            return f"{str(leaf.fact.aggregate).upper()}({value}){keep}"


def empty_sql(leaf: Leaf) -> str | None:
    """What the fact is of a subject without any row; None when it is missing then."""
    if leaf.fact.aggregate is Aggregate.ANY:
        return "FALSE"
    return "0" if leaf.fact.aggregate in _ZERO_WHEN_EMPTY else None
