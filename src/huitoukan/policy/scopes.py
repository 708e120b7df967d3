"""The names that each expression of a pack may use."""

from __future__ import annotations

from collections.abc import Mapping

from huitoukan.policy.expressions import Scope
from huitoukan.policy.models import FieldType, Level, ListKind, Pack, ValueType


def columns(kind: ListKind) -> Mapping[str, ValueType]:
    """The columns that expressions over rows of ``kind`` see: its fields, and what cleaning knows of IDs."""
    known: dict[str, ValueType] = {}
    for name, field in kind.fields.items():
        known[name] = field.type.value_type
        if field.type is FieldType.ID_NO:
            known |= {
                f"{name}_id18": ValueType.TEXT,
                f"{name}_checks": ValueType.BOOLEAN,
                f"{name}_damaged": ValueType.BOOLEAN,
            }
    return known


def id_columns(kind: ListKind) -> frozenset[str]:
    """The fields of ``kind`` that hold ID numbers."""
    return frozenset(name for name, field in kind.fields.items() if field.type is FieldType.ID_NO)


def column_field(kind: ListKind, column: str) -> str:
    """The field that ``column`` belongs to: ``id_no`` for ``id_no_checks``."""
    if column in kind.fields:
        return column
    return next((f for f in id_columns(kind) if column.startswith(f"{f}_")), column)


def parameters(pack: Pack) -> Mapping[str, ValueType]:
    """The pack's parameters and their types."""
    return {name: parameter.type for name, parameter in pack.parameters.items()}


def facts(pack: Pack, level: Level) -> Mapping[str, ValueType]:
    """The facts of one level and their types."""
    return {name: fact.type for name, fact in pack.facts.get(level, {}).items()}


def subject_scope(pack: Pack, level: Level) -> Scope:
    """For rules, expression facts, and the members of a household (with ``Level.PERSON``)."""
    return Scope(facts=facts(pack, level), parameters=parameters(pack))


def row_scope(pack: Pack, kind: ListKind, level: Level) -> Scope:
    """For ``where`` and ``value`` of a list fact: the row first, then what is known of its subject."""
    return Scope(
        columns=columns(kind),
        facts=facts(pack, level),
        parameters=parameters(pack),
        id_columns=id_columns(kind),
    )
