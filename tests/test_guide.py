"""The guide says what the pages say: each word it quotes, each picture and each link is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from huitoukan.core.access.roles import Role
from huitoukan.messages import catalog

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs/guide"
PAGES = sorted(GUIDE.glob("*.md"))
MOST_BYTES = 2_500_000
FEWEST = 4
"""Characters that a sentence with gaps must have of its own: one that is all gaps would fit anything."""


@cache
def said() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """What the pages say in Chinese, whole and by the sentence, and what they say with gaps."""
    plain, gapped = set(), []
    for text in (each["zh"] for each in catalog().values()):
        for part in {text, *re.split(r"(?<=。)", text)}:
            pieces = re.split(r"\{\w+\}", part)
            if len(pieces) == 1:
                plain.add(part)
            elif sum(map(len, pieces)) >= FEWEST:
                gapped.append(re.compile(".+".join(map(re.escape, pieces))))
    return frozenset(plain), tuple(gapped)


def is_said(quoted: str) -> bool:
    plain, gapped = said()
    return quoted in plain or any(each.fullmatch(quoted) for each in gapped)


def test_words_nobody_says_are_told_from_words_on_pages() -> None:
    assert is_said("导出 Excel")
    assert is_said("开始核对（14 条）")
    assert not is_said("导出表单")
    assert not is_said("开始核对")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_word_quoted_is_on_a_page_of_the_site(page: Path) -> None:
    quoted = re.findall("「(.*?)」", page.read_text("utf-8"))
    assert len(quoted) > 5
    assert [each for each in quoted if not is_said(each)] == []


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_page_that_bears_its_name(role: Role) -> None:
    page = GUIDE / f"{role.value.replace('_', '-')}.md"
    assert page.read_text("utf-8").splitlines()[0] == f"# {role.label}"
    assert f"]({page.name})" in (GUIDE / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_and_picture_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r'\]\(([^)]+)\)|src="([^"]+)"', text):
        path, _, heading = "".join(target).partition("#")
        file = page.parent / path if path else page
        assert file.is_file(), target
        if heading:
            assert heading in {anchor(line) for line in file.read_text("utf-8").splitlines() if line.startswith("#")}


def anchor(heading: str) -> str:
    """What a heading is called in an address, where Markdown is shown."""
    return re.sub(r"[^\w\- ]", "", heading.lstrip("# ")).replace(" ", "-").lower()


def test_the_pictures_are_those_that_the_script_makes_and_pages_show() -> None:
    there = {each.name for each in (GUIDE / "pictures").iterdir()}
    shown = set(re.findall(r"pictures/([\w-]+\.webp)", "".join(page.read_text("utf-8") for page in PAGES)))
    assert there == shown == {f"{name}.webp" for name in scenes()}
    assert sum(each.stat().st_size for each in (GUIDE / "pictures").iterdir()) < MOST_BYTES


def scenes() -> list[str]:
    """The names in the table of scenes, which is not part of the package."""
    tree = ast.parse((ROOT / "tools/guide_scenes.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Scene"]
    return [ast.literal_eval(call.args[0]) for call in calls]
