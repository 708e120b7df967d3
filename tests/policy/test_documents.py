"""Lines of keys in TOML files."""

from __future__ import annotations

from pathlib import Path

import pytest

from huitoukan.policy.documents import Document, read_document
from huitoukan.policy.problems import PackProblem

TEXT = '''# a note
title = "x"

[fields.name]   # the first
type = "name"
headers = [
  "姓名",
]
["income.low"]
when = """
registered = 1
and more"""
after = 1
[[line.values]]
since = 2024-01-01
[[line.values]]
since = 2025-01-01
[ spaced . "quoted key" ]
a.b = 1
'''
LINES = {
    ("title",): 2,
    ("fields", "name"): 4,
    ("fields", "name", "type"): 5,
    ("fields", "name", "headers"): 6,
    ("income.low",): 9,
    ("income.low", "when"): 10,
    ("income.low", "after"): 13,
    ("line", "values", "0", "since"): 15,
    ("line", "values", "1"): 16,
    ("line", "values", "1", "since"): 17,
    ("spaced", "quoted key", "a", "b"): 19,
}


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "x.toml").write_text(TEXT, "utf-8")
    found = read_document(tmp_path / "x.toml", "x.toml")
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize(("key", "line"), LINES.items())
def test_a_key_is_found_at_its_line(document: Document, key: tuple[str, ...], line: int) -> None:
    assert document.place(key).line == line


def test_a_key_that_is_not_there_is_placed_at_what_is_around_it(document: Document) -> None:
    assert document.place(("fields", "name", "nope", "deep")).line == 4
    assert str(document.place(("nope",))) == "x.toml"


def test_what_looks_like_a_key_inside_a_text_is_none(document: Document) -> None:
    assert ("income.low", "registered") not in document.lines


@pytest.mark.parametrize(("content", "said"), [(b"\xff\xfe", "UTF-8"), (b"a = 1\nb =\n", "TOML")])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "x.toml").write_bytes(content)
    problem = read_document(tmp_path / "x.toml", "x.toml")
    assert isinstance(problem, PackProblem)
    assert said in problem.text()
