"""The names that each expression of a pack may use."""

from __future__ import annotations

from collections.abc import Mapping

from huitoukan.policy.expressions import Scope
from huitoukan.policy.models import FieldType, Level, ListKind, Pack, ValueType


def columns(kind: ListKind) -> Mapping[str, ValueType]:
    """The columns that expressions over rows of ``kind`` see: its fields, and what cleaning makes of them."""
    known: dict[str, ValueType] = {}
    for name, field in kind.fields.items():
        known[name] = field.type.value_type
        known |= {f"{name}_{made}": type_ for made, type_ in _MADE.get(field.type, {}).items()}
    return known


_PLACE = {"key": ValueType.TEXT}
_MADE: Mapping[FieldType, Mapping[str, ValueType]] = {
    FieldType.ID_NO: {"id18": ValueType.TEXT, "checks": ValueType.BOOLEAN, "damaged": ValueType.BOOLEAN},
    FieldType.NAME: {"pinyin": ValueType.TEXT, "shape": ValueType.TEXT},
    FieldType.TOWNSHIP: _PLACE,
    FieldType.VILLAGE: _PLACE,
}
"""What cleaning makes of a field, by the ending of its column: to compare what is written in several ways."""


def id_columns(kind: ListKind) -> frozenset[str]:
    """The fields of ``kind`` that hold ID numbers."""
    return frozenset(name for name, field in kind.fields.items() if field.type is FieldType.ID_NO)


def column_field(kind: ListKind, column: str) -> str:
    """The field that ``column`` belongs to: ``id_no`` for ``id_no_checks``."""
    field, _, made = column.rpartition("_")
    if column in kind.fields or field not in kind.fields:
        return column
    return field if made in _MADE.get(kind.fields[field].type, {}) else column


def parameters(pack: Pack) -> Mapping[str, ValueType]:
    """The pack's parameters and their types."""
    return {name: parameter.type for name, parameter in pack.parameters.items()}


def facts(pack: Pack, level: Level) -> Mapping[str, ValueType]:
    """The facts of one level and their types."""
    return {name: fact.type for name, fact in pack.facts.get(level, {}).items()}


def subject_scope(pack: Pack, level: Level) -> Scope:
    """For rules and expression facts of ``level``, and for facts over members of ``level``."""
    return Scope(facts=facts(pack, level), parameters=parameters(pack))


def row_scope(pack: Pack, kind: ListKind, level: Level) -> Scope:
    """For ``where`` and ``value`` of a list fact: the row first, then what is known of its subject."""
    return Scope(
        columns=columns(kind),
        facts=facts(pack, level),
        parameters=parameters(pack),
        id_columns=id_columns(kind),
    )
