"""The baseline's numbers keep what the weights promise."""

from __future__ import annotations

from itertools import pairwise

import pytest

from huitoukan.engine.linkage.comparing import NAME_WEIGHTS, NUMBER_WEIGHTS, SIDE_WEIGHTS
from huitoukan.engine.linkage.evidence import WORDS
from huitoukan.messages import catalog
from huitoukan.policy import Pack
from huitoukan.policy.linking import Weights

USED = {
    *NAME_WEIGHTS.values(),
    *NUMBER_WEIGHTS.values(),
    *(weight for weights in SIDE_WEIGHTS.values() for weight in weights.values()),
    *("name_most", "name_crowd"),
}


def test_every_weight_is_used_and_none_is_missing(pack: Pack) -> None:
    assert set(Weights.model_fields) == USED


def test_a_name_with_all_that_is_not_birth_or_number_is_not_enough(pack: Pack) -> None:
    weights = pack.linkage.weights.model_dump()
    sides = sum(weights[f"{side}_same"] for side in ("sex", "township", "village", "phone"))
    whole = max(weights[w] for w in NAME_WEIGHTS.values() if w not in ("name_near", "name_cut")) + weights["name_most"]
    best = max(whole, weights["name_near"], weights["name_cut"])  # a part of a name does not count by its rarity
    assert pack.linkage.prior + best + sides < pack.linkage.threshold


@pytest.mark.parametrize("number", sorted(set(NUMBER_WEIGHTS.values()) - {"number_same"}))
def test_a_number_without_a_name_is_not_enough(pack: Pack, number: str) -> None:
    assert pack.linkage.prior + pack.linkage.weights.model_dump()[number] < pack.linkage.threshold


@pytest.mark.parametrize("against", ["birth_conflict", "number_contradicted"])
def test_what_contradicts_outweighs_any_name_and_place(pack: Pack, against: str) -> None:
    weights = pack.linkage.weights.model_dump()
    sides = sum(weights[f"{side}_same"] for side in ("sex", "township", "village", "phone"))
    strongest = max(weights["number_prefix"], weights["birth_same"])
    total = pack.linkage.prior + weights["name_most"] + strongest + sides + weights[against]
    assert total < pack.linkage.threshold


def test_nearer_is_worth_more(pack: Pack) -> None:
    for levels in (NUMBER_WEIGHTS, *SIDE_WEIGHTS.values()):
        ordered = [pack.linkage.weights.model_dump()[levels[level]] for level in sorted(levels, reverse=True)]
        if levels is NUMBER_WEIGHTS:
            ordered.remove(
                pack.linkage.weights.model_dump()["number_short_prefix"]
            )  # beside two edits, which never compete
        assert all(nearer > farther for nearer, farther in pairwise(ordered))


def test_a_character_stands_in_one_group_of_look_alikes(pack: Pack) -> None:
    characters = "".join(pack.linkage.look_alikes)
    assert len(set(characters)) == len(characters)
    assert len(pack.linkage.look_alikes) >= 150
    assert all(len(group) > 1 for group in pack.linkage.look_alikes)


def test_surname_readings_are_plain_pinyin(pack: Pack) -> None:
    for surname, reading in pack.linkage.surname_readings.items():
        assert len(surname) == 1
        assert reading.isascii()
        assert reading.islower()


def test_every_weight_has_its_words() -> None:
    assert all(WORDS.values())
    assert {name.replace("word_", "linkage.word_", 1) for name in WORDS} <= set(catalog())
