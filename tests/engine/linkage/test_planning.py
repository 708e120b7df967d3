"""Linkage as a whole: no order of rows and no missing column changes what it says."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import polars as pl
import pytest

from huitoukan.engine import linkage
from huitoukan.engine.results import LINK_REVIEWS, LINKS
from huitoukan.policy import Pack
from huitoukan.samples.identity import check_digit


def _id(body: str) -> str:
    return body + check_digit(body)


PEOPLE = [
    ("王芳", _id("99013219690421317")),
    ("王芳", _id("99013219811112328")),
    ("王方", _id("99013219750130235")),
    ("刘洋", _id("99013219900101111")),
    ("刘阳", _id("99013219900101315")),
    ("李红", _id("99013219551212224")),
]


def _lists(random: Random | None) -> dict[str, list[dict[str, str | int | None]]]:
    registered = [
        {"household_no": f"H{at}", "person_no": f"P{at}", "name": name, "id_no": number}
        for at, (name, number) in enumerate(PEOPLE[:4])
    ]
    roster = [{"household_no": f"R{at}", "name": name, "id_no": number} for at, (name, number) in enumerate(PEOPLE)]
    deaths: list[dict[str, str | int | None]] = [{"name": name, "id_no": None} for name, _ in PEOPLE]
    deaths += [{"name": name, "id_no": number[:15] + "000"} for name, number in PEOPLE]
    deaths += [{"name": "赵六", "id_no": number} for _, number in PEOPLE]
    deaths += [{"name": name, "id_no": number} for name, number in PEOPLE]
    lists = {"registered": registered, "roster": roster, "deaths": deaths}
    for each in (*registered, *roster):
        each["village"] = "大湾村"
    if random:
        for rows in lists.values():
            random.shuffle(rows)
    return lists


def _said(link_lists: Callable, lists: dict[str, list[dict[str, str | int | None]]]) -> list[tuple[object, ...]]:
    """Links in words that do not name rows or subjects by their place (which of two equal ones comes first)."""
    linked = link_lists(lists)
    rows = {("deaths", at): (row["name"], row["id_no"]) for at, row in enumerate(lists["deaths"])}
    links = linked.tables["link"].join(linked.tables["subject"].select("subject_id", "person_no"), on="subject_id")
    return sorted(
        (
            (*rows[link["kind"], link["row_id"]], link["person_no"], link["method"], link["score"], link["gap"] or None)
            for link in links.iter_rows(named=True)
        ),
        key=str,
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_says_nothing(link_lists: Callable, seed: int) -> None:
    assert _said(link_lists, _lists(Random(seed))) == _said(link_lists, _lists(None))


def test_tables_have_their_columns(link_lists: Callable) -> None:
    linked = link_lists(_lists(None))

    for table, columns in (("out_links", LINKS), ("review", LINK_REVIEWS)):
        frame = linked.tables[table]
        assert set(frame.columns) == set(columns)
        assert {name: dtype for name, dtype in frame.schema.items() if name != "rank"} == {
            name: dtype for name, dtype in columns.items() if name != "rank"
        }
    assert linked.tables["link"].select("kind", "row_id", "subject_id").is_duplicated().sum() == 0


def test_every_row_is_linked_or_waits_or_is_from_elsewhere(link_lists: Callable) -> None:
    lists = _lists(None)
    lists["deaths"].append({"name": "钱七", "id_no": _id("99088819660606116")})
    linked = link_lists(lists)

    accepted = set(linked.tables["link"].filter("in_accepted")["row_id"])
    waiting = set(linked.tables["review"]["row_id"])
    assert accepted.isdisjoint(waiting)
    assert accepted | waiting == set(range(len(lists["deaths"]) - 1))


@pytest.mark.parametrize("kind", ["deaths", "disability", "housing", "helpers", "roster"])
def test_lists_may_be_as_bare_as_their_kinds_allow(link_lists: Callable, kind: str) -> None:
    bare = {
        "deaths": {"id_no": PEOPLE[0][1]},
        "disability": {"certificate_no": PEOPLE[0][1] + "42"},
        "housing": {"head_name": "王芳"},
        "helpers": {"household_no": "H0"},
        "roster": {"name": "王芳"},
    }
    linked = link_lists({"registered": _lists(None)["registered"], kind: [bare[kind]]})

    assert linked.tables["subject"].filter(pl.col("registered")).height == 4


def test_steps_are_named_once_and_bind_what_they_name(pack: Pack) -> None:
    present = {kind.id: frozenset(kind.fields) for kind in pack.kinds.values()}
    steps = linkage.steps(pack, present, decisions=True)

    assert len({step.name for step in steps}) == len(steps)
    for step in steps:
        assert all(f"${name}" in step.sql for name in step.values)
