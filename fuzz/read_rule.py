"""Any text as a rule: a typed tree, or a sentence."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["huitoukan", "sqlglot"]):
    from huitoukan.policy.expressions import ExpressionRefused, Scope, read
    from huitoukan.policy.models import ValueType

SCOPE = Scope(
    facts={"registered": ValueType.BOOLEAN, "age": ValueType.INTEGER, "labour": ValueType.TEXT},
    parameters={"line": ValueType.NUMBER},
    columns={"id_no": ValueType.TEXT},
    id_columns=frozenset({"id_no"}),
)


def consume(data: bytes) -> None:
    """Reads ``data`` as a predicate."""
    try:
        read(data.decode("utf-8", "ignore"), SCOPE)
    except ExpressionRefused as refused:
        refused.message.text("en")


if __name__ == "__main__":
    atheris.Setup(sys.argv, consume)
    atheris.Fuzz()
