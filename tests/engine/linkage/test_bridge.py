"""A registered person whose ID is damaged is found on the roster, and rows of the roster person are then theirs."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from huitoukan.samples.identity import check_digit


def _id(body: str) -> str:
    return body + check_digit(body)


WAN = _id("99013219690421317")
FANG = _id("99013219811112328")
QIN = _id("99013220080808119")
TWIN = _id("99013220080808151")
PLACE = {"township": "石桥镇", "village": "大湾村"}


def _registered(
    number: int, name: str, id_no: str | int | None, birth: str, **more: str
) -> dict[str, str | int | None]:
    return {
        "household_no": f"H{number}",
        "person_no": f"P{number}",
        "name": name,
        "id_no": id_no,
        "sex": "男" if number % 2 else "女",
        "birth_date": birth,
        "household_phone": f"1390000000{number}",
        **PLACE,
        **more,
    }


def _rostered(number: int, name: str, id_no: str | int | None, birth: str) -> dict[str, str | int | None]:
    return {
        "household_no": f"R{number}",
        "name": name,
        "id_no": id_no,
        "sex": "男" if number % 2 else "女",
        "birth_date": birth,
        "phone": f"1390000000{number}",
        **PLACE,
    }


ROSTER = [
    _rostered(1, "万长水", WAN, "1969-04-21"),
    _rostered(2, "方小燕", FANG, "1981-11-12"),
    _rostered(3, "秦岭", QIN, "2008-08-08"),
    _rostered(3, "秦岚", TWIN, "2008-08-08"),
    _rostered(5, "江一平", None, "1975-01-30"),
    _rostered(7, "白云山", _id("99013219330303117"), "1933-03-03"),
]
REGISTERED = [
    _registered(1, "万长水", WAN[:12] + "9" + WAN[13:], "1969-04-21"),  # one wrong digit
    _registered(2, "方小艳", "999999198111120000", "1981-11-12"),  # no number, a homophone
    _registered(3, "秦岭", int(QIN), "2008-08-08"),  # its last digits are lost, and a twin's begin so too
    _registered(5, "江一平", _id("99013219750130235"), "1975-01-30"),  # the roster has no number
    _registered(7, "白云山", _id("99099919330303311"), "1933-03-03"),  # another number: could be, no more
]
DEATHS = [
    {"name": "万长水", "id_no": WAN},
    {"name": "方小燕", "id_no": FANG},
    {"name": "秦岭", "id_no": QIN},
    {"name": "秦岚", "id_no": TWIN},
    {"name": "万长水", "id_no": int(WAN)},
    {"name": "白云山", "id_no": ROSTER[5]["id_no"]},
]
COUNTY = {"registered": REGISTERED, "roster": ROSTER, "deaths": DEATHS}


def test_rows_exact_to_the_roster_are_those_of_the_registered_person(link_lists: Callable) -> None:
    linked = link_lists(COUNTY)

    for at, (own, person) in enumerate([(WAN, "P1"), (FANG, "P2"), (QIN, "P3")]):
        assert linked.worlds("deaths", at) == {own: ("exact",), person: ("accepted", "possible")}
        assert linked.methods("deaths", at) == {"exact", "bridge"}


def test_bridge_has_the_weaker_score(link_lists: Callable) -> None:
    written = link_lists(COUNTY).tables["out_links"]

    bridge = written.filter(kind="deaths", row_id=0).row(0, named=True)
    paired = written.filter(kind="roster", row_id=0).row(0, named=True)
    assert (bridge["person"], bridge["method"]) == ("P1", "bridge")
    assert bridge["score"] == paired["score"] > 6
    assert bridge["evidence"].startswith("证件号码与花名册相同；姓名相同；证件号码一位之差")


def test_a_damaged_row_links_through_the_bridge_too(link_lists: Callable) -> None:
    linked = link_lists(COUNTY)

    assert linked.worlds("deaths", 4) == {"P1": ("accepted", "possible")}


def test_the_twin_stays_on_the_roster(link_lists: Callable) -> None:
    linked = link_lists(COUNTY)

    assert linked.worlds("deaths", 3) == {TWIN: ("exact", "accepted", "possible")}
    assert linked.subject(TWIN)["in_accepted"]


def test_roster_people_are_subjects_while_nobody_registered_is_them(link_lists: Callable) -> None:
    linked = link_lists(COUNTY)
    worlds = {
        row["person_no"]: [row[f"in_{world}"] for world in ("exact", "accepted", "possible")]
        for row in linked.tables["subject"].filter(~pl.col("registered")).iter_rows(named=True)
    }

    assert worlds == {
        WAN: [True, False, False],
        FANG: [True, False, False],
        QIN: [True, False, False],
        TWIN: [True, True, True],
        "roster.xlsx#Sheet1#6": [True, False, False],
        ROSTER[5]["id_no"]: [True, True, False],
    }


def test_a_pair_that_is_only_possible_moves_its_rows_in_that_world_only(link_lists: Callable) -> None:
    linked = link_lists(COUNTY)

    assert linked.worlds("deaths", 5) == {ROSTER[5]["id_no"]: ("exact", "accepted"), "P7": ("possible",)}


def test_without_a_roster_a_valid_number_finds_the_damaged_one(link_lists: Callable) -> None:
    linked = link_lists({"registered": REGISTERED, "deaths": DEATHS})

    assert linked.worlds("deaths", 0) == {"P1": ("accepted", "possible")}
    assert linked.worlds("deaths", 2) == {"P3": ("accepted", "possible")}
    assert linked.people("deaths", 3) == set()


def test_a_row_counts_once_for_somebody_who_could_be_two(link_lists: Callable) -> None:
    """Two of the roster could be the registered person, and the row could be either of them."""
    twice = [
        _rostered(1, "万长水", None, "1969-04-21"),
        {**_rostered(1, "万长水", None, "1969-04-21"), "household_no": "R9"},
    ]
    linked = link_lists({"registered": REGISTERED[:1], "roster": twice, "deaths": [{"name": "万长水", "id_no": None}]})

    links = linked.tables["link"].filter(kind="deaths")
    assert links.select("row_id", "subject_id").is_duplicated().sum() == 0
    assert linked.people("deaths", 0, "possible") == {"P1"}


def test_nobody_is_listed_twice_in_one_household(link_lists: Callable) -> None:
    """A damaged twin is not the twin of the same household, who is registered with a good ID."""
    lists = {
        "registered": [
            _registered(3, "秦岭", QIN, "2008-08-08"),
            _registered(3, "秦玲", int(TWIN), "2008-08-08", person_no="P4"),
        ],
        "roster": [ROSTER[2]],
        "deaths": [{"name": "秦岭", "id_no": QIN}],
    }

    assert set(link_lists(lists).worlds("deaths", 0)) == {"P3"}
