"""Every sentence exists in both languages, takes the same values in both, and is said somewhere."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import huitoukan
from huitoukan.messages import LANGS, Mendable, catalog, say

ROOT = Path(huitoukan.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
TEMPLATES = sorted(ROOT.glob("web/templates/**/*.html"))
SAYING = {"say", "say_later"}
_TAG = re.compile(r"""\{%\s*say\s+(?P<quote>["'])(?P<name>[\w.]+)(?P=quote)(?P<values>[^%]*)%\}""")


@dataclass(frozen=True)
class Said:
    """One place where a sentence is said: by a name written out, or by one that begins so (``exact`` is None)."""

    where: str
    exact: str | None
    begins: str
    given: frozenset[str]
    """Names of the values; ``*`` when they cannot be told from here."""


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def _said() -> list[Said]:
    return [*_said_in_code(), *_said_in_templates()]


def _said_in_code() -> Iterator[Said]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING and node.args:
                first, where = node.args[0], f"{path.name}:{node.lineno}"
                given = frozenset(keyword.arg or "*" for keyword in node.keywords)
                if isinstance(first, ast.Constant):
                    yield Said(where, str(first.value), str(first.value), given)
                elif isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                    yield Said(where, None, str(first.values[0].value), given)


def _said_in_templates() -> Iterator[Said]:
    for path in TEMPLATES:
        for tag in _TAG.finditer(path.read_text("utf-8")):
            given = frozenset(re.findall(r"(\w+)=", tag["values"]))
            yield Said(path.name, tag["name"], tag["name"], given)


@pytest.mark.parametrize("name", sorted(catalog()))
def test_sentence_is_complete_in_both_languages(name: str) -> None:
    texts = catalog()[name]
    assert set(texts) == set(LANGS)
    # a measure word like 户 has no English twin
    assert texts["zh"].strip()
    assert texts["en"].strip() or len(texts["zh"]) == 1


def test_every_sentence_said_exists_and_gets_its_values() -> None:
    wrong = []
    for said in _said():
        if said.exact is None:
            continue
        if said.exact not in catalog():
            wrong.append(f"{said.where} {said.exact} is in no catalog")
        elif "*" not in said.given and not all(
            _placeholders(catalog()[said.exact][lang]) <= said.given for lang in LANGS
        ):
            wrong.append(f"{said.where} {said.exact} lacks values")
    assert not wrong


def test_no_sentence_is_left_over() -> None:
    exact = {said.exact for said in _said() if said.exact}
    begun = tuple(said.begins for said in _said() if said.exact is None)
    text = "\n".join(path.read_text("utf-8") for path in (*SOURCES, *TEMPLATES))
    unused = [n for n in catalog() if n not in exact and not n.startswith(begun) and f'"{n}"' not in text]
    assert not unused


def test_values_may_be_sentences_and_lists() -> None:
    message = say("policy.one_way", name="age", ways=["given", "list"])
    assert "given、list" in message.text("zh")
    assert "given, list" in message.text("en")


def test_an_unknown_sentence_fails_at_once() -> None:
    with pytest.raises(KeyError, match="no sentence"):
        say("policy.never_written")


def test_a_mendable_problem_speaks_chinese_by_default() -> None:
    assert str(Mendable(say("policy.bad_sentence"))) == "句子里的花括号不成对。"
