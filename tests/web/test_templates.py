"""Templates hold no words: every word on a page comes from a catalog, where it stands in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import huitoukan

FOLDER = Path(huitoukan.__file__).parent / "web/templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
# Shown when nothing else works, so they stand by themselves in both languages.
BY_THEMSELVES = {FOLDER / "errors" / name for name in ("alone.html", "broken.html", "unreadable.html")}
# Each language is called by its own name.
NAMES = {"中文", "English"}

_MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<[^>]*>", re.DOTALL)
_TAGS = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_SPOKEN = re.compile(r"""\b(?:title|alt|placeholder|aria-label)=(["'])(?P<words>.*?)\1""", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]+")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_word_is_written_in_a_template(path: Path) -> None:
    if path in BY_THEMSELVES:
        return
    text = path.read_text("utf-8")
    shown = set(_LETTERS.findall(_MARKUP.sub(" ", text)))
    for attribute in _SPOKEN.finditer(text):
        shown |= set(_LETTERS.findall(_TAGS.sub(" ", attribute["words"])))
    assert shown - NAMES == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_script_or_style_is_written_in_a_template(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"href=[\"']\s*javascript:", text)
