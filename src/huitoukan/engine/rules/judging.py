"""Judges one rule on facts given by hand: for rule tests, and for anyone who wants to try a rule."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from huitoukan.engine import backends
from huitoukan.engine.facts.book import fact_column
from huitoukan.engine.plan import Plan, Step
from huitoukan.engine.rules.steps import fact_name
from huitoukan.engine.sql import Lookup, Unknown, Values, render_sql, resolve
from huitoukan.policy.expressions import Name, Node, Origin, read
from huitoukan.policy.expressions.folding import Constant
from huitoukan.policy.fact_order import trees
from huitoukan.policy.models import Level, Pack, ValueType
from huitoukan.policy.parameters import parameters_on
from huitoukan.policy.scopes import subject_scope

POLARS_TYPES: Mapping[ValueType, pl.DataType] = {
    ValueType.BOOLEAN: pl.Boolean(),
    ValueType.INTEGER: pl.Int64(),
    ValueType.NUMBER: pl.Float64(),
    ValueType.TEXT: pl.String(),
    ValueType.DATE: pl.Date(),
    ValueType.MONTH: pl.Int32(),
}
Case = Mapping[str, object]


def judge(
    pack: Pack,
    rule_id: str,
    cases: Sequence[Case],
    *,
    as_of: dt.date,
    parameters: Mapping[str, Constant] | None = None,
) -> list[bool]:
    """Whether ``rule_id`` fires, for each case.

    A case gives facts of the rule's level by id (None: missing; months as year * 12 + month - 1). A fact that is an
    expression and not given is worked out from the others; any other fact not given is unknown, as when its list is
    not in the folder. Runs on the real backend.
    """
    rule = pack.rules[rule_id]
    values = Values(as_of, parameters if parameters is not None else parameters_on(pack, as_of))
    tree = read(rule.when, subject_scope(pack, rule.level), ValueType.BOOLEAN)
    branches: list[str] = []
    frames: dict[str, pl.DataFrame] = {}
    for shape in sorted({tuple(sorted(case)) for case in cases}):
        table = f"case_{len(frames)}"
        condition = resolve(tree, _lookup(pack, rule.level, frozenset(shape)))
        branches.append(
            f"SELECT f.number, COALESCE({render_sql(condition, fact_name, values)}, FALSE) AS fires FROM {table} f"
        )
        frames[table] = _frame(pack, rule.level, shape, cases)
    fired = _run(frames, Step("judged", " UNION ALL ".join(branches), values.bound))
    return [bool(one) for one in fired.sort("number")["fires"]]


def _lookup(pack: Pack, level: Level, given: frozenset[str]) -> Lookup:
    def lookup(name: Name) -> Node:
        if name.origin is not Origin.FACT or name.name in given:
            return name
        fact = pack.facts[level][name.name]
        return resolve(trees(pack, fact)["expression"], lookup) if fact.expression else Unknown(fact.type)

    return lookup


def _frame(pack: Pack, level: Level, shape: tuple[str, ...], cases: Sequence[Case]) -> pl.DataFrame:
    """The cases that give exactly the facts of ``shape``."""
    numbered = [(n, case) for n, case in enumerate(cases) if tuple(sorted(case)) == shape]
    columns: dict[str, pl.Series] = {"number": pl.Series([n for n, _ in numbered], dtype=pl.Int64)}
    for name in shape:
        type_ = POLARS_TYPES[pack.facts[level][name].type]
        columns[fact_column(name)] = pl.Series([case[name] for _, case in numbered], dtype=type_)
    return pl.DataFrame(columns)


def _run(frames: Mapping[str, pl.DataFrame], step: Step) -> pl.DataFrame:
    with tempfile.TemporaryDirectory(prefix="huitoukan-") as folder:
        inputs = {}
        for name, frame in frames.items():
            inputs[name] = (Path(folder) / f"{name}.parquet",)
            frame.write_parquet(inputs[name][0])
        out = Path(folder) / "out" / "judged.parquet"
        out.parent.mkdir()
        backends.run(Plan(inputs, (step,), {step.name: out}), scratch=Path(folder) / "scratch")
        return pl.read_parquet(out)
