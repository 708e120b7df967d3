"""Which facts a fact rests on, and whether that ever goes in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from huitoukan.policy.expressions import Node, Origin, names, read
from huitoukan.policy.models import Fact, Level, Pack
from huitoukan.policy.scopes import row_scope, subject_scope

FactId = tuple[Level, str]


def trees(pack: Pack, fact: Fact) -> dict[str, Node]:
    """The fact's expressions by the key they stand under: ``expression``, ``home``, or ``where`` and ``value``.

    With ``members`` also those it goes ``by``, each under its :func:`by_key`.
    """
    if fact.expression:
        return {"expression": read(fact.expression, subject_scope(pack, fact.level), fact.type)}
    if fact.home:
        return {"home": read(fact.home, subject_scope(pack, fact.asks), fact.type)}
    scope = subject_scope(pack, fact.asks)
    if fact.list:
        scope = row_scope(pack, pack.kinds[fact.list], fact.level)
    written = {"where": fact.where, "value": fact.value}
    if fact.members:
        written |= {by_key(name): name for name in fact.by}
    return {key: read(text, scope) for key, text in written.items() if text}


def by_key(name: str) -> str:
    """Where :func:`trees` has the fact ``name`` that members are grouped by."""
    return f"by {name}"


def needs(pack: Pack, level: Level, name: str) -> tuple[FactId, ...]:
    """The facts that ``name`` is made from, directly."""
    fact = pack.facts[level][name]
    found = (n for tree in trees(pack, fact).values() for n in names(tree, Origin.FACT))
    return tuple(dict.fromkeys((fact.asks, n) for n in found))


def circles(pack: Pack) -> Iterator[tuple[Level, str, tuple[str, ...]]]:
    """The first circle found, as (level, fact, the facts it goes through)."""
    ids: list[FactId] = [(Level(level), name) for level, facts in pack.facts.items() for name in facts]
    graph = {fact: needs(pack, *fact) for fact in ids}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[FactId] = error.args[1]
        yield (Level(circle[0][0]), circle[0][1], tuple(name for _, name in circle))
