"""A rule in words: what it asks, what it rests on, and the parameters in force on a day."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator

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


class Explainer:
    """One pack on one day, in one language."""

    def __init__(self, pack: Pack, as_of: dt.date, lang: Lang) -> None:
        self.pack = pack
        self.as_of = as_of
        self.lang = lang
        self.parameters = parameters_on(pack, as_of)

    def lines(self, rule: Rule) -> Iterator[str]:
        """The whole explanation of a rule, its title first."""
        yield self._say("title", id=rule.id, title=rule.title)
        yield self._say(
            "sort",
            level=say(f"policy.level_{rule.level}"),
            kind=say(f"policy.kind_{rule.kind}"),
            severity=say(f"policy.severity_{rule.severity}"),
        )
        tree = read(rule.when, subject_scope(self.pack, rule.level), ValueType.BOOLEAN)
        yield self._say("when", when=self._words(tree, rule.level, None))
        yield self._say("formula", when=" ".join(rule.when.split()))
        yield self._say("sentence", sentence=rule.sentence)
        yield self._say("advice", advice=rule.advice)
        yield self._say("source", source=rule.source)
        yield self._say("facts")
        for level, name in facts_of(self.pack, rule):
            yield f"  · {self.fact(self.pack.facts[level][name])}"
        yield from self._parameter_lines(parameters_of(self.pack, rule))
        yield self._say("lists", lists=[self.pack.kinds[kind].title for kind in lists_of(self.pack, rule)])

    def _parameter_lines(self, used: tuple[str, ...]) -> Iterator[str]:
        yield self._say("parameters", day=self.as_of.isoformat()) if used else self._say("no_parameters")
        for name in used:
            parameter = self.pack.parameters[name]
            entry = entry_on(parameter, self.as_of)
            value = f"{self._value(name)}{parameter.unit}"
            source = entry.source if entry else ""
            yield self._say("parameter", title=parameter.title, id=name, value=value, source=source)

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
