"""Sentences and facts of findings, written in SQL so that a hundred thousand of them cost no loop."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Sequence

from huitoukan.engine.facts.subjects import KEYS
from huitoukan.engine.plan import Step
from huitoukan.engine.rules.steps import Judged, RuleBook, fact_name
from huitoukan.engine.sql import Values, render_sql, text_sql
from huitoukan.messages import say
from huitoukan.policy.expressions import Node, Origin
from huitoukan.policy.models import Level
from huitoukan.policy.scopes import subject_scope

Branch = Callable[[Values], str]
CHUNK = 12
"""Branches of one UNION: enough to be quick, few enough for any planner and for the memory of a small executor."""


def telling_steps(rules: RuleBook, level: Level, facts_table: str, values: Values) -> Iterator[Step]:
    """``rule_fact_<level>``, ``found_fact_<level>``, ``sentence_<level>`` and ``fact_text_<level>``."""
    judged = rules.of(level)
    yield Step(f"rule_fact_{level}", _rule_fact_sql(judged))
    yield Step(f"found_fact_{level}", _found_facts_sql(level, facts_table))
    bound = values.fresh()
    yield Step(f"sentence_{level}", _sentences_sql(rules, level, bound), bound.bound)
    bound = values.fresh()
    yield Step(f"fact_text_{level}", _fact_texts_sql(rules, level, bound), bound.bound)


def union_steps(name: str, branches: Sequence[Branch], empty: str, values: Values) -> Iterator[Step]:
    """``name``: all branches in one table, made in chunks."""
    tables = []
    for start in range(0, len(branches), CHUNK):
        bound = values.fresh()
        tables.append(f"{name}_{start // CHUNK}")
        sql = " UNION ALL ".join(branch(bound) for branch in branches[start : start + CHUNK])
        yield Step(tables[-1], sql, bound.bound)
    yield Step(name, " UNION ALL ".join(f"SELECT * FROM {table}" for table in tables) or empty)


_NO_SENTENCE = "SELECT CAST(NULL AS INTEGER) AS rule, CAST(NULL AS BIGINT) AS k, '' AS sentence WHERE FALSE"
_NO_FACT = "SELECT CAST(NULL AS BIGINT) AS k, 0 AS world, '' AS fact, '' AS value WHERE FALSE"


def _rule_fact_sql(judged: list[Judged]) -> str:
    rows = ", ".join(f"({j.number}, {n}, '{name}')" for j in judged for n, name in enumerate(j.told))
    if not rows:
        return "SELECT CAST(NULL AS INTEGER) AS rule, CAST(NULL AS INTEGER) AS position, '' AS fact WHERE FALSE"
    return f"SELECT * FROM (VALUES {rows}) AS v(rule, position, fact)"


def _found_facts_sql(level: Level, facts_table: str) -> str:
    """The facts of subjects that have a finding, in the world they are shown in."""
    key = KEYS[level]
    return (
        f"SELECT f.{key} AS k, f.* FROM {facts_table} f "
        f"JOIN (SELECT DISTINCT k, world FROM found_{level}) AS s ON s.k = f.{key} AND s.world = f.world"
    )


def _sentences_sql(rules: RuleBook, level: Level, values: Values) -> str:
    """Every finding with the sentence of its rule."""
    cases = " ".join(f"WHEN {j.number} THEN {_sentence_sql(rules, j, values)}" for j in rules.of(level))
    return (
        f"SELECT h.rule, h.k, CASE h.rule {cases} END AS sentence "
        f"FROM found_{level} h JOIN found_fact_{level} f ON f.k = h.k AND f.world = h.world"
        if cases
        else _NO_SENTENCE
    )


def _sentence_sql(rules: RuleBook, judged: Judged, values: Values) -> str:
    scope = subject_scope(rules.book.pack, judged.rule.level)
    pieces = []
    for literal, name, _, _ in string.Formatter().parse(judged.rule.sentence):
        if literal:
            pieces.append(values.bind(literal))
        if name:
            found = scope.resolve(name)
            assert found is not None  # the pack was checked
            node: Node = rules.book.value(judged.rule.level, name) if found.origin is Origin.FACT else found
            pieces.append(_text(node, values))
    return " || ".join(pieces)


def _fact_texts_sql(rules: RuleBook, level: Level, values: Values) -> str:
    """Every fact that a finding tells, as text."""
    told = dict.fromkeys(name for j in rules.of(level) for name in j.told)
    cases = " ".join(f"WHEN '{name}' THEN {_fact_text_sql(rules, level, name, values)}" for name in told)
    return (
        f"SELECT w.k, w.world, w.fact, CASE w.fact {cases} END AS value FROM ("
        f"SELECT DISTINCT x.fact, h.k, h.world FROM found_{level} h JOIN rule_fact_{level} x ON x.rule = h.rule) AS w "
        f"JOIN found_fact_{level} f ON f.k = w.k AND f.world = w.world"
        if cases
        else _NO_FACT
    )


def _fact_text_sql(rules: RuleBook, level: Level, name: str, values: Values) -> str:
    node = rules.book.value(level, name)
    return text_sql(render_sql(node, fact_name, values), node.type, values)


def _text(node: Node, values: Values) -> str:
    unknown = values.bind(say("engine.unknown").text("zh"))
    return f"COALESCE({text_sql(render_sql(node, fact_name, values), node.type, values)}, {unknown})"
