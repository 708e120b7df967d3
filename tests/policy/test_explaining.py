"""Rules in words that a cadre can read, in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from huitoukan.messages import Mendable
from huitoukan.policy import explain, load_pack
from huitoukan.policy.expressions import Name, Scope, read
from huitoukan.policy.models import ValueType as T
from huitoukan.policy.wording import in_words

AS_OF = dt.date(2026, 10, 31)
SCOPE = Scope(facts={"asked": T.BOOLEAN, "a": T.BOOLEAN, "b": T.BOOLEAN, "n": T.INTEGER, "word": T.TEXT, "day": T.DATE})
WORDS = {
    "a AND NOT b": "a，并且“b”为否",
    "a AND (b OR n > 1)": "a，并且（b，或者n > 1）",
    "a AND b AND n >= 2": "a，并且b，并且n ≥ 2",
    "NOT (a AND b)": "并非（a，并且b）",
    "word IS NULL OR word IS NOT NULL": "“word”未填，或者“word”已填",
    "word IN ('C', 'D')": "“word”是“C”、“D”之一",
    "word NOT IN ('C')": "“word”不是“C”中的任何一个",
    "NOT CONTAINS(word, '残疾')": "“word”里没有“残疾”",
    "NOT COALESCE(a, FALSE)": "“a”为否",
    "day > MONTHS_BEFORE(12) AND day <= as_of": "day > 核查日往前12个月的同一天，并且day ≤ as_of",
    "(n + 1) * 2 > n - 1": "（n + 1） × 2 > n - 1",
    "NOT COALESCE(CONTAINS(word, '残疾'), FALSE)": "“word”里没有“残疾”",
    "asked AND b": "“是否问过”为是，并且b",
    "NOT asked OR asked IS NULL": "“是否问过”为否，或者“是否问过”未填",
    "COUNT_TRUE(a, b) >= 2": "以下成立的项数（a、b） ≥ 2",
    "COUNT_TRUE(a, NOT b) > 0": "以下至少一项成立（a、“b”为否）",
    "COUNT_TRUE(a, b) = 0": "以下各项都不成立（a、b）",
    "ABS(n - 2) > 1": "n与2的差 > 1",
    "n % 100 = 0": "n除以100的余数 = 0",
}


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_an_expression_in_words(text: str, words: str) -> None:
    tree = read(text, SCOPE, T.BOOLEAN)
    assert in_words(tree, title, "zh") == words
    assert in_words(tree, title, "en")


def title(name: Name) -> str:
    return "是否问过" if name.name == "asked" else name.name


@pytest.mark.parametrize("rule_id", sorted(load_pack().rules))
def test_every_rule_explains_itself_in_both_languages(rule_id: str) -> None:
    pack = load_pack()
    for lang in ("zh", "en"):
        text = explain(pack, rule_id, as_of=AS_OF, lang=lang)
        assert pack.rules[rule_id].title in text
        words = text.split("：" if lang == "zh" else ": ", 1)[1]
        assert " AND " not in words.replace(pack.rules[rule_id].when, "").replace(
            " ".join(pack.rules[rule_id].when.split()), ""
        )


def test_an_explanation_has_the_facts_the_numbers_in_force_and_the_lists() -> None:
    text = explain(load_pack(), "medical.burden", as_of=AS_OF)
    assert "“个人自付”合计" in text
    assert "self_paid_registered］= 5000元" in text
    assert "需要的清单：住院费用结算" in text
    assert "核查日往前医疗自付统计期（12个月）的同一天" in text


FACTS = """
[household.village_rows]
type = "integer"
title = "花名册上本村的行数"
peers = "village_key"
peers_in = "roster"

[village.alike]
type = "integer"
title = "最多的相同户数"
members = true
aggregate = "most_repeated"
by = ["income_per_capita"]
where = "registered"

[household.phones]
type = "number"
title = "帮扶责任人填有电话的占比"
list = "helpers"
aggregate = "share"
where = "helper_phone IS NOT NULL"

[person.at_home]
type = "boolean"
title = "所在户在监测中"
home = "active"
"""
RULE = """
["identity.{name}"]
level = "{level}"
kind = "data"
severity = "general"
title = "{name}"
when = "{when}"
sentence = "{name}"
advice = "核对。"
source = "测试"
"""


def test_every_way_to_know_a_fact_is_told(county: Callable[..., Path]) -> None:
    rules = [
        ("alike", "village", "alike > 3"),
        ("home", "person", "at_home"),
        ("rows", "household", "village_rows > 0"),
        ("share", "household", "phones > 50"),
    ]
    written = "".join(RULE.format(name=name, level=level, when=when) for name, level, when in rules)
    pack = load_pack(county({"facts/x.toml": FACTS, "rules/x.toml": written}))
    told = {name: explain(pack, f"identity.{name}", as_of=AS_OF) for name, _, _ in rules}
    assert "层级：村" in told["alike"]
    assert "看村内各户，人均纯收入相同的户最多有几户；条件：已纳入信息系统" in told["alike"]
    assert "看本人所在户：在监测中" in told["home"]
    assert "看整张“帮扶责任人”，符合条件的行占百分之几；条件：“联系电话”已填" in told["share"]
    assert "“农村户籍花名册”里“村”与本人（户）相同的行数" in told["rows"]
    assert all(explain(pack, f"identity.{name}", as_of=AS_OF, lang="en") for name in told)


def test_a_parameter_is_told_as_on_the_day(county: Callable[..., Path]) -> None:
    value = '[[income_line.values]]\nsince = 2026-01-01\nvalue = 9000\nsource = "示例通知"\n'
    pack = load_pack(county({"parameters.toml": value}))
    assert "= 9000元（示例通知）" in explain(pack, "income.below_line", as_of=AS_OF)


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    with pytest.raises(Mendable, match=r"medical\.burden"):
        explain(load_pack(), "medical.burdn", as_of=AS_OF)
