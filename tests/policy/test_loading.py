"""A county's pack: what it changes, what stays, and every mistake at its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from huitoukan.messages import Mendable
from huitoukan.policy import PackErrors, explain, load_pack, packs, parameters_on

Problems = Callable[[dict[str, str]], list[str]]
Writer = Callable[..., Path]
RULE = """
["income.low"]
level = "household"
kind = "risk"
severity = "general"
title = "收入偏低"
when = "{when}"
sentence = "{sentence}"
advice = "核实"
source = "示例"
"""
FACT = """
[household.something]
type = "{type}"
title = "某事"
{way}
"""


def test_the_baseline_is_sound_and_shipped() -> None:
    assert "baseline" in packs()
    assert load_pack().id == "baseline"


def test_a_county_changes_one_number_and_keeps_the_rest(county: Writer) -> None:
    value = '[[income_line.values]]\nsince = 2025-01-01\nvalue = 9000\nsource = "示例通知"\n'
    pack = load_pack(county({"parameters.toml": value}))
    assert pack.id == "county"
    assert parameters_on(pack, dt.date(2026, 10, 31))["income_line"] == 9000
    assert pack.rules.keys() == load_pack().rules.keys()
    assert pack.parameters["income_line"].title == load_pack().parameters["income_line"].title


def test_a_county_adds_a_header_spelling_and_a_rule(county: Writer) -> None:
    files = {
        "kinds/deaths.toml": '[fields.died_on]\nmore_headers = ["去世那天"]\n',
        "rules/ours.toml": RULE.format(when="income_per_capita < 9999", sentence="人均{income_per_capita}元"),
    }
    pack = load_pack(county(files))
    assert pack.kinds["deaths"].fields["died_on"].more_headers == ("去世那天",)
    assert "income.low" in pack.rules
    assert "收入偏低" in explain(pack, "income.low", as_of=dt.date(2026, 10, 31))


def test_a_pack_may_extend_a_folder_beside_it(county: Writer, tmp_path: Path) -> None:
    city = tmp_path / "city"
    city.mkdir()
    (city / "pack.toml").write_text('id = "city"\ntitle = "某市"\nversion = "2"\nextends = "baseline"\n', "utf-8")
    assert load_pack(county(extends="../city")).title == "某县"


def test_a_folder_without_a_pack_is_said(tmp_path: Path) -> None:
    with pytest.raises(Mendable, match=r"缺少 pack.toml"):
        load_pack(tmp_path)


@pytest.mark.parametrize(
    ("extends", "said"),
    [("nowhere", "pack.toml:4: 找不到要扩展的政策包“nowhere”"), (".", 'pack.toml:4: extends = "." 绕了一圈')],
)
def test_extending_what_is_not_there(county: Writer, extends: str, said: str) -> None:
    with pytest.raises(PackErrors) as caught:
        load_pack(county(extends=extends))
    assert any(problem.text().endswith(said) or said in problem.text() for problem in caught.value.problems)


MISTAKES = {
    "toml": ({"parameters.toml": "[income_line\n"}, "parameters.toml:1: 不是正确的 TOML"),
    "stray file": ({"extra.toml": ""}, "extra.toml: 政策包里不应有这个文件"),
    "unknown key": (
        {"parameters.toml": "[income_line]\nfoo = 1\n"},
        "parameters.toml:2: parameters.income_line 里不认识 foo",
    ),
    "missing key": ({"values.toml": '[grades]\ntitle = "x"\n'}, "values.toml:1: values.grades 缺少必填项 values"),
    "wrong choice": ({"kinds/deaths.toml": '[fields.died_on]\ntype = "dat"\n'}, "是不是“date”"),
    "wrong id": ({"rules/x.toml": '["Income"]\ntitle = "x"\n'}, "只能用小写字母"),
    "number as text": (
        {"linkage.toml": 'threshold = "high"\n'},
        "linkage.toml:1: linkage.threshold 不能是“high”，需要数字",
    ),
    "no such value map": (
        {"kinds/deaths.toml": '[fields.died_on]\nvalues = "nope"\n'},
        "kinds/deaths.toml:2: 没有叫“nope”",
    ),
    "no such word": (
        {"kinds/deaths.toml": '\n[fields.died_on]\nheaders = ["{nope}"]\n'},
        "kinds/deaths.toml:3: 表头里用到的词“nope”",
    ),
    "bad pattern": ({"kinds/deaths.toml": '[fields.died_on]\npatterns = ["("]\n'}, "不是正确的正则表达式"),
    "parameter type": (
        {"parameters.toml": '[[helper_load.values]]\nsince = 2024-01-01\nvalue = "many"\nsource = "x"\n'},
        "parameters.toml:1: 参数 helper_load 不能是“many”",
    ),
    "two values of one day": (
        {"parameters.toml": '[[helper_load.values]]\nsince = 2024-01-01\nvalue = 1\nsource = "x"\n' * 2},
        "从同一天起生效",
    ),
    "rule names an unknown fact": (
        {"rules/x.toml": RULE.format(when="income_per_capit < 1", sentence="x")},
        "rules/x.toml:7: 没有叫“income_per_capit”的事实、列或参数，是不是“income_per_capita”？",
    ),
    "rule is no condition": (
        {"rules/x.toml": RULE.format(when="income_per_capita", sentence="x")},
        "rules/x.toml:7: 整个表达式的结果是数字",
    ),
    "sentence names nothing": (
        {"rules/x.toml": RULE.format(when="registered", sentence="{nope}")},
        "rules/x.toml:8: 没有叫“nope”",
    ),
    "sentence with a brace": (
        {"rules/x.toml": RULE.format(when="registered", sentence="{x")},
        "rules/x.toml:8: 句子里的花括号",
    ),
    "family": (
        {"rules/x.toml": RULE.format(when="registered", sentence="x").replace("income.low", "nope.low")},
        "没有规则族“nope”",
    ),
    "theme": ({"families.toml": '[work]\ntheme = "nope"\n'}, "families.toml:2: themes.toml 里没有专题“nope”"),
    "section with an unknown column": (
        {"household.toml": '[members.fields]\nnope = "Nope"\n'},
        "household.toml:2: 监测对象信息里没有“nope”这一列",
    ),
    "section with a column of others": (
        {"household.toml": '[members.fields]\nincome_wage = "Wages"\n'},
        "household.toml:2: “income_wage”放错了位置",
    ),
    "fact without a way": ({"facts/x.toml": FACT.format(type="integer", way="")}, "来源要正好写一种"),
    "fact with two ways": (
        {"facts/x.toml": FACT.format(type="text", way='column = "labour"\ngiven = "registered"')},
        "来源要正好写一种",
    ),
    "fact of an unknown list": (
        {"facts/x.toml": FACT.format(type="integer", way='list = "x"\naggregate = "count"')},
        "没有叫“x”的清单",
    ),
    "fact without aggregate": ({"facts/x.toml": FACT.format(type="integer", way='list = "loans"')}, "要写 aggregate"),
    "sum without value": (
        {"facts/x.toml": FACT.format(type="number", way='list = "loans"\naggregate = "sum"')},
        "与 value 不配",
    ),
    "repeated without by": (
        {"facts/x.toml": FACT.format(type="integer", way='list = "loans"\naggregate = "most_repeated"')},
        "与 by 不配",
    ),
    "fact of the wrong type": (
        {"facts/x.toml": FACT.format(type="text", way='column = "income_wage"')},
        "facts/x.toml:3: 事实 something 的 type 应当是数字",
    ),
    "where over an unknown column": (
        {
            "facts/x.toml": FACT.format(
                type="integer", way='list = "loans"\naggregate = "count"\nwhere = "ballance > 0"'
            )
        },
        "facts/x.toml:7: 没有叫“ballance”的事实、列或参数，是不是“balance”？",
    ),
    "rows about households for a person": (
        {"facts/x.toml": '[person.x]\ntype = "integer"\ntitle = "x"\nlist = "helpers"\naggregate = "count"\n'},
        "不能用在这个事实里",
    ),
    "rows about people for a village": (
        {"facts/x.toml": '[village.x]\ntype = "integer"\ntitle = "x"\nlist = "loans"\naggregate = "count"\n'},
        "不能用在这个事实里",
    ),
    "a village's own column": (
        {"facts/x.toml": '[village.x]\ntype = "integer"\ntitle = "x"\ncolumn = "household_size"\n'},
        "村级事实 x 不能用 column 或 peers",
    ),
    "members of a person": (
        {"facts/x.toml": '[person.x]\ntype = "integer"\ntitle = "x"\nmembers = true\naggregate = "count"\n'},
        "members 只能用在户级",
    ),
    "peers in a list without the column": (
        {"facts/x.toml": FACT.format(type="integer", way='peers = "household_phone"\npeers_in = "loans"')},
        "facts/x.toml:6: 没有叫“household_phone”",
    ),
    "the newest by a name": (
        {"facts/x.toml": FACT.format(type="integer", way='list = "loans"\naggregate = "count"\nnewest_by = "name"')},
        "要写日期、月份或年度列",
    ),
    "a fact in two files": (
        {
            "facts/x.toml": FACT.format(type="integer", way='expression = "1"'),
            "facts/y.toml": FACT.format(type="integer", way='expression = "2"'),
        },
        "facts/y.toml:2: something 在 facts/x.toml 里已经定义过",
    ),
    "a fact called like a parameter": (
        {"facts/x.toml": FACT.format(type="integer", way='expression = "1"').replace("something", "income_line")},
        "事实和参数重名：income_line",
    ),
    "the home of a household": (
        {"facts/x.toml": '[household.x]\ntype = "boolean"\ntitle = "x"\nhome = "active"\n'},
        "home 只能用在人级",
    ),
    "what the home does not know": (
        {"facts/x.toml": '[person.x]\ntype = "boolean"\ntitle = "x"\nhome = "actve"\n'},
        "facts/x.toml:4: 没有叫“actve”的事实、列或参数，是不是“active”？",
    ),
    "members that agree in what is no fact": (
        {
            "facts/x.toml": '[village.x]\ntype = "integer"\ntitle = "x"\nmembers = true\n'
            'aggregate = "most_repeated"\nby = ["income_per_capit"]\n'
        },
        "facts/x.toml:6: 没有叫“income_per_capit”的事实、列或参数，是不是“income_per_capita”？",
    ),
    "members that share": (
        {
            "facts/x.toml": '[village.x]\ntype = "integer"\ntitle = "x"\nmembers = true\naggregate = "most_shared"\n'
            'by = ["income_per_capita"]\nvalue = "income_wage"\n'
        },
        "只能用于清单",
    ),
    "a share of members": (
        {
            "facts/x.toml": '[household.x]\ntype = "number"\ntitle = "x"\nmembers = true\naggregate = "share"\n'
            'where = "age > 3"\n'
        },
        "只能用于清单",
    ),
    "a share of no condition": (
        {"facts/x.toml": FACT.format(type="number", way='list = "loans"\naggregate = "share"')},
        "要写 where",
    ),
    "a share by a fact of the subject": (
        {"facts/x.toml": FACT.format(type="number", way='list = "loans"\naggregate = "share"\nwhere = "age > 3"')},
        "没有叫“age”的",
    ),
    "an id that its key already says": (
        {"facts/x.toml": '[household.x]\nid = "y"\ntitle = "x"\n'},
        "facts/x.toml:2: 不要写 id",
    ),
    "a name that is none": (
        {"facts/x.toml": '[household."a\' || x"]\ntype = "text"\ntitle = "x"\ngiven = "registered"\n'},
        "只能用小写字母",
    ),
    "a parameter in the county's own file": (
        {"parameters.toml": '[income_line]\nvalues = [{ since = 2026-01-01, value = "abc", source = "x" }]\n'},
        "parameters.toml:2: 参数 income_line 不能是“abc”",
    ),
    "no values": (
        {"parameters.toml": "[income_line]\nvalues = []\n"},
        "parameters.toml:2: parameters.income_line.values 不能为空",
    ),
    "a date for a number": (
        {"parameters.toml": '[income_line]\nvalues = [{ since = 2026-01-01, value = 2026-01-01, source = "x" }]\n'},
        "parameters.toml:2: 参数 income_line 不能是“2026-01-01”，需要数字",
    ),
    "a spelling of two words": ({"values.toml": '[yes_no.values]\n"是" = ["否"]\n'}, "写法“否”同时算作“是”和“否”"),
    "a day beyond the calendar": (
        {"rules/x.toml": RULE.format(when="registered AND 99999999999999 > 1", sentence="x")},
        "太大",
    ),
    "circle": ({"facts/x.toml": FACT.format(type="boolean", way='expression = "NOT something"')}, "绕圈引用了自己"),
}


@pytest.mark.parametrize(("files", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_said_at_its_line(files: dict[str, str], said: str, problems: Problems) -> None:
    assert any(said in problem for problem in problems(files)), problems


def test_all_mistakes_are_said_at_once(problems: Problems) -> None:
    found = problems(
        {
            "rules/x.toml": RULE.format(when="nope", sentence="x"),
            "facts/x.toml": FACT.format(type="integer", way=""),
            "kinds/deaths.toml": '[fields.died_on]\nvalues = "nope"\n',
        }
    )
    assert len(found) == 3


def test_errors_come_in_both_languages(county: Writer) -> None:
    with pytest.raises(PackErrors) as caught:
        load_pack(county({"facts/x.toml": FACT.format(type="integer", way="")}))
    assert caught.value.text("zh").startswith("政策包有 1 处错误")
    assert caught.value.text("en").startswith("The policy pack has 1 errors")


def test_nothing_of_a_pack_can_be_changed_by_mistake() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_pack().title = "x"  # type: ignore[misc]
