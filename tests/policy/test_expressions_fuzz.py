"""Random text in the place of a rule: refused with a sentence, or made of allowed parts alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitoukan.messages import LANGS, Message
from huitoukan.policy.expressions import ExpressionRefused, Scope, read
from huitoukan.policy.expressions.functions import FUNCTIONS
from huitoukan.policy.expressions.tree import Binary, Call, In, Literal, Missing, Name, Negative, Node, Not
from huitoukan.policy.models import ValueType as T

SCOPE = Scope(
    facts={"registered": T.BOOLEAN, "age": T.INTEGER, "labour": T.TEXT, "income": T.NUMBER, "born": T.DATE},
    parameters={"line": T.NUMBER, "months": T.INTEGER},
    columns={"id_no": T.TEXT},
    id_columns=frozenset({"id_no"}),
)
KNOWN = {"registered", "age", "labour", "income", "born", "line", "months", "id_no", "as_of"}
OPERATORS = {"AND", "OR", "=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/"}
NODES = (Binary, Call, In, Literal, Missing, Name, Negative, Not)
LIMITS = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))

WORDS = st.sampled_from(
    r"""
    registered age labour income born line months id_no as_of parameter.line 年龄 'x' 'labour' "age" :x $1 ? \ #
    AND OR NOT IN IS NULL TRUE BETWEEN CASE WHEN THEN END LIKE EXISTS ANY = <> < <= > >= + - * / % || ^ @ ~ -> ::
    ( ) [ ] { } , ; . -- /* */ ＞ 1 0 1.5 1e 1e+ 1e400 99999999999999999999 0x1F DATE '2026-01-01' INTERVAL
    COALESCE( ABS( LENGTH( CONTAINS( DAYS_BEFORE( MONTHS_BEFORE( COUNT_TRUE( IS_REGISTERED( read_csv( getenv( CAST(
    SELECT FROM WITH AS ROW STRUCT LIST LAMBDA x: COPY ATTACH PRAGMA SET INSTALL EXCLUDE QUALIFY OVER FILTER DISTINCT
    SYMMETRIC ESCAPE COLLATE
    """.split()  # noqa: SIM905  # as a list it would fill a page
)
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)
ARITHMETIC = st.recursive(
    st.sampled_from(["age", "income", "line", "1", "0.5", "registered", "labour", "'x'", "NULL"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(sorted(OPERATORS)), inner).map(" ".join),
        inner.map("({})".format),
        inner.map("NOT {}".format),
        inner.map("-{}".format),
        st.tuples(st.sampled_from(sorted(FUNCTIONS)), st.lists(inner, max_size=3)).map(
            lambda f: f"{f[0]}({', '.join(f[1])})"
        ),
    ),
    max_leaves=20,
)


def _is_allowed(node: Node) -> bool:
    """Whether a tree is made of listed parts alone, looked at apart from the code that made it."""
    match node:
        case Binary():
            return node.operator in OPERATORS and _is_allowed(node.left) and _is_allowed(node.right)
        case Call():
            return node.function in FUNCTIONS and all(map(_is_allowed, node.arguments))
        case In():
            return _is_allowed(node.item) and all(isinstance(option, Literal) for option in node.options)
        case Name():
            return node.name in KNOWN
        case Missing() | Negative() | Not():
            return _is_allowed(node.of)
    return isinstance(node, Literal)


def _refused_or_allowed(text: str) -> None:
    try:
        found: Node | Message = read(text, SCOPE)
    except ExpressionRefused as refused:
        found = refused.message
    if isinstance(found, Message):
        assert all(found.text(lang) for lang in LANGS)
    else:
        assert all(isinstance(node, NODES) for node in found.walk())
        assert _is_allowed(found)


@LIMITS
@given(text=st.text(max_size=80))
def test_any_text(text: str) -> None:
    _refused_or_allowed(text)


@pytest.mark.parametrize("text", ["1e", "age > 1e", "1e\n", "age > 1e+"])
def test_half_a_number(text: str) -> None:
    with pytest.raises(ExpressionRefused):
        read(text, SCOPE)


@LIMITS
@given(text=SENTENCES)
def test_words_of_the_language_and_of_its_neighbours(text: str) -> None:
    _refused_or_allowed(text)


@LIMITS
@given(text=ARITHMETIC)
def test_what_nearly_is_an_expression(text: str) -> None:
    _refused_or_allowed(text)


@LIMITS
@given(text=ARITHMETIC, mark=st.characters(), at=st.integers(0, 100))
def test_one_wrong_character(text: str, mark: str, at: int) -> None:
    _refused_or_allowed(text[:at] + mark + text[at + 1 :])
