"""The typed tree of an expression: all that a rule can say, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from huitoukan.policy.models import ValueType


class Origin(StrEnum):
    """Where a name gets its value."""

    FACT = "fact"
    COLUMN = "column"
    PARAMETER = "parameter"
    AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Node:
    """An expression and the type of its value."""

    type: ValueType

    def parts(self) -> tuple[Node, ...]:
        """The expressions this one is made of."""
        return ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for part in self.parts():
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Literal(Node):
    value: str | int | float | bool | dt.date


@dataclass(frozen=True, slots=True)
class Not(Node):
    of: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """AND, OR, a comparison, or + - * / %."""

    operator: str
    left: Node
    right: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Negative(Node):
    of: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.of,)


@dataclass(frozen=True, slots=True)
class In(Node):
    item: Node
    options: tuple[Literal, ...]

    def parts(self) -> tuple[Node, ...]:
        return (self.item, *self.options)


@dataclass(frozen=True, slots=True)
class Missing(Node):
    """``x IS NULL``."""

    of: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Call(Node):
    function: str
    arguments: tuple[Node, ...]

    def parts(self) -> tuple[Node, ...]:
        return self.arguments


def names(node: Node, origin: Origin) -> tuple[str, ...]:
    """The names of one origin in ``node``, each once, in the order they stand."""
    found = (n.name for n in node.walk() if isinstance(n, Name) and n.origin is origin)
    return tuple(dict.fromkeys(found))
