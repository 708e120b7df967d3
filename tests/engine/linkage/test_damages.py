"""A row with something wrong with its ID and enough left of it is linked, and says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from huitoukan.samples.identity import check_digit, shorten

OWN = "99013219840527163" + check_digit("99013219840527163")


class Case(NamedTuple):
    title: str
    name: str
    id_no: str | int
    evidence: str


def _swap(at: int) -> str:
    return OWN[:at] + OWN[at + 1] + OWN[at] + OWN[at + 2 :]


def _typo(at: int) -> str:
    return OWN[:at] + str((int(OWN[at]) + 4) % 10) + OWN[at + 1 :]


CASES = [
    Case("number cell", "陈桂英", int(OWN), "证件号码前15位相同"),
    Case("number saved as text", "陈桂英", OWN[:15] + "000", "证件号码前15位相同"),
    Case("number cell with an old number", "陈桂英", int(shorten(OWN)), "证件号码前15位相同"),
    Case("scientific notation with all digits", "陈桂英", f"{OWN[0]}.{OWN[1:16]}E+17", "证件号码前15位相同"),
    Case("certificate made of a damaged number", "陈桂英", OWN[:15] + "00042", "证件号码前15位相同"),
    Case("wrong digit in the area", "陈桂英", _typo(3), "证件号码一位之差或相邻两位颠倒"),
    Case("wrong digit in the birth year", "陈桂英", _typo(8), "证件号码一位之差或相邻两位颠倒"),
    Case("wrong digit in the birth day", "陈桂英", _typo(13), "证件号码一位之差或相邻两位颠倒"),
    Case("wrong serial digit", "陈桂英", _typo(15), "证件号码一位之差或相邻两位颠倒"),
    Case("wrong check digit", "陈桂英", _typo(17), "证件号码一位之差或相邻两位颠倒"),
    Case("swap in the birth date", "陈桂英", _swap(9), "证件号码一位之差或相邻两位颠倒"),
    Case("swap in the middle of the birth date", "陈桂英", _swap(11), "证件号码一位之差或相邻两位颠倒"),
    Case("swap of area and birth year", "陈桂英", _swap(5), "证件号码一位之差或相邻两位颠倒"),
    Case("swap of birth day and serial", "陈桂英", _swap(13), "证件号码一位之差或相邻两位颠倒"),
    Case("swap in the serial", "陈桂英", _swap(15), "证件号码一位之差或相邻两位颠倒"),
    Case("one character missing", "陈桂英", OWN[:10] + OWN[11:], "证件号码一位之差或相邻两位颠倒"),
    Case("one character too many", "陈桂英", OWN[:12] + "7" + OWN[12:], "证件号码一位之差或相邻两位颠倒"),
    Case("certificate with a wrong digit", "陈桂英", _typo(12) + "42", "证件号码一位之差或相邻两位颠倒"),
    Case("wrong digit and a homophone", "陈贵英", _typo(12), "姓名同音"),
    Case("number cell and a homophone", "陈桂瑛", int(OWN), "姓名同音"),
    Case("wrong digit and a look-alike", "阵桂英", _typo(12), "姓名形近"),
    Case("wrong digit and one character wrong", "陈桂花", _typo(12), "姓名相近"),
    Case("swap and an annotation", "户主陈桂英", _swap(9), "姓名相近"),
]

REGISTERED = [
    {"household_no": "H1", "person_no": "P1", "name": "陈桂英", "id_no": OWN},
    {"household_no": "H2", "person_no": "P2", "name": "陈桂英", "id_no": "990101196506123" + "421"},
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_is_linked(link_lists: Callable, case: Case) -> None:
    rows = [{"name": each.name, "id_no": each.id_no} for each in CASES]
    linked = link_lists({"registered": REGISTERED, "disability": rows})
    at = CASES.index(case)

    assert linked.worlds("disability", at) == {"P1": ("accepted", "possible")}
    assert linked.methods("disability", at) == {"scored"}
    assert linked.reviews("disability", at) == []
    written = linked.tables["out_links"].filter(kind="disability", row_id=at).row(0, named=True)
    assert written["person"] == "P1"
    assert case.evidence in written["evidence"]


def test_old_scientific_notation_keeps_too_little(link_lists: Callable) -> None:
    linked = link_lists({"registered": REGISTERED[:1], "deaths": [{"name": "陈桂英", "id_no": "9.90132E+17"}]})

    assert linked.people("deaths", 0) == set()
    assert linked.reviews("deaths", 0) == [("undecided", "P1")]
    assert linked.people("deaths", 0, "possible") == {"P1"}
