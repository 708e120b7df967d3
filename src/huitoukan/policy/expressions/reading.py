"""Reads an expression: text → sqlglot → typed tree. Whatever is not expressly allowed is refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlglot import exp, parse, tokenize
from sqlglot.errors import SqlglotError

from huitoukan.messages import Mendable, say
from huitoukan.policy.expressions.functions import FUNCTIONS, NUMBERS
from huitoukan.policy.expressions.scope import Scope
from huitoukan.policy.expressions.tree import (
    Binary,
    Call,
    In,
    Literal,
    Missing,
    Name,
    Negative,
    Node,
    Not,
    Origin,
)
from huitoukan.policy.models import ValueType

DIALECT = "duckdb"
MAX_LENGTH = 4000
MAX_DEPTH = 60
LARGEST = 1e12
"""Numbers beyond any policy, which a database would choke on."""
MAX_DAYS = 100_000
"""No rule looks further than this many days or months."""


class ExpressionRefused(Mendable):
    """The expression says something that rules may not say; the message tells what."""


def read(text: str, scope: Scope, expected: ValueType | None = None) -> Node:
    """The typed tree of ``text`` with names from ``scope``.

    Raises :class:`ExpressionRefused` with a sentence when it cannot be parsed, uses anything outside the language,
    an unknown name, or types that do not fit (also when the whole is not of the ``expected`` type).
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionRefused(say("expressions.too_long", limit=MAX_LENGTH))
    node = _Reader(scope).node(_parsed(text), 0)
    if expected and not _fits(node.type, expected):
        raise ExpressionRefused(say("expressions.wrong_result", got=type_name(node.type), want=type_name(expected)))
    return node


def type_name(type_: ValueType) -> object:
    """The type in the reader's words."""
    return say(f"expressions.type_{type_.value}")


@lru_cache(maxsize=4096)
def _parsed(text: str) -> exp.Expr:
    """The tree as sqlglot sees it; an expression of a pack is read many times, and its tree is never changed."""
    try:
        if any(token.comments for token in tokenize(text, dialect=DIALECT)):
            raise ExpressionRefused(say("expressions.comment"))
        trees = parse(text, dialect=DIALECT)
    except SqlglotError as error:
        raise ExpressionRefused(_syntax(error)) from None
    except RecursionError:
        raise ExpressionRefused(say("expressions.too_deep", limit=MAX_DEPTH)) from None
    if len(trees) != 1 or trees[0] is None:
        raise ExpressionRefused(say("expressions.not_one"))
    return trees[0]


def _syntax(error: SqlglotError) -> Any:
    details: dict[str, Any] = next(iter(getattr(error, "errors", [])), {})
    near = details.get("highlight") or ""
    return say("expressions.syntax", near=near) if near else say("expressions.syntax_unknown")


def _fits(got: ValueType, want: ValueType) -> bool:
    return got is want or (got is ValueType.INTEGER and want is ValueType.NUMBER)


def _comparable(left: ValueType, right: ValueType) -> bool:
    return left is right or (left in NUMBERS and right in NUMBERS)


_LOGIC = {exp.And: "AND", exp.Or: "OR"}
_EQUALITY = {exp.EQ: "=", exp.NEQ: "<>"}
_ORDER = {exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}
_ARITHMETIC = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%"}
_FUNCTION_CLASSES = {
    exp.Length: "LENGTH",
    exp.Contains: "CONTAINS",
    exp.StartsWith: "STARTS_WITH",
    exp.EndsWith: "ENDS_WITH",
    exp.Coalesce: "COALESCE",
    exp.Abs: "ABS",
}
_Handler = Callable[["_Reader", Any, int], Node]


class _Reader:
    """One reading; every kind of sqlglot node that is allowed has a method, all others are refused."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def node(self, tree: exp.Expr, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise ExpressionRefused(say("expressions.too_deep", limit=MAX_DEPTH))
        handler = _HANDLERS.get(type(tree))
        if handler is None:
            raise ExpressionRefused(say("expressions.not_allowed", what=tree.sql(dialect=DIALECT)[:80]))
        return handler(self, tree, depth + 1)

    def paren(self, tree: exp.Paren, depth: int) -> Node:
        return self.node(tree.this, depth)

    def name(self, tree: exp.Column, depth: int) -> Node:
        if tree.args.get("db") or tree.this.args.get("quoted") or not isinstance(tree.this, exp.Identifier):
            raise ExpressionRefused(say("expressions.not_allowed", what=tree.sql(dialect=DIALECT)[:80]))
        found = self.scope.resolve(tree.name, tree.table)
        if found:
            return found
        raise ExpressionRefused(self.scope.unknown(tree.name, tree.table))

    def literal(self, tree: exp.Literal, depth: int) -> Node:
        if tree.is_string:
            return Literal(ValueType.TEXT, tree.this)
        try:
            number = float(tree.this)
        except ValueError:  # sqlglot takes 1e for a number
            raise ExpressionRefused(say("expressions.syntax", near=tree.this)) from None
        if not number < LARGEST:
            raise ExpressionRefused(say("expressions.number_range", number=tree.this))
        return Literal(ValueType.INTEGER, int(tree.this)) if tree.is_int else Literal(ValueType.NUMBER, number)

    def boolean(self, tree: exp.Boolean, depth: int) -> Node:
        return Literal(ValueType.BOOLEAN, bool(tree.this))

    def negation(self, tree: exp.Not, depth: int) -> Node:
        return Not(ValueType.BOOLEAN, self._boolean(tree.this, depth))

    def negative(self, tree: exp.Neg, depth: int) -> Node:
        of = self.node(tree.this, depth)
        if of.type not in NUMBERS:
            raise self._misfit("-", of)
        return Negative(of.type, of)

    def logic(self, tree: exp.And | exp.Or, depth: int) -> Node:
        # a long chain of ANDs leans to the left: it is one level of thought, so it costs one level of depth
        parts = list(tree.flatten(unnest=False))
        node = self._boolean(parts[0], depth)
        for part in parts[1:]:
            node = Binary(ValueType.BOOLEAN, _LOGIC[type(tree)], node, self._boolean(part, depth))
        return node

    def equality(self, tree: exp.Binary, depth: int) -> Node:
        return self._comparison(tree, _EQUALITY[type(tree)], depth)

    def order(self, tree: exp.Binary, depth: int) -> Node:
        return self._comparison(tree, _ORDER[type(tree)], depth)

    def between(self, tree: exp.Between, depth: int) -> Node:
        if tree.args.get("symmetric"):
            raise ExpressionRefused(say("expressions.not_allowed", what=tree.sql(dialect=DIALECT)[:80]))
        item, low, high = (self.node(tree.args[key], depth) for key in ("this", "low", "high"))
        lower = self._compared(">=", item, low)
        return Binary(ValueType.BOOLEAN, "AND", lower, self._compared("<=", item, high))

    def membership(self, tree: exp.In, depth: int) -> Node:
        if not tree.expressions or any(tree.args.get(key) for key in ("query", "unnest", "field")):
            raise ExpressionRefused(say("expressions.not_allowed", what=tree.sql(dialect=DIALECT)[:80]))
        item = self.node(tree.this, depth)
        options = [self.node(option, depth) for option in tree.expressions]
        for option in options:
            if not isinstance(option, Literal):
                raise ExpressionRefused(say("expressions.in_literals"))
            self._compared("=", item, option)
        return In(ValueType.BOOLEAN, item, tuple(o for o in options if isinstance(o, Literal)))

    def missing(self, tree: exp.Is, depth: int) -> Node:
        if not isinstance(tree.expression, exp.Null):
            raise ExpressionRefused(say("expressions.is_only_null"))
        return Missing(ValueType.BOOLEAN, self.node(tree.this, depth))

    def null(self, tree: exp.Null, depth: int) -> Node:
        raise ExpressionRefused(say("expressions.null"))

    def arithmetic(self, tree: exp.Binary, depth: int) -> Node:
        operator = _ARITHMETIC[type(tree)]
        left, right = self.node(tree.this, depth), self.node(tree.expression, depth)
        return Binary(self._arithmetic_type(operator, left, right), operator, left, right)

    def call(self, tree: exp.Func, depth: int) -> Node:
        name = _FUNCTION_CLASSES.get(type(tree), "") or str(tree.this).upper()
        function = FUNCTIONS.get(name)
        if function is None:
            raise ExpressionRefused(say("expressions.unknown_function", name=name, known=sorted(FUNCTIONS)))
        arguments = tuple(self.node(a, depth) for a in self._arguments(tree))
        types = [a.type for a in arguments]
        if not function.accepts(types):
            raise ExpressionRefused(say("expressions.arguments", name=name, got=[type_name(t) for t in types]))
        self._check_arguments(name, arguments)
        return Call(function.result(types), name, arguments)

    @staticmethod
    def _arguments(tree: exp.Func) -> list[exp.Expr]:
        if isinstance(tree, exp.Anonymous):
            return list(tree.expressions)
        rest = [key for key, value in tree.args.items() if value and key not in ("this", "expression", "expressions")]
        if any(isinstance(tree.args[key], exp.Expr) for key in rest):
            raise ExpressionRefused(say("expressions.not_allowed", what=tree.sql(dialect=DIALECT)[:80]))
        given = [tree.this, tree.args.get("expression"), *tree.expressions]
        return [argument for argument in given if argument is not None]

    def _check_arguments(self, name: str, arguments: tuple[Node, ...]) -> None:
        function = FUNCTIONS[name]
        if function.constant and not _is_constant(arguments[0]):
            raise ExpressionRefused(say("expressions.constant", name=name))
        if function.constant and isinstance(arguments[0], Literal) and int(arguments[0].value) > MAX_DAYS:  # type: ignore[arg-type]
            raise ExpressionRefused(say("expressions.number_range", number=arguments[0].value))
        if function.literal_last and not isinstance(arguments[-1], Literal):
            raise ExpressionRefused(say("expressions.literal_text", name=name))
        if name == "COALESCE" and not all(_comparable(arguments[0].type, a.type) for a in arguments):
            raise ExpressionRefused(say("expressions.arguments", name=name, got=[type_name(a.type) for a in arguments]))
        if name == "IS_REGISTERED" and not self._is_id_column(arguments[0]):
            raise ExpressionRefused(say("expressions.id_column"))

    def _is_id_column(self, node: Node) -> bool:
        return isinstance(node, Name) and node.origin is Origin.COLUMN and node.name in self.scope.id_columns

    def _boolean(self, tree: exp.Expr, depth: int) -> Node:
        node = self.node(tree, depth)
        if node.type is not ValueType.BOOLEAN:
            shown = tree.sql(dialect=DIALECT)[:80]
            raise ExpressionRefused(say("expressions.not_boolean", what=shown, got=type_name(node.type)))
        return node

    def _comparison(self, tree: exp.Binary, operator: str, depth: int) -> Node:
        return self._compared(operator, self.node(tree.this, depth), self.node(tree.expression, depth))

    def _compared(self, operator: str, left: Node, right: Node) -> Node:
        ordered = operator not in ("=", "<>")
        if not _comparable(left.type, right.type) or (ordered and left.type is ValueType.BOOLEAN):
            raise self._misfit(operator, left, right)
        return Binary(ValueType.BOOLEAN, operator, left, right)

    def _arithmetic_type(self, operator: str, left: Node, right: Node) -> ValueType:
        pair = (left.type, right.type)
        if all(type_ in NUMBERS for type_ in pair):
            return ValueType.NUMBER if operator == "/" or ValueType.NUMBER in pair else ValueType.INTEGER
        if operator == "-" and pair == (ValueType.MONTH, ValueType.MONTH):
            return ValueType.INTEGER
        if operator in "+-" and pair == (ValueType.MONTH, ValueType.INTEGER):
            return ValueType.MONTH
        raise self._misfit(operator, left, right)

    @staticmethod
    def _misfit(operator: str, *nodes: Node) -> ExpressionRefused:
        return ExpressionRefused(say("expressions.misfit", operator=operator, got=[type_name(n.type) for n in nodes]))


def _is_constant(node: Node) -> bool:
    return isinstance(node, Literal) or (isinstance(node, Name) and node.origin is Origin.PARAMETER)


_HANDLERS: dict[type[exp.Expr], _Handler] = {
    exp.Paren: _Reader.paren,
    exp.Column: _Reader.name,
    exp.Literal: _Reader.literal,
    exp.Boolean: _Reader.boolean,
    exp.Not: _Reader.negation,
    exp.Neg: _Reader.negative,
    exp.Between: _Reader.between,
    exp.In: _Reader.membership,
    exp.Is: _Reader.missing,
    exp.Null: _Reader.null,
    exp.Anonymous: _Reader.call,
    **dict.fromkeys(_LOGIC, _Reader.logic),
    **dict.fromkeys(_EQUALITY, _Reader.equality),
    **dict.fromkeys(_ORDER, _Reader.order),
    **dict.fromkeys(_ARITHMETIC, _Reader.arithmetic),
    **dict.fromkeys(_FUNCTION_CLASSES, _Reader.call),
}
