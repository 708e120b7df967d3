"""Names and villages that are written in more ways than one still lead to their people."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from huitoukan.samples.identity import check_digit


def _number(at: int) -> str:
    body = f"990132198405{10 + at % 18:02d}{100 + at:03d}"
    return body + check_digit(body)


def _typo(number: str) -> str:
    return number[:12] + str((int(number[12]) + 4) % 10) + number[13:]


class Case(NamedTuple):
    title: str
    known: str
    written: str
    evidence: str | None
    """None: for a person to decide."""


CASES = [
    Case("no dot", "阿依古丽·买买提", "阿依古丽买买提", "姓名同音"),
    Case("another dot", "阿依古丽·买买提", "阿依古丽•买买提", "姓名相同"),
    Case("cut after four characters", "阿卜杜热合曼·吐尔逊", "阿卜杜热", "姓名只写了前几个字"),
    Case("the first part only", "茹仙·吐尔逊", "茹仙", "姓名只写了前几个字"),
    Case("parts the other way round", "古丽·买买提", "买买提·古丽", "姓名同音"),
    Case("in Latin letters", "陈桂英", "Chen Gui Ying", "姓名同音"),
    Case("a character that could not be written", "王㛃梅", "王?梅", "姓名相近"),
    Case("a rare character in parts", "薛清喆", "薛清吉吉", "姓名形近"),
    Case("a look-alike of the surname", "徐建国", "除建国", "姓名形近"),
    Case("one character wrong, in a place of its own", "乔英林", "乔英霜", "姓名相近"),
    Case("one of two characters wrong", "乔英", "乔霜", None),
    Case("a long name with a slip", "阿卜杜热合曼·吐尔逊", "阿卜杜热合满·吐尔孙", "姓名相近"),
]
REGISTERED = [
    {"household_no": f"H{at}", "person_no": f"P{at}", "name": case.known, "id_no": _number(at)}
    for at, case in enumerate(CASES)
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_with_a_digit_wrong(link_lists: Callable, case: Case) -> None:
    rows = [{"name": each.written, "id_no": _typo(_number(at))} for at, each in enumerate(CASES)]
    linked = link_lists({"registered": REGISTERED, "disability": rows})
    at = CASES.index(case)

    if case.evidence is None:
        assert linked.people("disability", at) == set()
        assert linked.reviews("disability", at)[0] == ("undecided", f"P{at}")
        return
    assert linked.people("disability", at) == {f"P{at}"}
    written = linked.tables["out_links"].filter(kind="disability", row_id=at).row(0, named=True)
    assert case.evidence in written["evidence"]


def test_a_valid_number_with_another_surname_but_the_same_given_name_is_a_slip(link_lists: Callable) -> None:
    registered = [{"household_no": "H1", "person_no": "P1", "name": "徐建国", "id_no": _number(0)}]
    rows = [{"name": "余建国", "id_no": _number(0)}, {"name": "张红梅", "id_no": _number(0)}]
    linked = link_lists({"registered": registered, "disability": rows})

    assert linked.worlds("disability", 0)["P1"] == ("exact", "accepted", "possible")
    assert linked.reviews("disability", 1) == [("other_name", "P1")]


def _moved(people: int) -> dict[str, list[dict[str, str]]]:
    """A village that housing still lists by its old name, with so many people known there by their ID."""
    registered = [
        {"household_no": f"H{at}", "person_no": f"P{at}", "name": name, "id_no": _number(at), "village": "漪坪村"}
        for at, name in enumerate(("陈桂英", "李建国", "王秀兰", "赵海波", "孙玉梅", "周文斌", "吴晓霞")[: people + 1])
    ]
    rows = [{"head_name": r["name"], "head_id_no": r["id_no"], "village": "大坳村"} for r in registered[:-1]]
    return {"registered": registered, "housing": [*rows, {"head_name": registered[-1]["name"], "village": "大坳村"}]}


@pytest.mark.parametrize(("people", "known"), [(4, False), (5, True)])
def test_an_old_name_of_a_village_is_learnt_from_those_who_are_known(
    link_lists: Callable, people: int, known: bool
) -> None:
    linked = link_lists(_moved(people))

    assert linked.people("housing", people, "possible") == ({f"P{people}"} if known else set())


def test_a_name_too_many_bear_pairs_nobody(link_lists: Callable, pack: object) -> None:
    bearers = pack.linkage.bucket_most + 1  # type: ignore[attr-defined]
    registered = [
        {"household_no": f"H{at}", "person_no": f"P{at}", "name": "王芳", "id_no": _number(at)} for at in range(bearers)
    ]
    registered.append({"household_no": "X", "person_no": "X", "name": "欧阳慧敏", "id_no": _number(500)})
    linked = link_lists({"registered": registered, "deaths": [{"name": "王芳"}, {"name": "欧阳慧敏"}]})

    assert linked.people("deaths", 0, "possible") == set()
    assert linked.people("deaths", 1, "possible") == {"X"}
