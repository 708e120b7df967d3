"""Every rule of the shipped packs against its table: facts in, fires or not.

``<pack>/<family>/<rule id>.md``: a column a fact, under its Chinese title, then 命中 and 说明. A fact that is no column
is unknown, or missing where the file says “未列出的事实：空”; one that is worked out from others is worked out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.policies.tables import MISSING, NO, TABLES, UNKNOWN, YES, Document, Section, parse_cell, read_tables

from huitoukan.engine.rules import judge_all
from huitoukan.policy import Pack, load_pack
from huitoukan.policy.loading import BASELINE, packs
from huitoukan.policy.models import Fact

FILES = {path.stem: path for pack in packs() for path in sorted((TABLES / pack).glob("*/*.*.md"))}
REST_MISSING = f"未列出的事实：{MISSING}"
HIT, NOTE = "命中", "说明"


def _pack(rule_id: str) -> Pack:
    return load_pack(Path(FILES[rule_id].relative_to(TABLES).parts[0]))


@pytest.mark.parametrize("rule_id", FILES)
def test_rule_fires_as_its_table_says(rule_id: str) -> None:
    document = read_tables(FILES[rule_id])
    (table,) = document.sections
    fired = _fired(FILES[rule_id].parent, document.as_of)[rule_id]
    wrong = [row for row, fires in zip(table.rows, fired, strict=True) if fires is not (row[HIT] == YES)]
    assert not wrong


@cache
def _fired(folder: Path, as_of: dt.date) -> Mapping[str, list[bool]]:
    """All rules of a folder that are judged on one day, in one run."""
    documents = {rule_id: read_tables(path) for rule_id, path in FILES.items() if path.parent == folder}
    of_day = {rule_id: document for rule_id, document in documents.items() if document.as_of == as_of}
    pack = _pack(next(iter(of_day)))
    return judge_all(pack, {rule_id: _cases(pack, rule_id, one) for rule_id, one in of_day.items()}, as_of=as_of)


def _cases(pack: Pack, rule_id: str, document: Document) -> list[dict[str, object]]:
    (table,) = document.sections
    facts = _facts_by_title(pack, rule_id)
    rest = _known_but_missing(facts) if REST_MISSING in document.text else {}
    return [_case(row, table, facts, rest) for row in table.rows]


@pytest.mark.parametrize("rule_id", FILES)
def test_table_shows_hits_misses_and_the_unknown(rule_id: str) -> None:
    pack = _pack(rule_id)
    (table,) = read_tables(FILES[rule_id]).sections
    assert table.heading == f"{rule_id} {pack.rules[rule_id].title}"
    assert table.columns[-2:] == (HIT, NOTE)
    assert {row[HIT] for row in table.rows} == {YES, NO}
    assert any(UNKNOWN in row.values() for row in table.rows)
    assert all(row[NOTE] for row in table.rows)


@pytest.mark.parametrize("name", packs())
def test_every_rule_has_a_table_in_the_folder_of_its_family(name: str) -> None:
    own = {rule_id: path for rule_id, path in FILES.items() if path.is_relative_to(TABLES / name)}
    inherited = {rule_id for rule_id in load_pack().rules if name != BASELINE}
    assert set(own) | inherited == set(load_pack(Path(name)).rules)
    assert all(path.parent == TABLES / name / rule_id.split(".")[0] for rule_id, path in own.items())


@pytest.mark.parametrize("name", packs())
def test_titles_of_facts_are_unique_within_a_level(name: str) -> None:
    for facts in load_pack(Path(name)).facts.values():
        titles = [fact.title for fact in facts.values()]
        assert len(titles) == len(set(titles))


def _facts_by_title(pack: Pack, rule_id: str) -> Mapping[str, Fact]:
    facts = pack.facts[pack.rules[rule_id].level].values()
    return {fact.title: fact for fact in facts}


def _known_but_missing(facts: Mapping[str, Fact]) -> dict[str, object]:
    return {fact.id: None for fact in facts.values() if not fact.expression}


def _case(
    row: Mapping[str, str], table: Section, facts: Mapping[str, Fact], rest: Mapping[str, object]
) -> dict[str, object]:
    said = {facts[title]: row[title] for title in table.columns[:-2]}
    case = {fact.id: parse_cell(cell, fact.type) for fact, cell in said.items() if cell != UNKNOWN}
    shown = {fact.id for fact in said}
    return case | {name: value for name, value in rest.items() if name not in shown}
