"""Checks of one fact: exactly one way to know it, and every name and type of that way right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from huitoukan.messages import Message, say
from huitoukan.policy.documents import Key
from huitoukan.policy.expressions import ExpressionRefused, Scope, read, type_name
from huitoukan.policy.given import GIVEN
from huitoukan.policy.models import Aggregate, Fact, FieldType, Level, Pack, Subject, ValueType
from huitoukan.policy.scopes import columns, row_scope, subject_scope

Found = Iterator[tuple[Key, Message]]
WAYS = ("given", "column", "peers", "list", "members", "home", "expression")
_COUNTS = (Aggregate.COUNT, Aggregate.COUNT_DISTINCT, Aggregate.MOST_REPEATED, Aggregate.MOST_SHARED)
_NEED_VALUE = (Aggregate.COUNT_DISTINCT, Aggregate.SUM, Aggregate.MIN, Aggregate.MAX, Aggregate.FIRST)
_NEED_BY = (Aggregate.MOST_REPEATED, Aggregate.MOST_SHARED)
_OF_WHOLE_LISTS = (Aggregate.MOST_SHARED, Aggregate.SHARE)
_DATED = (FieldType.DATE, FieldType.MONTH, FieldType.YEAR)
_PEOPLE_AND_HOMES = (Level.PERSON, Level.HOUSEHOLD)
_LEVELS = dict.fromkeys(Subject, _PEOPLE_AND_HOMES) | {
    Subject.HOUSEHOLD: (Level.HOUSEHOLD,),
    Subject.VILLAGE: (Level.VILLAGE,),
}
"""Whose facts may be drawn from rows about each subject."""


def way(fact: Fact) -> str | None:
    """The one way the fact is known; None when it has none or several."""
    used = [name for name in WAYS if getattr(fact, name)]
    return used[0] if len(used) == 1 else None


def fact_problems(pack: Pack, fact: Fact) -> Found:
    """What is wrong with ``fact``, each with the key it is about."""
    match way(fact):
        case None:
            yield (), say("policy.one_way", name=fact.id, ways=list(WAYS))
        case "given":
            yield from _typed(fact, GIVEN[fact.level], "given", fact.given or "")
        case "column" | "peers" as key if fact.level not in _PEOPLE_AND_HOMES:
            yield (key,), say("policy.no_own_row", name=fact.id)
        case "column":
            yield from _typed(fact, _registered(pack), "column", fact.column or "")
        case "peers":
            yield from _peers(pack, fact)
        case "list":
            yield from _list(pack, fact)
        case "members":
            yield from _members(pack, fact)
        case "home" if fact.level is not Level.PERSON:
            yield ("home",), say("policy.home_of_person")
        case "home":
            yield from _expression("home", fact.home, subject_scope(pack, fact.asks), fact.type)
        case "expression":
            yield from _expression("expression", fact.expression, subject_scope(pack, fact.level), fact.type)


def _registered(pack: Pack) -> Mapping[str, ValueType]:
    kind = pack.kinds.get(Subject.REGISTERED)
    return columns(kind) if kind else {}


def _typed(fact: Fact, known: Mapping[str, ValueType], key: str, name: str) -> Found:
    if name not in known:
        yield (key,), _unknown(name, known)
    elif known[name] is not fact.type:
        yield ("type",), say("policy.fact_type", name=fact.id, want=type_name(known[name]))


def _peers(pack: Pack, fact: Fact) -> Found:
    if fact.peers not in _registered(pack):
        yield ("peers",), _unknown(fact.peers or "", _registered(pack))
    if fact.type is not ValueType.INTEGER:
        yield ("type",), say("policy.fact_type", name=fact.id, want=type_name(ValueType.INTEGER))
    if fact.peers_in and (kind := pack.kinds.get(fact.peers_in)) is None:
        yield ("peers_in",), say("policy.unknown_kind", name=fact.peers_in, known=sorted(pack.kinds))
    elif fact.peers_in and kind and fact.peers not in columns(kind):
        yield ("peers_in",), _unknown(fact.peers or "", columns(kind))


def _unknown(name: str, known: Mapping[str, ValueType]) -> Message:
    return Scope(columns=known).unknown(name)


def _list(pack: Pack, fact: Fact) -> Found:
    kind = pack.kinds.get(fact.list or "")
    if kind is None:
        yield ("list",), say("policy.unknown_kind", name=fact.list, known=sorted(pack.kinds))
        return
    if fact.level not in _LEVELS[kind.subject]:
        yield ("list",), say("policy.wrong_level", kind=kind.id)
    known = columns(kind)
    for key, named in (("newest_by", fact.newest_by), *(("by", name) for name in fact.by)):
        if named and named not in known:
            yield (key,), _unknown(named, known)
    if fact.newest_by in kind.fields and kind.fields[fact.newest_by].type not in _DATED:
        yield ("newest_by",), say("policy.newest_by_type", name=fact.newest_by)
    scope = row_scope(pack, kind, fact.level)
    yield from _aggregate(fact, replace(scope, facts={}) if fact.aggregate is Aggregate.SHARE else scope)


def _members(pack: Pack, fact: Fact) -> Found:
    if fact.level.below is None:
        yield ("members",), say("policy.no_members")
        return
    if fact.aggregate in _OF_WHOLE_LISTS or fact.newest_by:
        yield ("aggregate",), say("policy.not_for_members")
    scope = subject_scope(pack, fact.asks)
    for name in fact.by:
        if name not in scope.facts:
            yield ("by",), scope.unknown(name)
    yield from _aggregate(fact, scope)


def _aggregate(fact: Fact, scope: Scope) -> Found:
    if fact.aggregate is None:
        yield (), say("policy.no_aggregate", name=fact.id, known=[a.value for a in Aggregate])
        return
    yield from _expression("where", fact.where, scope, ValueType.BOOLEAN)
    if fact.aggregate is Aggregate.SHARE and (fact.where is None or fact.type is not ValueType.NUMBER):
        yield (), say("policy.aggregate_share")
    needs_value = fact.aggregate in _NEED_VALUE or fact.aggregate is Aggregate.MOST_SHARED
    if needs_value != (fact.value is not None) and fact.aggregate is not Aggregate.ANY:
        yield (), say("policy.aggregate_value", aggregate=fact.aggregate.value)
    if (fact.aggregate in _NEED_BY) != bool(fact.by):
        yield (), say("policy.aggregate_by", aggregate=fact.aggregate.value)
    if fact.aggregate is Aggregate.ANY and fact.type is not ValueType.BOOLEAN:
        yield ("type",), say("policy.fact_type", name=fact.id, want=type_name(ValueType.BOOLEAN))
    if fact.aggregate in _COUNTS:
        yield from _expression("value", fact.value, scope, None)
        if fact.type is not ValueType.INTEGER:
            yield ("type",), say("policy.fact_type", name=fact.id, want=type_name(ValueType.INTEGER))
    elif fact.aggregate is not Aggregate.ANY:
        yield from _expression("value", fact.value, scope, fact.type)


def _expression(key: str, text: str | None, scope: Scope, expected: ValueType | None) -> Found:
    if text is None:
        return
    try:
        read(text, scope, expected)
    except ExpressionRefused as error:
        yield (key,), error.message
