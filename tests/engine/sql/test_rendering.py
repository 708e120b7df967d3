"""Values as a sentence writes them, by the real database."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine.backends import run
from huitoukan.engine.plan import Plan, Step
from huitoukan.engine.sql import Values, render_sql, text_sql
from huitoukan.policy.expressions import Scope, read
from huitoukan.policy.models import ValueType as T

AS_OF = dt.date(2026, 10, 31)
WRITTEN = [
    ("TRUE", T.BOOLEAN, "是"),
    ("FALSE", T.BOOLEAN, "否"),
    ("CAST(NULL AS BOOLEAN)", T.BOOLEAN, None),
    ("CAST(8500 AS DOUBLE)", T.NUMBER, "8500"),
    ("CAST(8499.5 AS DOUBLE)", T.NUMBER, "8499.50"),
    ("CAST(-0.125 AS DOUBLE)", T.NUMBER, "-0.13"),
    ("CAST(0.285 AS DOUBLE)", T.NUMBER, "0.28"),
    ("CAST(-0.001 AS DOUBLE)", T.NUMBER, "0.00"),
    ("CAST(999999999999999 AS DOUBLE)", T.NUMBER, "999999999999999"),
    ("CAST(1e20 AS DOUBLE)", T.NUMBER, "（超过一千万亿）"),
    ("CAST(NULL AS DOUBLE)", T.NUMBER, None),
    ("24321", T.MONTH, "2026-10"),
    ("24311", T.MONTH, "2025-12"),
    ("24312", T.MONTH, "2026-01"),
    ("CAST('2026-10-05' AS DATE)", T.DATE, "2026-10-05"),
    ("12", T.INTEGER, "12"),
]
SCOPE = Scope(facts={"n": T.INTEGER, "day": T.DATE, "a": T.BOOLEAN, "gone": T.NUMBER})
CONDITIONS = [
    ("n / 2 > 3", True),
    ("n / (n - 7) > 0", None),
    ("n % 4 = 3 AND n * 1000.5 % 1000 = 3.5 AND -n % 4 = -3", True),
    ("n % (n - 7) = 0", None),
    ("day > MONTHS_BEFORE(1)", False),
    ("day = DAYS_BEFORE(31)", True),
    ("MONTH_OF(as_of) - MONTH_OF(day) = 1", True),
    ("COUNT_TRUE(a, n > 1, n > 100) = 2", True),
    ("n IN (6, 7) AND NOT (n IN (8))", True),
    ("-n < 0 AND ABS(-n) = 7", True),
]


def ask(columns: list[str], values: Values, folder: Path) -> tuple[object, ...]:
    row = "SELECT 7 AS n, CAST('2026-09-30' AS DATE) AS day, TRUE AS a"
    sql = f"SELECT {', '.join(f'{c} AS c{i}' for i, c in enumerate(columns))} FROM ({row}) AS f"
    (folder / "out").mkdir()
    run(Plan({}, (Step("x", sql, values.bound),), {"x": folder / "out" / "x.parquet"}), scratch=folder / "scratch")
    return pl.read_parquet(folder / "out" / "x.parquet").row(0)


def test_values_in_sentences(tmp_path: Path) -> None:
    values = Values(AS_OF, {})
    texts = [text_sql(sql, type_, values) for sql, type_, _ in WRITTEN]
    got = dict(zip([sql for sql, *_ in WRITTEN], ask(texts, values, tmp_path), strict=True))
    assert got == {sql: want for sql, _, want in WRITTEN}


def test_conditions(tmp_path: Path) -> None:
    values = Values(AS_OF, {})
    rendered = [render_sql(read(text, SCOPE), lambda name: f"f.{name.name}", values) for text, _ in CONDITIONS]
    got = dict(zip([text for text, _ in CONDITIONS], ask(rendered, values, tmp_path), strict=True))
    assert got == dict(CONDITIONS)


def test_values_are_bound_never_written() -> None:
    values = Values(AS_OF, {})
    scope = Scope(facts={"word": T.TEXT})
    sql = render_sql(read("word = 'x''; DROP TABLE a; --'", scope), lambda name: name.name, values)
    assert "DROP" not in sql
    assert "x'; DROP TABLE a; --" in values.bound.values()


@pytest.mark.parametrize("value", [1, 1.0, True, "1"])
def test_equal_values_of_other_types_are_bound_apart(value: object) -> None:
    values = Values(AS_OF, {})
    names = {values.bind(one) for one in (1, 1.0, True, "1")}
    assert len(names) == 4
    assert values.bind(value) in names  # type: ignore[arg-type]
