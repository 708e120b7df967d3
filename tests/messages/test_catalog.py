"""Every sentence exists in both languages, takes the same values in both, and is said somewhere."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import huitoukan
from huitoukan.messages import LANGS, Mendable, catalog, say

SOURCES = sorted(Path(huitoukan.__file__).parent.rglob("*.py"))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _said() -> Iterator[tuple[Path, ast.Call, str | None, str]]:
    """Every call of ``say`` in the program: where, the call, its name when written out, the beginning of its name."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield path, node, str(first.value), str(first.value)
                elif isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                    yield path, node, None, str(first.values[0].value)


@pytest.mark.parametrize("name", sorted(catalog()))
def test_sentence_is_complete_in_both_languages(name: str) -> None:
    texts = catalog()[name]
    assert set(texts) == set(LANGS)
    # a measure word like 户 has no English twin
    assert texts["zh"].strip()
    assert texts["en"].strip() or len(texts["zh"]) == 1


def test_every_sentence_said_exists_and_gets_its_values() -> None:
    wrong = []
    for path, call, name, _ in _said():
        if name is None:
            continue
        given = {keyword.arg for keyword in call.keywords}
        if name not in catalog():
            wrong.append(f"{path.name}:{call.lineno} {name} is in no catalog")
        elif None not in given and not all(_placeholders(catalog()[name][lang]) <= given for lang in LANGS):
            wrong.append(f"{path.name}:{call.lineno} {name} lacks values")
    assert not wrong


def test_no_sentence_is_left_over() -> None:
    exact = {name for _, _, name, _ in _said() if name}
    begun = tuple(start for _, _, name, start in _said() if name is None)
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
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
