"""What is different between two packs, as far as people decide on it: rules, and values by date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from huitoukan.policy.models import Pack, Parameter, ParameterValue, Rule


@dataclass(frozen=True, slots=True)
class ValueChange:
    """What holds of a parameter from a day on in each pack; None: nothing yet. One of them names that very day."""

    parameter: Parameter
    since: dt.date
    before: ParameterValue | None
    after: ParameterValue | None


@dataclass(frozen=True, slots=True)
class Changes:
    """From one pack to another."""

    values: tuple[ValueChange, ...]
    rules_new: tuple[Rule, ...]
    rules_gone: tuple[Rule, ...]
    rules_changed: tuple[Rule, ...]
    """As they are in the later pack: their own text is another. What they rest on may have changed as well."""
    facts_changed: int
    """Facts that are known in another way, are new or gone."""

    @property
    def is_none(self) -> bool:
        """Whether both say the same of all this."""
        return not (self.values or self.rules_new or self.rules_gone or self.rules_changed or self.facts_changed)


def compare(before: Pack, after: Pack) -> Changes:
    """What a change of the policy changes."""
    kept = [rule for rule in after.rules.values() if rule.id in before.rules]
    return Changes(
        values=tuple(_values(before, after)),
        rules_new=tuple(rule for rule in after.rules.values() if rule.id not in before.rules),
        rules_gone=tuple(rule for rule in before.rules.values() if rule.id not in after.rules),
        rules_changed=tuple(rule for rule in kept if rule != before.rules[rule.id]),
        facts_changed=_facts_changed(before, after),
    )


def _values(before: Pack, after: Pack) -> Iterator[ValueChange]:
    for name in dict.fromkeys((*after.parameters, *before.parameters)):
        now, then = _by_day(after, name), _by_day(before, name)
        parameter = after.parameters.get(name) or before.parameters[name]
        for day in sorted({*now, *then}):
            if now.get(day) != then.get(day):
                yield ValueChange(parameter, day, _held(then, day), _held(now, day))


def _by_day(pack: Pack, name: str) -> dict[dt.date, ParameterValue]:
    parameter = pack.parameters.get(name)
    return {value.since: value for value in parameter.values} if parameter else {}


def _held(values: Mapping[dt.date, ParameterValue], on: dt.date) -> ParameterValue | None:
    since = max((day for day in values if day <= on), default=None)
    return None if since is None else values[since]


def _facts_changed(before: Pack, after: Pack) -> int:
    then = {(level, name): fact for level, facts in before.facts.items() for name, fact in facts.items()}
    now = {(level, name): fact for level, facts in after.facts.items() for name, fact in facts.items()}
    return sum(then.get(key) != now.get(key) for key in {*then, *now})
