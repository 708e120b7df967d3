"""Which rows a finding rests on: for each fact it tells, file, sheet and row, and how sure the link was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from huitoukan.engine.facts import lists, members
from huitoukan.engine.facts.book import Leaf
from huitoukan.engine.facts.lists import Rows
from huitoukan.engine.facts.steps import FactTables
from huitoukan.engine.facts.subjects import KEYS
from huitoukan.engine.findings.shown import own_rows_sql
from huitoukan.engine.findings.telling import Branch, union_steps
from huitoukan.engine.plan import Step
from huitoukan.engine.rules.steps import RuleBook
from huitoukan.engine.sql import Values
from huitoukan.policy.expressions import Origin, names
from huitoukan.policy.models import Aggregate, Level

_OWN = "s.kind, s.row_id, 'own' AS method, CAST(NULL AS DOUBLE) AS score"
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
        own = [fact for fact in facts if any(not leaf.stage for leaf in self._leaves(level, fact))]
        if own and level is not Level.VILLAGE:  # a village has no row of its own
            branches.append(partial(_own_rows, own, level))
        yield from union_steps(f"row_source_all_{level}", branches, _EMPTY, self.values)
        yield Step(f"row_source_{level}", f"SELECT DISTINCT * FROM row_source_all_{level}")
        yield Step(f"source_{level}", self._with_absent(level, facts))

    def _fact(self, level: Level, fact: str) -> Iterator[Branch]:
        for leaf in self._leaves(level, fact):
            if leaf.stage:
                for rows in self._rows(leaf):
                    yield partial(_wanted_sql, fact, level, rows)

    def _leaves(self, level: Level, fact: str) -> list[Leaf]:
        found = [self.book.leaf(level, name) for name in names(self.book.value(level, fact), Origin.FACT)]
        return [leaf for leaf in found if leaf]

    def _rows(self, leaf: Leaf) -> Iterator[Branch]:
        """SELECTs of the rows behind ``leaf``, of every subject: world, k, kind, row_id, method, score.

        Behind a fact over members stand the members that count: their own rows, and the rows that made them count;
        behind a fact of the home, the rows that the household's facts come from.
        """
        if leaf.fact.list:
            yield partial(self._list_rows, leaf)
            return
        join = self._home_sql if leaf.fact.home else partial(self._members_sql, leaf)
        if leaf.fact.members or len(self._drawn(leaf)) < len(self._asked(leaf)):
            yield partial(join, f"(SELECT k, {_OWN} FROM {own_rows_sql(leaf.fact.asks)} s) AS x ON x.k")
        for below in self._drawn(leaf):
            for rows in self._rows(below):
                yield partial(_below_sql, join, rows)

    def _list_rows(self, leaf: Leaf, values: Values) -> str:
        rows = Rows.of([leaf], self.tables.asked, self.tables.table, values)
        # the share of a list is no more about the subject's rows that count than about its others
        where = "TRUE" if leaf.fact.aggregate is Aggregate.SHARE else lists.where_sql(leaf, values)
        return (
            f"SELECT l.world, l.k, '{leaf.fact.list}' AS kind, r.row_id, l.method, l.score {rows.sql()} WHERE {where}"
        )

    def _asked(self, leaf: Leaf) -> list[Leaf]:
        """The facts of its members, or of its home, that ``leaf`` looks at."""
        found = (self.book.leaf(leaf.fact.asks, name) for name in leaf.names(Origin.FACT))
        return [below for below in found if below]

    def _drawn(self, leaf: Leaf) -> list[Leaf]:
        """Those of them that come from lists or members in turn."""
        return [below for below in self._asked(leaf) if below.stage]

    def _home_sql(self, rows: str, _values: Values) -> str:
        return (
            "SELECT p.world, p.subject_id AS k, x.kind, x.row_id, x.method, x.score "
            f"FROM {self.tables.table(Level.PERSON)} p JOIN {rows} = p.household_id"
        )

    def _members_sql(self, leaf: Leaf, rows: str, values: Values) -> str:
        below = leaf.fact.asks
        world, key = members.whose(leaf.fact.level)
        return (
            f"SELECT {world}, {key} AS k, x.kind, x.row_id, x.method, x.score "
            f"{members.from_sql(leaf.fact.level, self.tables.table(below))} JOIN {rows} = p.{KEYS[below]} "
            f"WHERE {members.where_sql(leaf, values)}"
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
        waiting = [leaf for leaf in self._leaves(level, fact) if leaf.stage]
        while waiting:
            leaf = waiting.pop()
            if leaf.fact.list:
                yield leaf.fact.list
            else:
                waiting += self._drawn(leaf)


def _below_sql(join: Callable[[str, Values], str], rows: Branch, values: Values) -> str:
    return join(f"({rows(values)}) AS x ON x.world = p.world AND x.k", values)


def _wanted_sql(fact: str, level: Level, rows: Branch, values: Values) -> str:
    return (
        f"SELECT '{fact}' AS fact, w.k, w.world, x.kind, x.row_id, x.method, x.score FROM wanted_{level} w "
        f"JOIN ({rows(values)}) AS x ON x.k = w.k AND x.world = w.world WHERE w.fact = '{fact}'"
    )


def _own_rows(facts: list[str], level: Level, _values: Values) -> str:
    names = ", ".join(f"'{fact}'" for fact in facts)
    return (
        f"SELECT w.fact, w.k, w.world, {_OWN} "
        f"FROM wanted_{level} w JOIN {own_rows_sql(level)} s ON s.k = w.k WHERE w.fact IN ({names})"
    )
