"""A rule in words: what it asks, what it rests on, and the parameters in force on a day."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator

from huitoukan.messages import Lang, Mendable, say
from huitoukan.policy.models import Fact, Pack, Rule, Subject
from huitoukan.policy.parameters import entry_on, parameters_on
from huitoukan.policy.uses import facts_of, lists_of, parameters_of


def explain(pack: Pack, rule_id: str, *, as_of: dt.date, lang: Lang = "zh") -> str:
    """``rule_id`` of ``pack`` in words. Raises :class:`Mendable` with the nearest id when there is no such rule."""
    rule = pack.rules.get(rule_id)
    if rule is None:
        near = difflib.get_close_matches(rule_id, pack.rules, n=3, cutoff=0.3)
        raise Mendable(say("policy.unknown_rule", name=rule_id, near=near or sorted(pack.rules)[:3]))
    return "\n".join(_lines(pack, rule, as_of, lang))


def _lines(pack: Pack, rule: Rule, as_of: dt.date, lang: Lang) -> Iterator[str]:
    def line(key: str, **values: object) -> str:
        return say(f"policy.explain_{key}", **values).text(lang)

    yield line("title", id=rule.id, title=rule.title)
    yield line(
        "sort",
        level=say(f"policy.level_{rule.level}"),
        kind=say(f"policy.kind_{rule.kind}"),
        severity=say(f"policy.severity_{rule.severity}"),
    )
    yield line("when", when=" ".join(rule.when.split()))
    yield line("sentence", sentence=rule.sentence)
    yield line("advice", advice=rule.advice)
    yield line("source", source=rule.source)
    yield line("facts")
    for level, name in facts_of(pack, rule):
        yield "  · " + _fact(pack, pack.facts[level][name], lang)
    values = parameters_on(pack, as_of)
    used = parameters_of(pack, rule)
    yield line("parameters", day=as_of.isoformat()) if used else line("no_parameters")
    for name in used:
        parameter = pack.parameters[name]
        entry = entry_on(parameter, as_of)
        source = entry.source if entry else ""
        yield f"  · {parameter.title} {name} = {values[name]}{parameter.unit}（{source}）"
    titles = [pack.kinds[kind].title for kind in lists_of(pack, rule)]
    yield line("lists", lists=titles)


def _fact(pack: Pack, fact: Fact, lang: Lang) -> str:
    level = say(f"policy.level_{fact.level}").text(lang)
    title = f"{fact.title} {fact.id}（{level}）"
    if fact.list:
        known = say("policy.explain_from_list", list=pack.kinds[fact.list].title, aggregate=fact.aggregate)
    elif fact.members:
        known = say("policy.explain_from_members", aggregate=fact.aggregate)
    elif fact.expression:
        return f"{title} = {' '.join(fact.expression.split())}"
    elif fact.peers:
        known = say("policy.explain_from_peers", column=_column_title(pack, fact.peers))
    elif fact.column:
        known = say("policy.explain_from_column", column=_column_title(pack, fact.column))
    else:
        known = say("policy.explain_given")
    condition = f"：{' '.join(fact.where.split())}" if fact.where else ""
    return f"{title}：{known.text(lang)}{condition}"


def _column_title(pack: Pack, column: str) -> str:
    fields = pack.kinds[Subject.REGISTERED].fields
    return fields[column].title if column in fields else column
