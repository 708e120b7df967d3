"""The shipped packs as a whole: nothing lies idle in them, and every number says where it comes from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from huitoukan.policy import Pack, facts_of, load_pack, parameters_of, parameters_on
from huitoukan.policy.fact_order import FactId, needs
from huitoukan.policy.loading import packs
from huitoukan.policy.models import RuleKind


@pytest.fixture(scope="module", params=packs())
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(Path(request.param))


def test_every_fact_serves_a_rule_or_its_sentence(pack: Pack) -> None:
    used: set[FactId] = {fact for rule in pack.rules.values() for fact in facts_of(pack, rule)}
    for rule in pack.rules.values():
        used |= {(rule.level, name) for name in pack.facts[rule.level] if f"{{{name}}}" in rule.sentence}
    used |= {below for level, name in used for below in needs(pack, level, name)}
    assert used == {(level, name) for level, facts in pack.facts.items() for name in facts}


def test_every_parameter_is_used_by_a_rule(pack: Pack) -> None:
    assert {name for rule in pack.rules.values() for name in parameters_of(pack, rule)} == set(pack.parameters)


def test_every_family_and_kind_of_rule_is_used(pack: Pack) -> None:
    assert {rule_id.split(".")[0] for rule_id in pack.rules} == set(pack.families)
    assert {rule.kind for rule in pack.rules.values()} == set(RuleKind)


@pytest.mark.parametrize("day", [dt.date(2021, 1, 1), dt.date(2026, 10, 31), dt.date(2030, 12, 31)])
def test_every_parameter_is_in_force(pack: Pack, day: dt.date) -> None:
    values = parameters_on(pack, day)
    assert values["year"] == day.year
    assert set(values) == set(pack.parameters)


def test_numbers_of_a_sentence_are_those_of_its_rule(pack: Pack) -> None:
    """A parameter that a sentence tells must be one the rule is judged by."""
    for rule in pack.rules.values():
        told = {name for name in pack.parameters if f"{{{name}}}" in rule.sentence}
        assert told <= set(parameters_of(pack, rule)), rule.id
