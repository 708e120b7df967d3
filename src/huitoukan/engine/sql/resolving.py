"""Settles what this run cannot know, before any SQL is written.

A fact whose list is not in the folder is not “missing” (a blank that a rule may ask for) but *unknown*: whatever is
said of it, also ``IS NULL``, is unknown too, so that no rule fires on it. A column that a list may go without is
plainly blank (:class:`Null`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from huitoukan.policy.expressions import Binary, Call, In, Literal, Missing, Name, Negative, Node, Not
from huitoukan.policy.models import ValueType


@dataclass(frozen=True, slots=True)
class Unknown(Node):
    """A value this run cannot know."""


@dataclass(frozen=True, slots=True)
class Null(Node):
    """A value known to be blank."""


REGISTERED = "__registered"
"""Behind the name of an ID column: whether the ID is that of a registered person."""
Lookup = Callable[[Name], Node]
_TRUE, _FALSE, _NEITHER = "true", "false", "unknown"


def resolve(node: Node, lookup: Lookup) -> Node:
    """``node`` with every name replaced by what ``lookup`` says of it, and unknowns carried upwards."""
    match node:
        case Name():
            return lookup(node)
        case Missing(of=of):
            return _missing(node, resolve(of, lookup))
        case Call(function="COUNT_TRUE"):
            known = [a for a in _each(node.arguments, lookup) if not isinstance(a, Unknown)]
            return replace(node, arguments=tuple(known)) if known else Unknown(node.type)
        case Call(function="IS_REGISTERED", arguments=(Name(name=name, origin=origin),)):
            return lookup(Name(node.type, name + REGISTERED, origin))
        case Call():
            return _strict(replace(node, arguments=_each(node.arguments, lookup)))
        case Binary(operator="AND" | "OR", left=left, right=right):
            # SQL itself knows that FALSE AND unknown is FALSE, so these keep their unknown side
            return replace(node, left=resolve(left, lookup), right=resolve(right, lookup))
        case Binary(left=left, right=right):
            return _strict(replace(node, left=resolve(left, lookup), right=resolve(right, lookup)))
        case Not(of=of) | Negative(of=of):
            return _strict(replace(node, of=resolve(of, lookup)))
        case In(item=item):
            return _strict(replace(node, item=resolve(item, lookup)))
        case _:
            return node


def can_be_true(node: Node) -> bool:
    """Whether a resolved yes/no expression can be TRUE for any row."""
    return _TRUE in _outcomes(node)


def _each(nodes: tuple[Node, ...], lookup: Lookup) -> tuple[Node, ...]:
    return tuple(resolve(node, lookup) for node in nodes)


def _strict(node: Node) -> Node:
    return Unknown(node.type) if any(isinstance(part, Unknown) for part in node.parts()) else node


def _missing(node: Missing, of: Node) -> Node:
    if isinstance(of, Null):
        return Literal(ValueType.BOOLEAN, True)
    return Unknown(node.type) if isinstance(of, Unknown) else replace(node, of=of)


def _outcomes(node: Node) -> frozenset[str]:
    match node:
        case Unknown() | Null():
            return frozenset({_NEITHER})
        case Literal(value=value):
            return frozenset({_TRUE if value else _FALSE})
        case Not(of=of):
            swap = {_TRUE: _FALSE, _FALSE: _TRUE, _NEITHER: _NEITHER}
            return frozenset(swap[one] for one in _outcomes(of))
        case Binary(operator="AND" | "OR" as operator, left=left, right=right):
            return frozenset(_joined(operator, a, b) for a in _outcomes(left) for b in _outcomes(right))
        case _:
            return frozenset({_TRUE, _FALSE, _NEITHER})


def _joined(operator: str, left: str, right: str) -> str:
    decisive, other = (_FALSE, _TRUE) if operator == "AND" else (_TRUE, _FALSE)
    if decisive in (left, right):
        return decisive
    return _NEITHER if _NEITHER in (left, right) else other
