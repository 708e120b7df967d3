"""A valid ID links a row in every world, unless the name says somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from huitoukan.samples.identity import check_digit, shorten


def _id(body: str) -> str:
    return body + check_digit(body)


LI = _id("99010119720826431")
ZHANG = _id("99010119511103265")
WANG = "990101198812241" + "000"  # with a right check digit: see test_numbers_here_are_what_they_should_be
TWICE = _id("99010119900417520")
ELSEWHERE = _id("99022219850707113")
ALWAYS = ("exact", "accepted", "possible")

REGISTERED = [
    {"household_no": "H1", "person_no": "P1", "name": "李建国", "id_no": LI, "village": "大湾村"},
    {"household_no": "H2", "person_no": "P2", "name": "张秀兰", "id_no": ZHANG, "village": "大湾村"},
    {"household_no": "H3", "person_no": "P3", "name": "周全", "id_no": TWICE, "village": "大湾村"},
    {"household_no": "H4", "person_no": "P4", "name": "周全", "id_no": TWICE, "village": "小河村"},
    {"household_no": "H5", "person_no": "P5", "name": "傅海", "id_no": _id("99010119660109417"), "village": "小河村"},
    {"household_no": "H6", "person_no": "P6", "name": "候文", "id_no": _id("99010119930930628"), "village": "小河村"},
    {"household_no": "H7", "person_no": "P7", "name": "王小明", "id_no": _id("99010119880808331"), "village": "小河村"},
]
ROSTER = [
    {"household_no": "R1", "name": "李建国", "id_no": LI, "village": "大湾村"},
    {"household_no": "R8", "name": "赵敏", "id_no": _id("99010120010203446"), "village": "大湾村"},
    # The roster spells the person of H5 otherwise.
    {"household_no": "R5", "name": "符海", "id_no": _id("99010119660109417"), "village": "小河村"},
]


class Case(NamedTuple):
    title: str
    name: str | None
    id_no: str
    worlds: dict[str, tuple[str, ...]]


CASES = [
    Case("the ID as it should be", "李建国", LI, {"P1": ALWAYS}),
    Case(
        "spaces, full width and a note in brackets",
        "李　建国（户主）",
        f" {LI[:6]} {LI[6:14]}　{LI[14:]}",
        {"P1": ALWAYS},
    ),
    Case("15 old digits", "张秀兰", shorten(ZHANG), {"P2": ALWAYS}),
    Case("certificate of 20 characters", "张秀兰", ZHANG + "43", {"P2": ALWAYS}),
    Case("certificate of 22 characters", "张秀兰", ZHANG + "43B1", {"P2": ALWAYS}),
    Case("certificate of 17, from an old ID", "张秀兰", shorten(ZHANG) + "43", {"P2": ALWAYS}),
    Case("somebody in two households", "周全", TWICE, {"P3": ALWAYS, "P4": ALWAYS}),
    Case("somebody of the roster only", "赵敏", ROSTER[1]["id_no"], {ROSTER[1]["id_no"]: ALWAYS}),
    Case("no name", None, LI, {"P1": ALWAYS}),
    Case("another given name", "李大军", LI, {"P1": ALWAYS}),
    Case("a surname that sounds alike", "章秀兰", ZHANG, {"P2": ALWAYS}),
    Case("a surname that looks alike", "侯文", REGISTERED[5]["id_no"], {"P6": ALWAYS}),
    Case("a spelling only the roster knows", "符海", REGISTERED[4]["id_no"], {"P5": ALWAYS}),
    Case("the name after a word for the relation", "户主李建国", LI, {"P1": ALWAYS}),
    Case("somebody from elsewhere", "钱多多", ELSEWHERE, {}),
    Case("from elsewhere, of one name with somebody here", "李建国", ELSEWHERE, {}),
    Case("a number beginning 999999 is no number", "王小明", _id("99999919880808331"), {"P7": ("possible",)}),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_worlds(link_lists: Callable, case: Case) -> None:
    rows = [{"name": each.name, "certificate_no": each.id_no} for each in CASES]
    linked = link_lists({"registered": REGISTERED, "roster": ROSTER, "disability": rows})

    assert linked.worlds("disability", CASES.index(case)) == case.worlds


@pytest.mark.parametrize("name", ["somebody from elsewhere", "from elsewhere, of one name with somebody here"])
def test_rows_from_elsewhere_wait_for_nobody(link_lists: Callable, name: str) -> None:
    rows = [{"name": each.name, "certificate_no": each.id_no} for each in CASES]
    linked = link_lists({"registered": REGISTERED, "roster": ROSTER, "disability": rows})

    assert linked.reviews("disability", [case.title for case in CASES].index(name)) == []


def test_exact_links_have_no_score(link_lists: Callable) -> None:
    linked = link_lists({"registered": REGISTERED, "deaths": [{"name": "李建国", "id_no": LI}]})

    written = linked.tables["out_links"].filter(kind="deaths").row(0, named=True)
    assert (written["person"], written["method"], written["score"], written["gap"]) == ("P1", "exact", None, None)
    assert written["household_no"] == "H1"


def test_another_surname_is_held_back_and_could_be_the_bearer_of_the_name(link_lists: Callable) -> None:
    rows = [{"name": "王晓明", "id_no": LI}]  # the ID of P1, and a homophone of the name of P7
    linked = link_lists({"registered": REGISTERED, "roster": ROSTER, "deaths": rows})

    assert linked.worlds("deaths", 0) == {"P7": ("possible",)}
    assert linked.reviews("deaths", 0) == [("other_name", "P1"), ("other_name", "P7")]


def test_held_back_row_says_nothing_of_the_birth_date_of_its_bearer(link_lists: Callable) -> None:
    """The ID is the owner's: that it has another birth date than the bearer does not speak against the bearer."""
    rows = [{"name": "赵敏", "id_no": LI}]
    linked = link_lists({"registered": REGISTERED, "roster": ROSTER, "deaths": rows})

    assert linked.people("deaths", 0, "possible") == {ROSTER[1]["id_no"]}


def test_000_with_a_right_check_digit(link_lists: Callable) -> None:
    """Nobody's number: it has lost its digits, however right its check digit. Somebody's: it is theirs."""
    owner = _id("99010119881224135")
    lost = next(n for i in range(1000) if (n := f"9901011988122{i:03d}"[:15] + "000") and check_digit(n[:17]) == "0")
    body = lost[:15]
    real = _id(body + "27")
    lists = {
        "registered": [
            {"household_no": "H1", "person_no": "P1", "name": "吴桂芳", "id_no": real},
            {"household_no": "H2", "person_no": "P2", "name": "吴桂香", "id_no": owner},
        ],
        "deaths": [{"name": "吴桂芳", "id_no": lost}],
    }
    assert link_lists(lists).worlds("deaths", 0) == {"P1": ("accepted", "possible")}

    lists["registered"] = [
        *lists["registered"],
        {"household_no": "H3", "person_no": "P3", "name": "吴广发", "id_no": lost},
    ]
    assert link_lists(lists).worlds("deaths", 0) == {"P3": ALWAYS}


def test_certificate_stands_in_for_a_damaged_id(link_lists: Callable) -> None:
    rows = [
        {"name": "李建国", "id_no": int(LI), "certificate_no": LI + "11"},
        {"name": "李建国", "id_no": None, "certificate_no": LI + "11"},
        {"name": "李建国", "id_no": LI, "certificate_no": None},
    ]
    linked = link_lists({"registered": REGISTERED, "disability": rows})

    assert [linked.methods("disability", at) for at in range(3)] == [{"exact"}] * 3
