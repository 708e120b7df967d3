"""Firm, for review, or no finding at all: the three worlds, on rows linked by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine import backends
from huitoukan.engine.facts.book import FactBook
from huitoukan.engine.facts.steps import fact_tables
from huitoukan.engine.plan import Plan
from huitoukan.engine.rules import RuleBook, found_steps
from huitoukan.engine.sql import Values
from huitoukan.policy import load_pack, parameters_on
from huitoukan.policy.models import Level

AS_OF = dt.date(2026, 10, 31)
REGISTERED = {"row_id", "household_no", "person_no", "name", "id_no", "id_no_id18", "id_no_checks", "birth_date"}
EXACT, SCORED, POSSIBLE = (True, True, True), (False, True, True), (False, False, True)
REFUTED = (True, False, False)
"""An exact link to a roster person who, by a scored link, turns out to be somebody registered."""


def confidence(
    tmp_path: Path, rule_id: str, kind: str, rows: Sequence[tuple[dict[str, object], tuple[bool, ...]]]
) -> str | None:
    """What the one registered person (or household) of this little county is found as."""
    pack = load_pack()
    parameters = parameters_on(pack, AS_OF)
    columns = {name for row, _ in rows for name in row} | {"status", "settled_on", "self_paid", "year", "kind", "month"}
    present = {"registered": frozenset(REGISTERED), kind: frozenset(columns & set(pack.kinds[kind].fields))}
    rule = pack.rules[rule_id]
    book = RuleBook(FactBook(pack, present, AS_OF, parameters), [rule])
    values = Values(AS_OF, parameters)
    tables = fact_tables(book.book, book.facts(), values)
    level = Level(rule.level)
    steps = (*tables.steps, *found_steps(book, level, tables.table(level), values.fresh()))
    inputs = {name: (tmp_path / f"{name}.parquet",) for name in _write(tmp_path, kind, rows, columns)}
    out = tmp_path / "out" / "found.parquet"
    out.parent.mkdir()
    backends.run(Plan(inputs, steps, {f"found_{level}": out}), scratch=tmp_path / "scratch")
    found = pl.read_parquet(out)["confidence"].to_list()
    return str(found[0]) if found else None


def _write(
    folder: Path, kind: str, rows: Sequence[tuple[dict[str, object], tuple[bool, ...]]], columns: set[str]
) -> list[str]:
    person = {
        "row_id": 0, "household_no": "H1", "person_no": "P1", "name": "甲", "id_no": "x", "id_no_id18": None,
        "id_no_checks": False, "birth_date": dt.date(1980, 1, 1),
    }  # fmt: skip
    frames = {
        "list_registered": pl.DataFrame([person], schema_overrides={"id_no_id18": pl.String}),
        f"list_{kind}": pl.DataFrame(
            [{"row_id": n, **dict.fromkeys(columns), **row} for n, (row, _) in enumerate(rows)]
        ),
        "subject": pl.DataFrame([
            {"subject_id": 1, "origin": "registered", "kind": "registered", "row_id": 0, "person_no": "P1",
             "household_no": "H1", "registered": True, "in_exact": True, "in_accepted": True, "in_possible": True},
        ]),
        "subject_row": pl.DataFrame([{"subject_id": 1, "kind": "registered", "row_id": 0}]),
        "link": pl.DataFrame([
            {"kind": kind, "row_id": n, "subject_id": 1, "in_exact": worlds[0], "in_accepted": worlds[1],
             "in_possible": worlds[2], "method": "exact", "score": None}
            for n, (_, worlds) in enumerate(rows)
        ], schema_overrides={"score": pl.Float64}),
    }  # fmt: skip
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return list(frames)


def claim(paid: float) -> dict[str, object]:
    return {"self_paid": paid, "settled_on": dt.date(2026, 5, 1)}


BURDEN = [
    ("exact rows alone reach the line", [(claim(5000), EXACT)], "firm"),
    ("a weaker row adds to what exact rows prove", [(claim(5000), EXACT), (claim(900), SCORED)], "firm"),
    ("only with a weaker row", [(claim(4000), EXACT), (claim(1000), SCORED)], "review"),
    ("only with a row that could be this person", [(claim(4000), EXACT), (claim(9000), POSSIBLE)], None),
    ("a weaker link takes the exact row away", [(claim(9000), REFUTED)], None),
    ("nothing reaches the line", [(claim(4999.99), EXACT)], None),
]
ENROLLED: dict[str, object] = {"year": 2026, "status": "正常参保"}
LAST_YEAR: dict[str, object] = {"year": 2025, "status": "正常参保"}
ABSENCE = [
    ("not on the list", [(LAST_YEAR, EXACT)], "firm"),
    ("on the list", [(ENROLLED, EXACT)], None),
    ("on the list by a weaker link", [(ENROLLED, SCORED)], None),
    ("an unlinked row could be this person", [(ENROLLED, POSSIBLE)], "review"),
    ("an unlinked row of another year says nothing", [(LAST_YEAR, POSSIBLE)], "firm"),
]


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in BURDEN], ids=[case[0] for case in BURDEN])
def test_a_sum_over_a_line(
    rows: list[tuple[dict[str, object], tuple[bool, ...]]], expected: str | None, tmp_path: Path
) -> None:
    assert confidence(tmp_path, "medical.burden", "medical_claims", rows) == expected


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in ABSENCE], ids=[case[0] for case in ABSENCE])
def test_an_absence(
    rows: list[tuple[dict[str, object], tuple[bool, ...]]], expected: str | None, tmp_path: Path
) -> None:
    assert confidence(tmp_path, "insurance.none", "medical_enrolment", rows) == expected
