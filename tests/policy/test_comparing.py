"""What is different between two packs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from huitoukan.policy import load_pack
from huitoukan.policy.comparing import compare
from huitoukan.policy.models import ParameterValue

BASELINE, LIBRARY = load_pack(), load_pack(Path("library"))


def test_a_pack_is_not_different_from_itself() -> None:
    assert compare(BASELINE, BASELINE).is_none


def test_rules_that_come_and_go() -> None:
    there, back = compare(BASELINE, LIBRARY), compare(LIBRARY, BASELINE)
    assert {rule.id for rule in there.rules_new} == LIBRARY.rules.keys() - BASELINE.rules.keys()
    assert [rule.id for rule in there.rules_new] == [rule.id for rule in back.rules_gone]
    assert there.rules_gone == ()
    assert there.facts_changed == back.facts_changed > 0


def test_a_rule_whose_own_text_is_another() -> None:
    rule = BASELINE.rules["income.below_line"]
    other = rule.model_copy(update={"advice": "另一种核查建议。"})
    changed = compare(BASELINE, BASELINE.model_copy(update={"rules": {**BASELINE.rules, rule.id: other}}))
    assert changed.rules_changed == (other,)
    assert not changed.is_none


def test_values_by_the_day_they_hold_from() -> None:
    line = BASELINE.parameters["income_line"]
    own = ParameterValue(since=dt.date(2026, 1, 1), value="9000", source="县发3号")
    other = line.model_copy(update={"values": (*line.values, own)})
    (change,) = compare(
        BASELINE, BASELINE.model_copy(update={"parameters": {**BASELINE.parameters, line.id: other}})
    ).values
    assert (change.since, change.before, change.after) == (own.since, line.values[-1], own)
    first = line.model_copy(update={"values": (own,)})
    (there, *_) = compare(
        BASELINE.model_copy(update={"parameters": {line.id: first}}),
        BASELINE.model_copy(update={"parameters": {line.id: other}}),
    ).values
    assert (there.before, there.after) == (None, line.values[0])
