"""The words a county is made of name no real place and keep namesakes apart."""

from __future__ import annotations

from random import Random

from huitoukan.samples.places import lay_out
from huitoukan.samples.words import words

PROVINCES = [
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
]
PEOPLE = ("surnames", "given", "minority_first", "minority_last", "village_first")


def test_no_province_is_named() -> None:
    texts = [text for name, texts in words().lists.items() if name not in PEOPLE for text in texts]
    assert not [text for text in texts for province in PROVINCES if province in text]


def test_townships_and_villages_are_made_of_the_made_up_words() -> None:
    firsts, lasts = words()["village_first"], words()["village_last"]
    for seed in range(20):
        for township, villages in lay_out(Random(seed), 2500).items():
            assert township[:-1] in words()["township_words"]
            assert all(v[0] in firsts and v[1:-1] in lasts for v in villages)


def test_no_two_villages_share_a_name() -> None:
    for seed in range(20):
        villages = [v for listed in lay_out(Random(seed), 10_000).values() for v in listed]
        assert len(set(villages)) == len(villages)


def test_no_surname_is_a_mistake_for_another() -> None:
    surnames = set(words()["surnames"])
    assert len(surnames) == len(words()["surnames"])
    assert not surnames & {words().homophones.get(s) for s in surnames}
    assert not surnames & {words().look_alikes.get(s) for s in surnames}


def test_a_mistaken_character_differs_from_the_right_one() -> None:
    for table in (words().homophones, words().look_alikes):
        assert all(right != wrong and len(right) == len(wrong) == 1 for right, wrong in table.items())
