"""Checks that the parts of a pack fit together: names exist, expressions are sound, nothing goes in circles."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Iterator

from huitoukan.messages import Mendable, Message, say
from huitoukan.policy.documents import Key
from huitoukan.policy.expressions import ExpressionRefused, Scope, read
from huitoukan.policy.fact_checking import fact_problems
from huitoukan.policy.fact_order import circles
from huitoukan.policy.models import FieldType, ListKind, Pack, Parameter, Rule, Subject, ValueType
from huitoukan.policy.parameters import value_of
from huitoukan.policy.problems import PackProblem, Place
from huitoukan.policy.scopes import subject_scope

YES_NO = "yes_no"
"""The value map of yes/no columns that name no other."""
Found = Iterator[tuple[Key, Message]]


def check_pack(pack: Pack, place: Callable[[Key], Place]) -> list[PackProblem]:
    """Every problem of a pack whose shape is right, each at its line."""
    found = [*_kinds(pack), *_values(pack), *_parameters(pack), *_rules(pack), *_families(pack), *_household(pack)]
    for level, facts in pack.facts.items():
        for name, fact in facts.items():
            found += [(("facts", level, name, *key), message) for key, message in fact_problems(pack, fact)]
            if name in pack.parameters:
                found.append((("facts", level, name), say("policy.fact_and_parameter", name=name)))
    if not found:
        found += [
            (("facts", level, name), say("policy.circle", name=name, through=list(through)))
            for level, name, through in circles(pack)
        ]
    return [PackProblem(place(key), message) for key, message in found]


def _kinds(pack: Pack) -> Found:
    for kind in pack.kinds.values():
        for name, field in kind.fields.items():
            at = ("kinds", kind.id, "fields", name)
            if field.values and field.values not in pack.values:
                yield (*at, "values"), say("policy.unknown_values", name=field.values)
            if field.type is FieldType.YES_NO and not field.values and YES_NO not in pack.values:
                yield at, say("policy.yes_no_values", name=name)
            for key, texts in (("headers", field.headers), ("more_headers", field.more_headers)):
                for word in (w for text in texts for w in _placeholders(text) if w not in pack.words):
                    yield (*at, key), say("policy.unknown_word", name=word)
            for pattern in field.patterns:
                if reason := _bad_pattern(pattern):
                    yield (*at, "patterns"), say("policy.bad_pattern", pattern=pattern, reason=reason)
    for subject in (Subject.REGISTERED, Subject.ROSTER):
        yield from _one_kind(pack, subject)


def _values(pack: Pack) -> Found:
    """A spelling that stands for two words would be read as either."""
    for values in pack.values.values():
        known: dict[str, str] = {}
        for word, spellings in values.values.items():
            for spelling in (word, *spellings):
                key = "".join(unicodedata.normalize("NFKC", spelling).split()).upper()
                if known.setdefault(key, word) != word:
                    said = say("policy.two_words", spelling=spelling, first=known[key], second=word)
                    yield ("values", values.id, "values", word), said


def _one_kind(pack: Pack, subject: Subject) -> Found:
    kinds: list[ListKind] = [k for k in pack.kinds.values() if k.subject is subject]
    if len(kinds) != 1 or kinds[0].id != subject.value:
        yield ("kinds",), say("policy.one_kind", subject=subject.value)


def _bad_pattern(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return None


def _parameters(pack: Pack) -> Found:
    for parameter in pack.parameters.values():
        for index, entry in enumerate(parameter.values):
            at = ("parameters", parameter.id, "values", str(index))
            if (entry.value is None) == (entry.expression is None):
                yield at, say("policy.value_or_expression", name=parameter.id)
            elif entry.expression:
                yield from ((at, message) for message in _refusal(entry.expression, Scope(), parameter.type))
            else:
                yield from ((at, message) for message in _misvalue(parameter, str(entry.value)))
        if len({entry.since for entry in parameter.values}) < len(parameter.values):
            yield ("parameters", parameter.id), say("policy.same_day", name=parameter.id)


def _misvalue(parameter: Parameter, text: str) -> Iterator[Message]:
    try:
        value_of(parameter, text)
    except Mendable as error:
        yield error.message


def _rules(pack: Pack) -> Found:
    for rule in pack.rules.values():
        at = ("rules", rule.id)
        scope = subject_scope(pack, rule.level)
        yield from (((*at, "when"), m) for m in _refusal(rule.when, scope, ValueType.BOOLEAN))
        yield from (((*at, "sentence"), m) for m in _sentence(rule, scope))
        if rule.family not in pack.families:
            yield at, say("policy.unknown_family", name=rule.family)


def _families(pack: Pack) -> Found:
    for family in pack.families.values():
        if family.theme is not None and family.theme not in pack.themes:
            yield ("families", family.id, "theme"), say("policy.unknown_theme", name=family.theme)


def _household(pack: Pack) -> Found:
    """What stands on the page of a household is in the registered list, and of the household or of its members."""
    registered = next((kind.fields for kind in pack.kinds.values() if kind.subject is Subject.REGISTERED), {})
    for section in pack.household.values():
        for name in section.fields:
            at = ("household", section.id, "fields", name)
            if name not in registered:
                yield at, say("policy.unknown_shown", name=name)
            elif (registered[name].about == "row") != (section.style == "members"):
                yield at, say("policy.shown_elsewhere", name=name)


def _sentence(rule: Rule, scope: Scope) -> Iterator[Message]:
    try:
        found = _placeholders(rule.sentence)
    except ValueError:
        yield say("policy.bad_sentence")
        return
    yield from (scope.unknown(name) for name in found if scope.resolve(name) is None)


def _refusal(text: str, scope: Scope, expected: ValueType) -> Iterator[Message]:
    try:
        read(text, scope, expected)
    except ExpressionRefused as error:
        yield error.message


def _placeholders(text: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
