"""A rule in words: what it asks, what it rests on, and the parameters in force on a day."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from huitoukan.messages import Lang, Mendable, say
from huitoukan.policy.expressions import Name, Node, Origin, read
from huitoukan.policy.fact_order import by_key, trees
from huitoukan.policy.models import Aggregate, Fact, Level, Pack, Rule, Subject, ValueType
from huitoukan.policy.parameters import entry_on, parameters_on, plain
from huitoukan.policy.scopes import column_field, subject_scope
from huitoukan.policy.uses import facts_of, lists_of, parameters_of
from huitoukan.policy.wording import in_words


def explain(pack: Pack, rule_id: str, *, as_of: dt.date, lang: Lang = "zh") -> str:
    """``rule_id`` of ``pack`` in words. Raises :class:`Mendable` with the nearest id when there is no such rule."""
    rule = pack.rules.get(rule_id)
    if rule is None:
        near = difflib.get_close_matches(rule_id, pack.rules, n=3, cutoff=0.3)
        raise Mendable(say("policy.unknown_rule", name=rule_id, near=near or sorted(pack.rules)[:3]))
    return "\n".join(Explainer(pack, as_of, lang).lines(rule))


@dataclass(frozen=True, slots=True)
class UsedParameter:
    """A parameter that a rule rests on, as it stands on the day."""

    id: str
    title: str
    value: str
    """With its unit."""
    source: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that there is to say of a rule, in the language of the explainer."""

    rule: Rule
    level: str
    kind: str
    severity: str
    when: str
    formula: str
    facts: tuple[str, ...]
    parameters: tuple[UsedParameter, ...]
    lists: tuple[str, ...]


class Explainer:
    """One pack on one day, in one language."""

    def __init__(self, pack: Pack, as_of: dt.date, lang: Lang) -> None:
        self.pack = pack
        self.as_of = as_of
        self.lang = lang
        self.parameters = parameters_on(pack, as_of)

    def explained(self, rule: Rule) -> Explanation:
        """The whole explanation of a rule."""
        return Explanation(
            rule=rule,
            level=say(f"policy.level_{rule.level}").text(self.lang),
            kind=say(f"policy.kind_{rule.kind}").text(self.lang),
            severity=say(f"policy.severity_{rule.severity}").text(self.lang),
            when=self.when(rule),
            formula=" ".join(rule.when.split()),
            facts=tuple(self.fact(self.pack.facts[level][name]) for level, name in facts_of(self.pack, rule)),
            parameters=tuple(self._used(name) for name in parameters_of(self.pack, rule)),
            lists=tuple(self.pack.kinds[kind].title for kind in lists_of(self.pack, rule)),
        )

    def lines(self, rule: Rule) -> Iterator[str]:
        """The whole explanation of a rule as lines of text, its title first."""
        told = self.explained(rule)
        yield self._say("title", id=rule.id, title=rule.title)
        yield self._say("sort", level=told.level, kind=told.kind, severity=told.severity)
        yield self._say("when", when=told.when)
        yield self._say("formula", when=told.formula)
        yield self._say("sentence", sentence=rule.sentence)
        yield self._say("advice", advice=rule.advice)
        yield self._say("source", source=rule.source)
        yield self._say("facts")
        for fact in told.facts:
            yield f"  · {fact}"
        yield self._say("parameters", day=self.as_of.isoformat()) if told.parameters else self._say("no_parameters")
        for each in told.parameters:
            yield self._say("parameter", title=each.title, id=each.id, value=each.value, source=each.source)
        yield self._say("lists", lists=list(told.lists))

    def when(self, rule: Rule) -> str:
        """The condition of a rule alone."""
        tree = read(rule.when, subject_scope(self.pack, rule.level), ValueType.BOOLEAN)
        return self._words(tree, rule.level, None)

    def _used(self, name: str) -> UsedParameter:
        parameter = self.pack.parameters[name]
        entry = entry_on(parameter, self.as_of)
        value = f"{self._value(name)}{parameter.unit}"
        return UsedParameter(name, parameter.title, value, entry.source if entry else "")

    def fact(self, fact: Fact) -> str:
        """What a fact is called and how it is known."""
        title = self._say("fact", title=fact.title, id=fact.id, level=say(f"policy.level_{fact.level}"))
        return f"{title}{self._how(fact)}"

    def _how(self, fact: Fact) -> str:
        nodes = trees(self.pack, fact)
        words = {key: self._words(node, fact.asks, fact.list) for key, node in nodes.items()}
        if fact.expression:
            return words["expression"]
        if fact.home:
            return self._say("from_home", value=words["home"])
        if fact.given:
            return self._say("given")
        if column := fact.column or fact.peers:
            return self._registered(fact, self._column(Subject.REGISTERED, column))
        by = [words[by_key(name)] if fact.members else self._column(str(fact.list), name) for name in fact.by]
        counted = fact.members and fact.aggregate in (Aggregate.COUNT, Aggregate.MOST_REPEATED)
        key = f"{fact.aggregate}_{fact.asks}" if counted else fact.aggregate
        how = say(f"wording.{key}", value=words.get("value", ""), by=by).text(self.lang)
        whole = fact.aggregate is Aggregate.SHARE
        source = "from_whole_list" if whole else f"from_{'list' if fact.list else 'members'}_{fact.level}"
        title = self.pack.kinds[fact.list].title if fact.list else ""
        text = self._say(source, list=title, how=how)
        if fact.newest_by:
            text += self._say(
                "condition", where=say("wording.newest", column=self._column(str(fact.list), fact.newest_by))
            )
        return text + (self._say("condition", where=words["where"]) if "where" in words else "")

    def _registered(self, fact: Fact, column: str) -> str:
        if fact.peers_in:
            return self._say("from_peers_in", column=column, list=self.pack.kinds[fact.peers_in].title)
        return self._say("from_peers" if fact.peers else "from_column", column=column)

    def _words(self, node: Node, level: Level, kind: str | None) -> str:
        def title(name: Name) -> str:
            match name.origin:
                case Origin.AS_OF:
                    return say("wording.as_of").text(self.lang)
                case Origin.PARAMETER:
                    parameter = self.pack.parameters[name.name]
                    return self._say(
                        "value_of", title=parameter.title, value=f"{self._value(name.name)}{parameter.unit}"
                    )
                case Origin.COLUMN:
                    return self._column(str(kind), name.name)
                case _:
                    return self.pack.facts[level][name.name].title

        return in_words(node, title, self.lang)

    def _column(self, kind: str, column: str) -> str:
        known = self.pack.kinds[kind]
        return known.fields[column_field(known, column)].title

    def _value(self, name: str) -> str:
        return plain(self.parameters[name])

    def _say(self, key: str, **values: object) -> str:
        return say(f"policy.explain_{key}", **values).text(self.lang)
