"""Writes a resolved expression as SQL text. Values are bound, never written into the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from huitoukan.engine.plan import Value
from huitoukan.engine.sql.resolving import Null, Unknown
from huitoukan.messages import say
from huitoukan.policy.expressions import Binary, Call, In, Missing, Name, Negative, Node, Not, Origin
from huitoukan.policy.expressions.folding import Constant, fold, is_constant
from huitoukan.policy.models import ValueType

SQL_TYPES: Mapping[ValueType, str] = {
    ValueType.BOOLEAN: "BOOLEAN",
    ValueType.INTEGER: "BIGINT",
    ValueType.NUMBER: "DOUBLE",
    ValueType.TEXT: "VARCHAR",
    ValueType.DATE: "DATE",
    ValueType.MONTH: "INTEGER",
}
Columns = Callable[[Name], str]


class Values:
    """The values bound to one step, each under a name of its own."""

    def __init__(self, as_of: dt.date, parameters: Mapping[str, Constant]) -> None:
        self.as_of = as_of
        self.parameters = parameters
        self.bound: dict[str, Value] = {}
        self._names: dict[tuple[type, Value], str] = {}

    def bind(self, value: Value) -> str:
        """The placeholder that stands for ``value`` in SQL."""
        name = self._names.setdefault((type(value), value), f"v{len(self.bound)}")
        self.bound[name] = value
        return f"${name}"

    def fresh(self) -> Values:
        """Values for another step of the same run."""
        return Values(self.as_of, self.parameters)

    def constant_sql(self, node: Node) -> str:
        """The placeholder for an expression that is known before any row is read."""
        value = self.bind(fold(node, as_of=self.as_of, parameters=self.parameters))
        return f"CAST({value} AS {SQL_TYPES[node.type]})"


def render_sql(node: Node, columns: Columns, values: Values) -> str:
    """``node`` as SQL; ``columns`` says how facts and columns are called in the query around it."""

    def sql(part: Node) -> str:
        return render_sql(part, columns, values)

    if is_constant(node):
        return values.constant_sql(node)
    match node:
        case Unknown() | Null():
            return f"CAST(NULL AS {SQL_TYPES[node.type]})"
        case Name(origin=Origin.FACT | Origin.COLUMN):
            return columns(node)
        case Not(of=of):
            return f"(NOT {sql(of)})"
        case Negative(of=of):
            return f"(-{sql(of)})"
        case Missing(of=of):
            return f"({sql(of)} IS NULL)"
        case In(item=item, options=options):
            return f"({sql(item)} IN ({', '.join(sql(option) for option in options)}))"
        case Binary(operator=operator, left=left, right=right):
            return _binary_sql(operator, sql(left), sql(right))
        case Call(function=function, arguments=arguments):
            return _call_sql(function, [sql(argument) for argument in arguments])
        case _:
            raise TypeError(f"no SQL for {node}")


def text_sql(sql: str, type_: ValueType, values: Values) -> str:
    """The value of ``sql`` as a sentence writes it; null when it is missing."""
    match type_:
        case ValueType.BOOLEAN:
            return f"CASE WHEN {sql} THEN {values.bind('是')} WHEN NOT {sql} THEN {values.bind('否')} END"
        case ValueType.NUMBER:
            beyond = values.bind(say("engine.beyond_counting").text("zh"))
            return f"CASE WHEN ABS({sql}) < 1e15 THEN {_number_sql(sql)} WHEN {sql} IS NOT NULL THEN {beyond} END"
        case ValueType.MONTH:
            year = f"CAST(CAST(FLOOR({sql} / 12.0) AS INTEGER) AS VARCHAR)"
            month = f"LPAD(CAST({sql} % 12 + 1 AS VARCHAR), 2, '0')"
            return f"({year} || '-' || {month})"
        case _:
            return f"CAST({sql} AS VARCHAR)"


def _binary_sql(operator: str, left: str, right: str) -> str:
    """What would divide by zero is unknown."""
    match operator:
        case "/":
            return f"(CAST({left} AS DOUBLE) / NULLIF(CAST({right} AS DOUBLE), 0))"
        case "%":
            return f"({left} % NULLIF({right}, 0))"
        case _:
            return f"({left} {operator} {right})"


def _number_sql(sql: str) -> str:
    """A number below 1e15, with cents where it has any.

    Cents are counted before they are written: engines round a fraction each in its own way when they cast it.
    """
    whole = f"CAST(CAST({sql} AS BIGINT) AS VARCHAR)"
    cents = f"CAST(FLOOR(ABS({sql}) * 100 + 0.5) AS DECIMAL(18, 0)) * CAST(0.01 AS DECIMAL(3, 2))"
    written = f"CASE WHEN {sql} < 0 THEN CAST(-({cents}) AS VARCHAR) ELSE CAST({cents} AS VARCHAR) END"
    return f"CASE WHEN {sql} = FLOOR({sql}) THEN {whole} ELSE {written} END"


def _call_sql(function: str, arguments: list[str]) -> str:
    match function:
        case "COUNT_TRUE":
            return "(" + " + ".join(f"CASE WHEN {a} THEN 1 ELSE 0 END" for a in arguments) + ")"
        case "MONTH_OF":
            return f"(YEAR({arguments[0]}) * 12 + MONTH({arguments[0]}) - 1)"
        case "YEAR_OF":
            return f"YEAR({arguments[0]})"
        case _:
            return f"{function}({', '.join(arguments)})"
