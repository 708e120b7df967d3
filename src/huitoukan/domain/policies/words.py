"""The rules of a version in words: worked out once a day for each version and language, and kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from django.utils import timezone

from huitoukan.core.saying import current
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.domain.policies.queries import pack_in
from huitoukan.messages import Lang
from huitoukan.policy import Pack, parameters_of
from huitoukan.policy.explaining import Explainer, Explanation
from huitoukan.policy.models import Rule

_KEPT = 8


class _Held:
    """A pack as a key: by itself, since to compare two packs part by part costs more than what is looked up."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.pack is other.pack

    def __hash__(self) -> int:
        return id(self.pack)


def conditions(version: PolicyVersion) -> Mapping[str, str]:
    """When each rule fires, with the values of today, in the language of the page."""
    return _conditions(_Held(pack_in(version)), timezone.localdate(), current())


@lru_cache(maxsize=_KEPT)
def _conditions(held: _Held, day: dt.date, lang: Lang) -> Mapping[str, str]:
    explainer = Explainer(held.pack, day, lang)
    return {rule.id: explainer.when(rule) for rule in held.pack.rules.values()}


def explanation(version: PolicyVersion, rule: Rule) -> Explanation:
    """One rule as a whole, today, in the language of the page."""
    return Explainer(pack_in(version), timezone.localdate(), current()).explained(rule)


def rules_with(version: PolicyVersion) -> Mapping[str, tuple[Rule, ...]]:
    """Parameter → the rules that rest on it."""
    return _rules_with(_Held(pack_in(version)))


@lru_cache(maxsize=_KEPT)
def _rules_with(held: _Held) -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in held.pack.rules.values():
        for name in parameters_of(held.pack, rule):
            found.setdefault(name, []).append(rule)
    return {name: tuple(rules) for name, rules in found.items()}
