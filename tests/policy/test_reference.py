"""The reference in the docs is that of the pack, and says of a rule what the command says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from huitoukan.policy import Pack, explain, load_pack, reference

DOCS = Path(__file__).parents[2] / "docs/reference"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(Path(reference.PACK))


@pytest.fixture(scope="module")
def made(pack: Pack) -> Mapping[str, str]:
    return reference.pages(pack)


def test_docs_hold_the_current_reference(made: Mapping[str, str]) -> None:
    written = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in DOCS.rglob("*.md")}
    stale = {name for name in {*written, *made} - set(reference.OTHERS) if written.get(name) != made.get(name)}
    assert not stale, "run: python -m huitoukan.policy.reference docs/reference"


def test_every_rule_stands_there_as_the_command_explains_it(pack: Pack, made: Mapping[str, str]) -> None:
    for rule in pack.rules.values():
        page = made[f"rules/{rule.id.split('.')[0]}.md"]
        for line in explain(pack, rule.id, as_of=reference.DAY).splitlines():
            assert line.strip().removeprefix("· ") in page


def test_every_fact_list_and_parameter_is_told(pack: Pack, made: Mapping[str, str]) -> None:
    for level, facts in pack.facts.items():
        assert all(fact.title in made[f"facts-{level}.md"] for fact in facts.values())
    assert all(f"（{kind}）" in made["lists.md"] for kind in pack.kinds)
    assert all(f"| {name} |" in made["parameters.md"] for name in pack.parameters)
