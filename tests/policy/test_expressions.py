"""The language of rules: what it accepts, what it refuses and with which words."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitoukan.messages import Mendable
from huitoukan.policy.expressions import ExpressionRefused, Origin, Scope, names, read
from huitoukan.policy.expressions.folding import fold, months_before
from huitoukan.policy.models import ValueType as T

SCOPE = Scope(
    facts={
        "registered": T.BOOLEAN,
        "age": T.INTEGER,
        "labour": T.TEXT,
        "income": T.NUMBER,
        "born": T.DATE,
        "month": T.MONTH,
    },
    parameters={"line": T.NUMBER, "months": T.INTEGER, "year": T.INTEGER},
    columns={"id_no": T.TEXT, "year": T.INTEGER},
    id_columns=frozenset({"id_no"}),
)

ACCEPTED = [
    "registered",
    "NOT registered AND age >= 16 OR income < line",
    "age BETWEEN 6 AND 15",
    "labour NOT IN ('弱劳动力', '无劳动力')",
    "labour IS NULL OR income IS NOT NULL",
    "registered = TRUE",
    "born > MONTHS_BEFORE(12) AND born <= as_of",
    "born BETWEEN as_of AND DAYS_AFTER(months)",
    "MONTH_OF(as_of) - month > 1",
    "month + 1 = MONTH_OF(born)",
    "COUNT_TRUE(registered, age > 5, income > 1.5) >= 2",
    "COALESCE(income, 0) / 3 > -line",
    "CONTAINS(labour, '劳动') AND STARTS_WITH(labour, '普') AND NOT ENDS_WITH(labour, 'x')",
    "ABS(income - line) > 1 AND LENGTH(labour) = 5",
    "IS_REGISTERED(id_no)",
    "year = parameter.year",
    "income % 1000 = 0 AND age % 2 = 1",
    "column.id_no = fact.labour",
]
REFUSED = {
    "": "正好写一个条件",
    "registered; registered": "正好写一个条件",
    "registered -- always": "注释",
    "registered /* x */": "注释",
    "age AND": "看不懂",
    "(age > 1": "看不懂",
    "age::INTEGER > 1": "CAST",
    "CAST(labour AS DATE) = born": "CAST",
    "(SELECT 1) = 1": "SELECT",
    "age IN (SELECT 1)": "SELECT",
    "EXISTS (SELECT 1)": "EXISTS",
    "CASE WHEN registered THEN TRUE END": "CASE",
    "labour LIKE '%x%'": "LIKE",
    "labour || 'x' = 'y'": "||",
    "SUM(age) > 1": "SUM",
    "ROW_NUMBER() OVER () > 1": "OVER",
    "read_text('/etc/passwd') = 'x'": "没有函数",
    "$x = 1": "$x",
    '"registered"': '"registered"',
    "a.b.age > 1": "a.b.age",
    "aeg > 1": "是不是“age”",
    "zzzzzz > 1": "没有叫“zzzzzz”",
    "fact.year = 1": "没有叫“fact.year”",
    "age": "整数",
    "age = '5'": "类型不合",
    "age = TRUE": "类型不合",
    "registered > FALSE": "类型不合",
    "born - born > 1": "类型不合",
    "born + 1 > born": "类型不合",
    "-labour = 'x'": "类型不合",
    "month % 2 = 0": "类型不合",
    "labour = NULL": "IS NULL",
    "registered IS TRUE": "NULL",
    "age IN (age, 1)": "明确的值",
    "age IN ('a')": "类型不合",
    "MONTHS_BEFORE(age) < born": "整数或参数名",
    "CONTAINS('x', labour)": "引号里的文字",
    "COUNT_TRUE(age) > 1": "不接受",
    "COALESCE(age, 'x') = 1": "不接受",
    "LENGTH(labour, labour) = 1": "规则里不能写",
    "IS_REGISTERED(labour)": "证件号码列",
    "ABS(DISTINCT age) > 1": "DISTINCT",
    "(" * 300 + "registered" + ")" * 300: "太深",
    "registered" + " AND registered" * 400: "太长",
    "age BETWEEN SYMMETRIC 9 AND 1": "规则里不能写",
    "income > 1e999": "太大",
    "age > 99999999999999999999": "太大",
    "born > DAYS_BEFORE(99999999)": "太大",
}


@pytest.mark.parametrize("text", ACCEPTED)
def test_accepts(text: str) -> None:
    assert read(text, SCOPE, T.BOOLEAN).type is T.BOOLEAN


@pytest.mark.parametrize(("text", "reason"), REFUSED.items(), ids=lambda x: x[:30])
def test_refuses_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ExpressionRefused) as caught:
        read(text, SCOPE, T.BOOLEAN)
    assert reason in caught.value.message.text("zh")
    assert caught.value.message.text("en")


def test_a_column_wins_over_a_parameter_of_its_name() -> None:
    tree = read("year = parameter.year", SCOPE)
    assert names(tree, Origin.COLUMN) == ("year",)
    assert names(tree, Origin.PARAMETER) == ("year",)


def test_a_long_condition_of_one_level_is_not_deep() -> None:
    assert read(" AND ".join(["registered"] * 200), SCOPE, T.BOOLEAN)


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["age", "AND", "(", ")", "'", "1", "<", "NOT", ",", "IN", "--", ";", "ABS"])).map(
        " ".join
    )
)
def test_any_text_is_read_or_refused_never_worse(text: str) -> None:
    with suppress(ExpressionRefused):
        read(text, SCOPE, T.BOOLEAN)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-10-31", 12, "2025-10-31"),
        ("2026-10-31", 1, "2026-09-30"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 10, "2026-02-28"),
    ],
)
def test_months_before_is_the_same_day_or_the_last_of_the_month(day: str, months: int, before: str) -> None:
    assert months_before(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(before)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("YEAR_OF(as_of)", 2026),
        ("MONTH_OF(as_of)", 2026 * 12 + 9),
        ("DAYS_BEFORE(30)", dt.date(2026, 10, 1)),
        ("DAYS_AFTER(months)", dt.date(2026, 11, 6)),
        ("YEAR_OF(as_of) - 1", 2025),
        ("-months", -6),
    ],
)
def test_what_is_known_beforehand_is_worked_out(text: str, value: object) -> None:
    assert fold(read(text, SCOPE), as_of=dt.date(2026, 10, 31), parameters={"months": 6}) == value


def test_a_day_out_of_the_calendar_is_a_sentence() -> None:
    with pytest.raises(Mendable, match="超出了日历范围"):
        fold(read("MONTHS_BEFORE(months)", SCOPE), as_of=dt.date(20, 1, 1), parameters={"months": 9999})
