"""Which rows a finding rests on: for each fact it tells, file, sheet and row, and how sure the link was."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from huitoukan.engine.facts import lists, members
from huitoukan.engine.facts.book import Leaf
from huitoukan.engine.facts.lists import Rows
from huitoukan.engine.facts.steps import FactTables
from huitoukan.engine.findings.telling import Branch, union_steps
from huitoukan.engine.plan import Step
from huitoukan.engine.rules.steps import RuleBook
from huitoukan.engine.sql import Values
from huitoukan.policy.expressions import Origin, names
from huitoukan.policy.models import Level

_EMPTY = (
    "SELECT '' AS fact, CAST(NULL AS BIGINT) AS k, 0 AS world, '' AS kind, CAST(NULL AS BIGINT) AS row_id, "
    "'' AS method, CAST(NULL AS DOUBLE) AS score WHERE FALSE"
)


class SourceSteps:
    """Makes ``source_<level>``: fact, subject ``k``, world, kind, row, method, score.

    A list that was looked at and holds no such row is “absent”.
    """

    def __init__(self, rules: RuleBook, tables: FactTables, values: Values) -> None:
        self.rules = rules
        self.book = rules.book
        self.tables = tables
        self.values = values

    def steps(self, level: Level) -> Iterator[Step]:
        """The steps for one level."""
        yield Step(
            f"wanted_{level}",
            f"SELECT DISTINCT x.fact, f.k, f.world FROM found_{level} f JOIN rule_fact_{level} x ON x.rule = f.rule",
        )
        facts = tuple(dict.fromkeys(name for judged in self.rules.of(level) for name in judged.told))
        branches = [branch for fact in facts for branch in self._fact(level, fact)]
        yield from union_steps(f"row_source_all_{level}", branches, _EMPTY, self.values)
        yield Step(f"row_source_{level}", f"SELECT DISTINCT * FROM row_source_all_{level}")
        yield Step(f"source_{level}", self._with_absent(level, facts))

    def _fact(self, level: Level, fact: str) -> Iterator[Branch]:
        for leaf in self._leaves(level, fact):
            if leaf.fact.members:
                yield from self._member_rows(fact, leaf)
            elif leaf.stage:
                yield partial(self._list_rows, fact, leaf)
            else:
                yield partial(_own_rows, fact, level)

    def _leaves(self, level: Level, fact: str) -> list[Leaf]:
        found = [self.book.leaf(level, name) for name in names(self.book.value(level, fact), Origin.FACT)]
        return [leaf for leaf in found if leaf]

    def _list_rows(self, fact: str, leaf: Leaf, values: Values) -> str:
        rows = Rows.of([leaf], self.tables.asked, self.tables.table, values)
        return (
            f"SELECT '{fact}' AS fact, w.k, w.world, '{leaf.fact.list}' AS kind, r.row_id, l.method, l.score "
            f"{rows.sql()} "
            f"JOIN wanted_{leaf.fact.level} w ON w.fact = '{fact}' AND w.k = l.k AND w.world = l.world "
            f"WHERE {lists.where_sql(leaf, values)}"
        )

    def _member_rows(self, fact: str, leaf: Leaf) -> Iterator[Branch]:
        """The members that count: their own rows, and the list rows that made them count."""
        own = "s.kind, s.row_id, 'own' AS method, CAST(NULL AS DOUBLE) AS score"
        yield partial(self._members_sql, fact, leaf, own, "")
        for below in self._from_lists(leaf):
            yield partial(self._members_list_sql, fact, leaf, below)

    def _from_lists(self, leaf: Leaf) -> list[Leaf]:
        """The facts of members that ``leaf`` looks at and that come from lists."""
        found = (self.book.leaf(Level.PERSON, name) for name in leaf.names(Origin.FACT))
        return [below for below in found if below and below.stage]

    def _members_sql(self, fact: str, leaf: Leaf, columns: str, join: str, values: Values) -> str:
        return (
            f"SELECT '{fact}' AS fact, w.k, w.world, {columns} FROM wanted_household w "
            f"JOIN {self.tables.table(Level.PERSON)} p ON p.world = w.world AND p.household_id = w.k "
            f"JOIN subject s ON s.subject_id = p.subject_id {join} "
            f"WHERE w.fact = '{fact}' AND {members.where_sql(leaf, values)}"
        )

    def _members_list_sql(self, fact: str, leaf: Leaf, below: Leaf, values: Values) -> str:
        rows = Rows.of([below], self.tables.asked, self.tables.table, values)
        listed = f"SELECT l.world, l.k, r.row_id, l.method, l.score {rows.sql()} WHERE {lists.where_sql(below, values)}"
        return self._members_sql(
            fact,
            leaf,
            f"'{below.fact.list}' AS kind, x.row_id, x.method, x.score",
            f"JOIN ({listed}) AS x ON x.world = p.world AND x.k = p.subject_id",
            values,
        )

    def _with_absent(self, level: Level, facts: tuple[str, ...]) -> str:
        looked_at = sorted({(fact, kind) for fact in facts for kind in self._kinds(level, fact)})
        if not looked_at:
            return f"SELECT * FROM row_source_{level}"
        rows = ", ".join(f"('{fact}', '{kind}')" for fact, kind in looked_at)
        return f"""
SELECT * FROM row_source_{level}
UNION ALL
SELECT w.fact, w.k, w.world, v.kind, CAST(NULL AS BIGINT) AS row_id, 'absent' AS method, CAST(NULL AS DOUBLE) AS score
FROM wanted_{level} w
JOIN (VALUES {rows}) AS v(fact, kind) ON v.fact = w.fact
LEFT JOIN row_source_{level} r ON r.fact = w.fact AND r.k = w.k AND r.world = w.world AND r.kind = v.kind
WHERE r.k IS NULL
"""

    def _kinds(self, level: Level, fact: str) -> Iterator[str]:
        """The lists that a fact looks at."""
        for leaf in self._leaves(level, fact):
            if leaf.fact.list and leaf.stage:
                yield leaf.fact.list
            for below in self._from_lists(leaf) if leaf.fact.members else ():
                yield str(below.fact.list)


def _own_rows(fact: str, level: Level, _values: Values) -> str:
    return (
        f"SELECT '{fact}' AS fact, w.k, w.world, s.kind, s.row_id, 'own' AS method, CAST(NULL AS DOUBLE) AS score "
        f"FROM wanted_{level} w JOIN shown_{level} s ON s.k = w.k WHERE w.fact = '{fact}'"
    )
