"""Judges rules on facts given by hand: for rule tests, and for anyone who wants to try a rule."""

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
    """Whether ``rule_id`` fires, for each case; see :func:`judge_all`."""
    return judge_all(pack, {rule_id: cases}, as_of=as_of, parameters=parameters)[rule_id]


def judge_all(
    pack: Pack,
    trials: Mapping[str, Sequence[Case]],
    *,
    as_of: dt.date,
    parameters: Mapping[str, Constant] | None = None,
) -> dict[str, list[bool]]:
    """Whether each rule fires, for each of its cases, all in one run of the real backend.

    A case gives facts of the rule's level by id (None: missing; months as year * 12 + month - 1). A fact that is an
    expression and not given is worked out from the others; any other fact not given is unknown, as when its list is
    not in the folder.
    """
    values = Values(as_of, parameters if parameters is not None else parameters_on(pack, as_of))
    frames: dict[str, pl.DataFrame] = {}
    steps = {rule_id: _step(pack, rule_id, cases, frames, values.fresh()) for rule_id, cases in trials.items() if cases}
    fired = _run(frames, tuple(steps.values()))
    return {
        rule_id: fired[steps[rule_id].name].sort("number")["fires"].to_list() if rule_id in steps else []
        for rule_id in trials
    }


def _step(pack: Pack, rule_id: str, cases: Sequence[Case], frames: dict[str, pl.DataFrame], values: Values) -> Step:
    """The step that judges one rule; its cases, a table for each set of facts they give, are added to ``frames``."""
    rule = pack.rules[rule_id]
    tree = read(rule.when, subject_scope(pack, rule.level), ValueType.BOOLEAN)
    branches: list[str] = []
    for shape in sorted({tuple(sorted(case)) for case in cases}):
        table = f"case_{len(frames)}"
        condition = resolve(tree, _lookup(pack, rule.level, frozenset(shape)))
        branches.append(
            f"SELECT f.number, COALESCE({render_sql(condition, fact_name, values)}, FALSE) AS fires FROM {table} f"
        )
        frames[table] = _frame(pack, rule.level, shape, cases)
    return Step(f"judged_{rule_id.replace('.', '__')}", " UNION ALL ".join(branches), values.bound)


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


def _run(frames: Mapping[str, pl.DataFrame], steps: tuple[Step, ...]) -> dict[str, pl.DataFrame]:
    with tempfile.TemporaryDirectory(prefix="huitoukan-") as folder:
        inputs = {}
        for name, frame in frames.items():
            inputs[name] = (Path(folder) / f"{name}.parquet",)
            frame.write_parquet(inputs[name][0])
        outputs = {step.name: Path(folder) / "out" / f"{step.name}.parquet" for step in steps}
        (Path(folder) / "out").mkdir()
        backends.run(Plan(inputs, steps, outputs), scratch=Path(folder) / "scratch")
        return {name: pl.read_parquet(path) for name, path in outputs.items()}
