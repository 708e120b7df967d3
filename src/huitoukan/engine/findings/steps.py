"""The tables a run gives back: ``findings``, ``finding_facts``, ``finding_sources``, ``households``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huitoukan.engine.facts.steps import FactTables
from huitoukan.engine.findings.shown import household_row_step, shown_step
from huitoukan.engine.findings.sources import SourceSteps
from huitoukan.engine.findings.telling import telling_steps
from huitoukan.engine.findings.townships import township_steps
from huitoukan.engine.plan import Step
from huitoukan.engine.rules.steps import RuleBook, found_steps
from huitoukan.engine.sql import Values
from huitoukan.policy.models import Level


def finding_steps(rules: RuleBook, tables: FactTables, values: Values) -> Iterator[Step]:
    """From fact tables to the tables of findings."""
    yield from township_steps(rules.book.present)
    yield household_row_step(rules.book.pack, rules.book.present)
    sources = SourceSteps(rules, tables, values)
    for level in tables.levels:
        yield from found_steps(rules, level, tables.table(level), values.fresh())
        yield shown_step(rules.book.present, level)
        yield from telling_steps(rules, level, tables.table(level), values)
        yield from sources.steps(level)
    yield Step("rule_name", _rule_names(rules))
    yield Step("findings", _findings_sql(tables.levels))
    yield Step("finding_facts", _union_sql(_FACTS, tables.levels))
    yield Step("finding_sources", _union_sql(_SOURCES, tables.levels))


def _rule_names(rules: RuleBook) -> str:
    rows = ", ".join(f"({j.number}, '{j.rule.id}')" for j in rules.judged)
    if not rows:
        return "SELECT CAST(NULL AS INTEGER) AS rule, '' AS rule_id WHERE FALSE"
    return f"SELECT * FROM (VALUES {rows}) AS v(rule, rule_id)"


def _findings_sql(levels: Iterable[Level]) -> str:
    found = " UNION ALL ".join(
        f"SELECT f.rule, f.k, f.world, '{level}' AS level, s.household_no, s.person_no, f.confidence, s.township, "
        f"s.village, s.name, s.id_no, t.sentence FROM found_{level} f JOIN shown_{level} s ON s.k = f.k "
        f"JOIN sentence_{level} t ON t.rule = f.rule AND t.k = f.k"
        for level in levels
    )
    order = "u.rule, u.household_no, u.person_no, u.k"
    return (
        f"SELECT ROW_NUMBER() OVER (ORDER BY {order}) - 1 AS finding_id, u.*, n.rule_id "
        f"FROM ({found}) AS u JOIN rule_name n ON n.rule = u.rule"
    )


def _union_sql(template: str, levels: Iterable[Level]) -> str:
    return " UNION ALL ".join(template.format(level=level) for level in levels)


_FACTS = """
SELECT f.finding_id, x.position, x.fact, t.value
FROM findings f
JOIN rule_fact_{level} x ON x.rule = f.rule
JOIN fact_text_{level} t ON t.k = f.k AND t.world = f.world AND t.fact = x.fact
WHERE f.level = '{level}'
"""
_SOURCES = """
SELECT f.finding_id, x.fact, s.kind, s.row_id, s.method, s.score
FROM findings f
JOIN rule_fact_{level} x ON x.rule = f.rule
JOIN source_{level} s ON s.k = f.k AND s.world = f.world AND s.fact = x.fact
WHERE f.level = '{level}'
"""
