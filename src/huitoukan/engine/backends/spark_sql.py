"""A step of a plan as Spark SQL that gives the same rows.

sqlglot writes the dialect; here is what has the same name in both and does something else. Values stay bound.
"""

from __future__ import annotations

from collections import Counter

from sqlglot import exp, parse_one


def tables_of(sql: str) -> Counter[str]:
    """How often a step names each table, its own common table expressions among them."""
    return Counter(table.name for table in parse_one(sql, dialect="duckdb").find_all(exp.Table))


def spark_sql(sql: str) -> str:
    """``sql``, written for DuckDB with values as ``$name``, for Spark with values as ``:name``."""
    tree = parse_one(sql, dialect="duckdb")
    for distance in list(tree.find_all(exp.Levenshtein)):
        for side in ("this", "expression"):
            distance.set(side, _one_character_a_byte(distance.args[side]))
    for number in list(tree.find_all(exp.Round)):
        number.replace(_round_scaled(number))
    for pattern in list(tree.find_all(exp.Like)):
        _escape_nothing(pattern)
    for choice in list(tree.find_all(exp.ArgMin, exp.ArgMax)):
        _pass_over_nulls(choice)
    for function in list(tree.find_all(exp.Anonymous)):
        if function.name.upper() == "ARG_MIN_NULL":
            function.set("this", "MIN_BY")  # the one that DuckDB calls so passes over nulls
    return tree.sql(dialect="spark")


def _one_character_a_byte(text: exp.Expr) -> exp.Expr:
    """DuckDB counts the edits of bytes, Spark those of characters."""
    encoded = exp.func("encode", text.copy(), exp.Literal.string("UTF-8"))
    return exp.func("decode", encoded, exp.Literal.string("ISO-8859-1"), dialect="spark")


def _round_scaled(number: exp.Round) -> exp.Expr:
    """DuckDB scales the number, rounds that and scales it back; Spark rounds the digits it would print.

    They differ at halves: 1.005 is a little less than it looks.
    """
    decimals = number.args.get("decimals")
    scale = exp.cast(exp.Literal.string(f"1e{decimals.name if decimals else 0}"), exp.DataType.Type.DOUBLE)
    scaled = exp.Mul(this=exp.paren(number.this.copy()), expression=scale)
    return exp.paren(exp.Div(this=exp.Round(this=scaled), expression=scale.copy(), typed=False, safe=False))


def _pass_over_nulls(choice: exp.Expr) -> None:
    """DuckDB passes over rows whose value is missing, Spark gives the missing value."""
    there = exp.Not(this=exp.Is(this=choice.this.copy(), expression=exp.Null()))
    around = choice.parent
    if isinstance(around, exp.Filter):
        condition = around.expression.this
        around.expression.set("this", exp.and_(condition.copy(), there))
    else:
        choice.replace(exp.Filter(this=choice.copy(), expression=exp.Where(this=there)))


def _escape_nothing(pattern: exp.Like) -> None:
    """To Spark a backslash in a pattern is an escape, unless it is told another character: one that no text has."""
    if not isinstance(pattern.parent, exp.Escape):
        pattern.replace(exp.Escape(this=pattern.copy(), expression=exp.Literal.string("\x01")))
