"""Facts from lists: the rows that are about a subject become one value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from huitoukan.engine.facts.aggregates import GROUPED, aggregate_sql
from huitoukan.engine.facts.book import Leaf, fact_column
from huitoukan.engine.facts.subjects import KEYS
from huitoukan.engine.plan import Step
from huitoukan.engine.sql import REGISTERED, Values, render_sql
from huitoukan.policy.expressions import Name, Origin
from huitoukan.policy.expressions.folding import month_index
from huitoukan.policy.models import Aggregate, Level, Subject, ValueType

FactsTable = Callable[[Level], str]
_DOUBT = (
    "CASE method WHEN 'scored' THEN 2000.0 WHEN 'bridge' THEN 1000.0 WHEN 'possible' THEN 3000.0 ELSE 0.0 END"
    " - COALESCE(score, 0.0)"
)
"""Orders links from the surest to the weakest; method and score that differ never come out equal."""


def row_column(name: Name) -> str:
    """How list rows (``r``) and facts of the subject (``p``) are called in these queries."""
    return f"p.{fact_column(name.name)}" if name.origin is Origin.FACT else f"r.{name.name}"


def asked_ids(leaves: Iterable[Leaf]) -> dict[str, set[str]]:
    """For each kind, the columns that say whether an ID is a registered person's, where a fact asks that."""
    asked: dict[str, set[str]] = defaultdict(set)
    for leaf in leaves:
        if leaf.fact.list:
            asked[leaf.fact.list] |= {n for n in leaf.names(Origin.COLUMN) if n.endswith(REGISTERED)}
    return {kind: columns for kind, columns in asked.items() if columns}


def registered_id_steps(asked: dict[str, set[str]]) -> Iterator[Step]:
    """``flagged_<kind>``: the list with the columns of :func:`asked_ids`."""
    if asked:
        ids = "SELECT DISTINCT id_no_id18 AS id18 FROM list_registered WHERE id_no_id18 IS NOT NULL"
        yield Step("registered_id", ids)
    for kind, columns in sorted(asked.items()):
        flags = "".join(f", g_{c}.id18 IS NOT NULL AS {c}" for c in sorted(columns))
        joins = "".join(
            f" LEFT JOIN registered_id AS g_{c} ON g_{c}.id18 = r.{c.removesuffix(REGISTERED)}_id18"
            for c in sorted(columns)
        )
        yield Step(f"flagged_{kind}", f"SELECT r.*{flags} FROM list_{kind} r{joins}")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a list by world and subject: aliases ``l`` (link: world, k, row_id, method, score), ``r`` (row)
    and, when a condition asks facts of the subject, ``p``.
    """

    level: Level
    kind: str
    newest_by: str | None
    table: str
    facts: str | None
    until: str
    """The day, month or year of the run in SQL; rows dated later are not the newest yet."""

    @classmethod
    def of(cls, leaves: Iterable[Leaf], asked: Iterable[str], facts_table: FactsTable, values: Values) -> Rows:
        """The rows that ``leaves``, all of one list, level and ``newest_by``, look at."""
        leaves = list(leaves)
        fact = leaves[0].fact
        uses_facts = any(leaf.names(Origin.FACT) for leaf in leaves)
        return cls(
            fact.level,
            str(fact.list),
            fact.newest_by,
            f"{'flagged' if str(fact.list) in asked else 'list'}_{fact.list}",
            facts_table(fact.level) if uses_facts else None,
            _until_sql(leaves[0].newest_type, values) if fact.newest_by else "",
        )

    def sql(self) -> str:
        """The FROM clause."""
        key = KEYS[self.level]
        links = self._newest(key) if self.newest_by else self._links(key)
        joined = f"FROM {links} AS l JOIN {self.table} r ON r.row_id = l.row_id"
        return joined + (f" JOIN {self.facts} p ON p.world = l.world AND p.{key} = l.k" if self.facts else "")

    def _newest(self, key: str) -> str:
        """Only the subject's newest rows by the day of the run: all of that day, whichever of them stands first."""
        place = f"RANK() OVER (PARTITION BY a.world, a.k ORDER BY d.{self.newest_by} DESC NULLS LAST)"
        by_then = f"d.{self.newest_by} IS NULL OR d.{self.newest_by} <= {self.until}"
        rows = f"{self._links(key)} AS a JOIN {self.table} d ON d.row_id = a.row_id"
        ranked = f"SELECT a.*, {place} AS place FROM {rows} WHERE {by_then}"
        return f"(SELECT world, k, row_id, method, score FROM ({ranked}) AS n WHERE place = 1)"

    def _links(self, key: str) -> str:
        # a registered row is about one person alone
        if self.level is not Level.HOUSEHOLD or self.kind == Subject.REGISTERED:
            return f"(SELECT world, {key} AS k, row_id, method, score FROM of_{self.kind})"
        # a household counts a row once, also when it is linked to two of its members; a sure link has no score
        return (
            f"(SELECT world, {key} AS k, row_id, "
            f"ARG_MIN_NULL(method, {_DOUBT}) AS method, ARG_MIN_NULL(score, {_DOUBT}) AS score "
            f"FROM of_{self.kind} GROUP BY world, {key}, row_id)"
        )


def _until_sql(type_: ValueType | None, values: Values) -> str:
    match type_:
        case ValueType.MONTH:
            return values.bind(month_index(values.as_of))
        case ValueType.INTEGER:
            return values.bind(values.as_of.year)
        case _:
            return f"CAST({values.bind(values.as_of)} AS DATE)"


def list_steps(leaves: Iterable[Leaf], asked: Iterable[str], facts_table: FactsTable, values: Values) -> Iterator[Step]:
    """Steps whose tables hold, by world and subject ``k``, the values of the leaves of one stage."""
    together: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        together[table_of(leaf)].append(leaf)
    for table, group in together.items():
        bound = values.fresh()
        rows = Rows.of(group, asked, facts_table, bound)
        match group[0].fact.aggregate:
            case Aggregate.MOST_REPEATED:
                sql = _repeated_sql(group[0], rows, bound)
            case Aggregate.MOST_SHARED:
                sql = _shared_sql(group[0], rows, bound)
            case Aggregate.SHARE:
                sql = _share_sql(group[0], rows, bound)
            case _:
                sql = _together_sql(group, rows, bound)
        yield Step(table, sql, bound.bound)


def table_of(leaf: Leaf) -> str:
    """The step that computes ``leaf``; leaves of one list, level and stage share one."""
    fact = leaf.fact
    if fact.aggregate in GROUPED:
        return f"agg_{fact.level}_{fact.id}"
    newest = f"_{fact.newest_by}" if fact.newest_by else ""
    return f"agg_{fact.level}_{fact.list}{newest}_{leaf.stage}"


def where_sql(leaf: Leaf, values: Values) -> str:
    """The leaf's condition on its rows; TRUE when every row counts."""
    return render_sql(leaf.where, row_column, values) if leaf.where is not None else "TRUE"


def _together_sql(group: list[Leaf], rows: Rows, values: Values) -> str:
    columns = []
    for leaf in group:
        value = render_sql(leaf.value, row_column, values) if leaf.value is not None else None
        aggregate = aggregate_sql(leaf, where=where_sql(leaf, values), value=value, order="r.row_id")
        columns.append(f"{aggregate} AS {leaf.column}")
    return f"SELECT l.world, l.k, {', '.join(columns)} {rows.sql()} GROUP BY l.world, l.k"


def _repeated_sql(leaf: Leaf, rows: Rows, values: Values) -> str:
    by = [f"r.{column}" for column in leaf.fact.by]
    where = " AND ".join([where_sql(leaf, values), *(f"{column} IS NOT NULL" for column in by)])
    inner = f"SELECT l.world, l.k, COUNT(*) AS number {rows.sql()} WHERE {where} GROUP BY l.world, l.k, {', '.join(by)}"
    return f"SELECT world, k, CAST(MAX(number) AS BIGINT) AS {leaf.column} FROM ({inner}) AS g GROUP BY world, k"


def _shared_sql(leaf: Leaf, rows: Rows, values: Values) -> str:
    by = [f"r.{column}" for column in leaf.fact.by]
    where = " AND ".join([where_sql(leaf, values), *(f"{column} IS NOT NULL" for column in by)])
    assert leaf.value is not None  # the pack was checked
    value = render_sql(leaf.value, row_column, values)
    keys = ", ".join(f"{column} AS b{n}" for n, column in enumerate(by))
    shared = (
        f"SELECT {keys}, COUNT(DISTINCT {value}) AS number FROM {rows.table} r WHERE {where} GROUP BY {', '.join(by)}"
    )
    match = " AND ".join(f"g.b{n} = {column}" for n, column in enumerate(by))
    return (
        f"SELECT l.world, l.k, CAST(MAX(g.number) AS BIGINT) AS {leaf.column} "
        f"{rows.sql()} JOIN ({shared}) AS g ON {match} WHERE {where} GROUP BY l.world, l.k"
    )


def _share_sql(leaf: Leaf, rows: Rows, values: Values) -> str:
    counted = f"CAST(COUNT(*) FILTER (WHERE {where_sql(leaf, values)}) AS DOUBLE)"
    share = f"SELECT ROUND(100 * {counted} / COUNT(*), 2) AS share FROM {rows.table} r"
    return (
        f"SELECT l.world, l.k, MAX(s.share) AS {leaf.column} {rows.sql()} CROSS JOIN ({share}) AS s "
        "GROUP BY l.world, l.k"
    )
