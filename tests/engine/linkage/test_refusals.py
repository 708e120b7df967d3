"""What must never be linked without a person: somebody else of the name, the family, or the birth date."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from huitoukan.samples.identity import check_digit


def _id(body: str) -> str:
    return body + check_digit(body)


def _typo(number: str, at: int) -> str:
    return number[:at] + str((int(number[at]) + 3) % 10) + number[at + 1 :]


TWIN = _id("99013220120309211")
OTHER_TWIN = _id("99013220120309219")
FATHER = _id("99013219700615339")
SON = _id("99013219990915337")
ELDER = _id("99013219840527163")


def _member(person_no: str, name: str, id_no: str | None, **more: str) -> dict[str, str | None]:
    return {"household_no": f"H{person_no}", "person_no": person_no, "name": name, "id_no": id_no} | more


HERE = {"township": "石桥镇", "village": "大湾村"}
REGISTERED = [
    _member("P1", "何文静", TWIN, birth_date="2012-03-09", household_phone="13900000001", **HERE),
    _member("P2", "何文雅", OTHER_TWIN, birth_date="2012-03-09", household_phone="13900000001", **HERE),
    _member("P3", "冯大海", FATHER, birth_date="1970-06-15", household_phone="13900000002", **HERE),
    _member("P4", "冯大海", SON, birth_date="1999-09-15", household_phone="13900000002", **HERE),
    _member("P5", "陈桂英", ELDER, birth_date="1984-05-27", household_phone="13900000003", **HERE),
    _member("P6", "孔令辉", _id("99013219550511175"), household_phone="13900000004", **HERE),
    _member("P8", "沈月", "1" * 18, household_phone="13900000006", **HERE),
    _member("P7", "孔令辉", _id("99013219550511273"), household_phone="13900000005", **HERE),
]


class Case(NamedTuple):
    title: str
    row: dict[str, str | int | None]
    possible: set[str]


CASES = [
    Case("a name alone", {"head_name": "陈桂英"}, {"P5"}),
    Case("a name and a village", {"head_name": "陈桂英", **HERE}, {"P5"}),
    Case("a name in another village", {"head_name": "陈桂英", "township": "石桥镇", "village": "小河村"}, set()),
    Case("a name in another township", {"head_name": "陈桂英", "township": "白沙乡"}, set()),
    Case("a name that two bear", {"head_name": "冯大海", **HERE}, {"P3", "P4"}),
    Case("a homophone alone", {"head_name": "陈贵英", **HERE}, {"P5"}),
    Case("another given name and a village", {"head_name": "陈桂兰", **HERE}, set()),
    Case(
        "15 digits that twins share, and no name of them", {"head_name": "何文", "head_id_no": int(TWIN)}, {"P1", "P2"}
    ),
    Case("a sibling's digits", {"head_name": "何文丽", "head_id_no": int(TWIN)}, {"P1", "P2"}),
    Case("a wrong digit and another surname", {"head_name": "苏晓梅", "head_id_no": _typo(ELDER, 12)}, set()),
    Case("a wrong digit and no name", {"head_id_no": _typo(ELDER, 12)}, {"P5"}),
    Case("a number typed to fill the cell, here and there", {"head_name": "沈月", "head_id_no": "1" * 18}, {"P8"}),
    Case(
        "one name, another birth date",
        {"head_name": "陈桂英", "head_id_no": int(_id("99013219710203163")), **HERE},
        set(),
    ),
    Case(
        "one name, born on the day, another number",
        {"head_name": "陈桂英", "head_id_no": "990732198405279999", **HERE},
        {"P5"},
    ),
    Case("one name, a number far off", {"head_name": "陈桂英", "head_id_no": "990732198911119994", **HERE}, set()),
    Case(
        "from elsewhere, of one name and village",
        {"head_name": "陈桂英", "head_id_no": _id("99088819910101123"), **HERE},
        set(),
    ),
    Case(
        "from elsewhere, of one name and birth date",
        {"head_name": "陈桂英", "head_id_no": _id("99088819840527123"), **HERE},
        {"P5"},
    ),
    Case(
        "namesakes born on a day, digits lost before they differ",
        {"head_name": "孔令辉", "head_id_no": "9.90132195505110E+17"},
        {"P6", "P7"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_is_not_linked(link_lists: Callable, case: Case) -> None:
    linked = link_lists({"registered": REGISTERED, "water": [each.row for each in CASES]})
    at = CASES.index(case)

    assert linked.people("water", at) == set()
    assert linked.people("water", at, "possible") == case.possible


def test_rows_not_linked_wait_for_a_person(link_lists: Callable) -> None:
    linked = link_lists({"registered": REGISTERED, "water": [each.row for each in CASES]})

    waiting = set(linked.tables["review"]["row_id"])
    assert waiting == {at for at, case in enumerate(CASES) if not case.title.startswith("from elsewhere")}
    reasons = {CASES[at].title: {reason for reason, _ in linked.reviews("water", at)} for at in waiting}
    assert reasons["a name alone"] == {"undecided"}
    assert reasons["another given name and a village"] == {"nobody"}


class Near(NamedTuple):
    title: str
    name: str
    id_no: str | int
    person: str


NEAR = [
    Near("a twin, by the name beside the digits both share", "何文静", int(TWIN), "P1"),
    Near("the other twin", "何文雅", int(OTHER_TWIN), "P2"),
    Near("the other twin, a wrong digit", "何文雅", _typo(OTHER_TWIN, 9), "P2"),
    Near("a father, by his birth date", "冯大海", int(FATHER), "P3"),
    Near("his son of one name", "冯大海", _typo(SON, 10), "P4"),
]


@pytest.mark.parametrize("case", NEAR, ids=lambda case: case.title)
def test_tells_relatives_apart(link_lists: Callable, case: Near) -> None:
    rows = [{"name": each.name, "id_no": each.id_no} for each in NEAR]
    linked = link_lists({"registered": REGISTERED, "deaths": rows})

    assert linked.people("deaths", NEAR.index(case)) == {case.person}
