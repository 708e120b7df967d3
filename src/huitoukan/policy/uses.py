"""What a rule rests on: facts, lists, parameters."""

from __future__ import annotations

import string

from huitoukan.policy.expressions import Origin, names, read
from huitoukan.policy.fact_order import FactId, needs, trees
from huitoukan.policy.models import Fact, Pack, Rule, Subject, ValueType
from huitoukan.policy.scopes import subject_scope


def facts_of(pack: Pack, rule: Rule) -> tuple[FactId, ...]:
    """All facts a rule rests on or tells: those it names first, then what these are made from."""
    waiting = [(rule.level, name) for name in told_facts(pack, rule)]
    found: dict[FactId, None] = {}
    while waiting:
        fact = waiting.pop(0)
        if fact not in found:
            found[fact] = None
            waiting += needs(pack, *fact)
    return tuple(found)


def named_facts(pack: Pack, rule: Rule) -> tuple[str, ...]:
    """The facts that stand in the rule's own condition."""
    return names(read(rule.when, subject_scope(pack, rule.level), ValueType.BOOLEAN), Origin.FACT)


def lists_of(pack: Pack, rule: Rule) -> tuple[str, ...]:
    """The kinds of lists a rule needs."""
    found = (kind for level, name in facts_of(pack, rule) for kind in lists_drawn(pack.facts[level][name]))
    return tuple(dict.fromkeys(found))


def lists_drawn(fact: Fact) -> tuple[str, ...]:
    """The kinds of lists that a fact is read from itself."""
    registry = Subject.REGISTERED.value if fact.column or fact.peers else None
    return tuple(kind for kind in (fact.list or registry, fact.peers_in) if kind)


def parameters_of(pack: Pack, rule: Rule) -> tuple[str, ...]:
    """The parameters a rule and its facts use, and those its sentence tells."""
    used = list(names(read(rule.when, subject_scope(pack, rule.level), ValueType.BOOLEAN), Origin.PARAMETER))
    for level, name in facts_of(pack, rule):
        for tree in trees(pack, pack.facts[level][name]).values():
            used += names(tree, Origin.PARAMETER)
    return tuple(dict.fromkeys(used))


def told_facts(pack: Pack, rule: Rule) -> tuple[str, ...]:
    """The facts a finding of this rule tells: those of its condition, then those only its sentence names."""
    scope = subject_scope(pack, rule.level)
    placeholders = [name for _, name, _, _ in string.Formatter().parse(rule.sentence) if name]
    in_sentence = [n for n in placeholders if (found := scope.resolve(n)) and found.origin is Origin.FACT]
    return tuple(dict.fromkeys((*named_facts(pack, rule), *in_sentence)))
