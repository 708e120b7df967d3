"""Who is a subject, by which number, and with which rows."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from huitoukan.samples.identity import check_digit


def _id(body: str) -> str:
    return body + check_digit(body)


A, B = _id("99013219690421317"), _id("99013219811112328")
LISTS = {
    "registered": [
        {"household_no": "H1", "person_no": "P1", "name": "万长水", "id_no": A},
        {"household_no": "H1", "person_no": "P1", "name": "万长水", "id_no": A},  # the same row twice
        {"household_no": "H2", "person_no": "P2", "name": "万长水", "id_no": A},  # in another household too
        {"household_no": "H3", "person_no": None, "name": "方小燕", "id_no": B},
        {"household_no": "H3", "person_no": None, "name": "方雨", "id_no": None},
        {"household_no": "H4", "person_no": "P1", "name": "万长水", "id_no": A},  # one number, two households
    ],
    "roster": [
        {"household_no": "R1", "name": "万长水", "id_no": A},
        {"household_no": "R2", "name": "顾青", "id_no": _id("99013219750130235")},
        {"household_no": "R2", "name": "顾青", "id_no": _id("99013219750130235")},
        {"household_no": "R3", "name": "江一", "id_no": "990132197501300000"[:15] + "000"},
        {"household_no": "R3", "name": "江二", "id_no": "990132197501300000"[:15] + "000"},
        {"household_no": "R4", "name": "马良", "id_no": "999999999999999999"},
        {"household_no": "R5", "name": "赵六", "id_no": B},  # the ID of somebody else
    ],
    "helpers": [
        {"household_no": "H1", "helper_name": "某某", "helper_id_no": B},
        {"household_no": "H9", "helper_name": "某某", "helper_id_no": B},
        {"household_no": "R2", "helper_name": "某某", "helper_id_no": B},
    ],
}


def test_subjects(link_lists: Callable) -> None:
    subjects = link_lists(LISTS).tables["subject"].sort("subject_id")

    rows = subjects.select("origin", "row_id", "person_no", "household_no", "registered", "id18").rows()
    assert rows == [
        ("registered", 0, "P1", "H1", True, A),
        ("registered", 2, "P2", "H2", True, A),
        ("registered", 3, B, "H3", True, B),
        ("registered", 4, "registered.xlsx#Sheet1#6", "H3", True, None),
        ("registered", 5, "P1", "H4", True, A),
        ("roster", 1, _id("99013219750130235"), "R2", False, _id("99013219750130235")),
        ("roster", 3, "990132197501300000", "R3", False, None),
        ("roster", 4, "990132197501300000", "R3", False, None),
        ("roster", 5, "roster.xlsx#Sheet1#7", "R4", False, None),
        ("roster", 6, B, "R5", False, B),
    ]
    assert subjects["subject_id"].is_unique().all()


def test_rows_of_a_subject(link_lists: Callable) -> None:
    linked = link_lists(LISTS)
    rows = linked.tables["subject_row"].join(linked.tables["subject"], on="subject_id").sort("kind", "row_id")

    def of(person_no: str, household_no: str) -> list[tuple[str, int]]:
        own = rows.filter((pl.col("person_no") == person_no) & (pl.col("household_no") == household_no))
        return own.select("kind", "row_id").rows()

    assert of("P1", "H1") == [("registered", 0), ("registered", 1), ("roster", 0)]
    assert of("P2", "H2") == [("registered", 2), ("roster", 0)]
    assert of(_id("99013219750130235"), "R2") == [("roster", 1), ("roster", 2)]


def test_helpers_by_household_number(link_lists: Callable) -> None:
    linked = link_lists(LISTS)

    assert linked.tables["household_link"].rows() == [("helpers", 0, "H1")]
    written = linked.tables["out_links"].filter(kind="helpers").select("person", "household_no", "registered", "method")
    assert written.rows() == [(None, "H1", True, "household_no")]


def test_registry_rows_are_written_as_links(link_lists: Callable) -> None:
    written = link_lists(LISTS).tables["out_links"].filter(pl.col("kind").is_in(["registered", "roster"]))

    methods = written.group_by("kind", "method").len().sort("kind", "method").rows()
    assert methods == [("registered", "own", 6), ("roster", "exact", 3), ("roster", "own", 6)]
