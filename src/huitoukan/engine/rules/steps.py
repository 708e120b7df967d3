"""From fact tables to findings: every rule of a level judged in one SELECT, then who fires in which world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from huitoukan.engine.facts.book import FactBook, fact_column
from huitoukan.engine.facts.subjects import KEYS, TOUCHED
from huitoukan.engine.plan import Step
from huitoukan.engine.sql import Values, can_be_true, render_sql
from huitoukan.policy import facts_of, told_facts
from huitoukan.policy.expressions import Name, Node
from huitoukan.policy.fact_order import FactId
from huitoukan.policy.models import Level, Rule


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule that can be judged in this run, with its condition over leaves."""

    rule: Rule
    condition: Node
    told: tuple[str, ...]
    """The facts its findings tell."""
    number: int
    """Its place in the pack."""

    @property
    def column(self) -> str:
        return f"r_{self.number}"


class RuleBook:
    """The rules of a pack as this run can judge them."""

    def __init__(self, book: FactBook, rules: Iterable[Rule]) -> None:
        self.book = book
        self.judged: list[Judged] = []
        self.silent: list[Rule] = []
        for number, rule in enumerate(rules):
            condition = book.condition(rule)
            if can_be_true(condition):
                self.judged.append(Judged(rule, condition, told_facts(book.pack, rule), number))
            else:
                self.silent.append(rule)

    def of(self, level: Level) -> list[Judged]:
        """The judged rules of one level."""
        return [judged for judged in self.judged if judged.rule.level is level]

    def facts(self) -> Iterator[FactId]:
        """The facts that judged rules name."""
        for judged in self.judged:
            yield from facts_of(self.book.pack, judged.rule)

    def missing(self, rule: Rule) -> tuple[str, ...]:
        """The lists and columns that facts of ``rule`` would have needed."""
        lacking = [m for level, name in facts_of(self.book.pack, rule) for m in self.book.missing_lists(level, name)]
        return tuple(dict.fromkeys(lacking))


def fact_name(name: Name) -> str:
    """How facts (``f``) are called in these queries."""
    return f"f.{fact_column(name.name)}"


def found_steps(rules: RuleBook, level: Level, facts_table: str, values: Values) -> Iterator[Step]:
    """``found_<level>``: rule number, subject ``k``, the world to show it in, confidence.

    A finding is there when its rule fires in the accepted world; it is firm when it fires in all three. A firm one is
    told with what exact rows say, so that no number in it rests on a weaker link.
    """
    judged, key = rules.of(level), KEYS[level]
    if not judged:
        yield Step(f"found_{level}", _NOTHING_FOUND)
        return
    columns = ", ".join(f"COALESCE({render_sql(j.condition, fact_name, values)}, FALSE) AS {j.column}" for j in judged)
    yield Step(
        f"judged_{level}",
        f"SELECT f.world, f.{key} AS k, f.{TOUCHED[level][1]} AS t, {columns} FROM {facts_table} f",
        values.bound,
    )
    hits = " UNION ALL ".join(
        f"SELECT CAST({j.number} AS INTEGER) AS rule, world, k, t FROM judged_{level} WHERE {j.column}" for j in judged
    )
    yield Step(f"hit_{level}", hits)
    yield Step(f"found_{level}", _found_sql(level))


def _found_sql(level: Level) -> str:
    touched, column = TOUCHED[level]
    return f"""
SELECT rule, k, CASE WHEN firm THEN 0 ELSE 1 END AS world, CASE WHEN firm THEN 'firm' ELSE 'review' END AS confidence
FROM (
    SELECT h.rule, h.k, MAX(t.{column}) IS NULL OR COUNT(DISTINCT h.world) = 3 AS firm,
           MAX(t.{column}) IS NULL OR BOOL_OR(h.world = 1) AS found
    FROM hit_{level} h LEFT JOIN {touched} t ON t.{column} = h.t
    GROUP BY h.rule, h.k
) AS f
WHERE found
"""


_NOTHING_FOUND = """
SELECT CAST(NULL AS INTEGER) AS rule, CAST(NULL AS BIGINT) AS k, CAST(NULL AS INTEGER) AS world,
       CAST(NULL AS VARCHAR) AS confidence WHERE FALSE
"""
