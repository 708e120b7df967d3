"""The language of rules: SQL-like expressions over named facts, parsed, typed and closed.

The reference for people who write rules is ``docs/how-to/add-a-rule.md``.
"""

from huitoukan.policy.expressions.reading import LARGEST, ExpressionRefused, read, type_name
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
    names,
)

__all__ = [
    "LARGEST",
    "Binary",
    "Call",
    "ExpressionRefused",
    "In",
    "Literal",
    "Missing",
    "Name",
    "Negative",
    "Node",
    "Not",
    "Origin",
    "Scope",
    "names",
    "read",
    "type_name",
]
