"""What becomes of each record of a list, and counts that add up."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import COUNTY, EAST, WEST, County
from tests.domain.registry.desk import IDS, NOVEMBER, Desk, landed, people_on, person, registered

from huitoukan.core.access.roles import Role
from huitoukan.domain.registry.enums import CONTRADICTING, Change, Conflict
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.queries import AsOf, households, households_changed, newest_landing, persons_changed

BEFORE = (
    person(1, id_no=IDS[1]),
    person(2),
    person(3, 3),
    person(4, 3),
    person(5, 5, township="西岭乡", village="云台村"),
)


def changes(brought: Import) -> dict[str, Change]:
    return {record.key: record.change for record in persons_changed(brought).records}


def home_changes(brought: Import) -> dict[str, Change]:
    return {record.key: record.change for record in households_changed(brought).records}


def add_up(brought: Import) -> Any:
    """Every sum that a page shows."""
    counts = brought.counts
    assert counts["rows"] == counts["used"] + counts["aside"]
    assert counts["rows"] == sum(sheet.rows_read for sheet in brought.sheets.exclude(kind=""))
    assert counts["used"] == sum(each.rows for each in brought.lists.all())
    assert counts["aside"] == sum(sheet.rows_set_aside for sheet in brought.sheets.all())
    for which in ("persons", "households"):
        found = counts[which]
        on_list = (Change.NEW, Change.CHANGED, Change.MOVED, Change.SAME, Change.CONFLICT)
        assert found["listed"] == sum(found[change] for change in on_list)
        assert found["after"] == found["before"] + found[Change.NEW] - found[Change.GONE]
    return counts


@pytest.fixture
def first(desk: Desk) -> Import:
    return landed(desk.land(registered(*BEFORE)))


def test_on_an_empty_registry_everybody_is_new(desk: Desk) -> None:
    counts = add_up(desk.bring(registered(*BEFORE)))
    assert (counts["persons"]["new"], counts["households"]["new"], counts["rows"]) == (5, 3, 5)


def test_each_record_is_new_changed_moved_gone_or_the_same(desk: Desk, first: Import) -> None:
    brought = desk.bring(
        registered(
            person(1, id_no=IDS[1]),
            person(2, health="患有大病"),
            person(3, 3, village="石桥村"),
            person(5, 1, township="西岭乡", village="云台村"),
            person(6, 6, township="西岭乡", village="云台村"),
        ),
        day=NOVEMBER,
    )
    counts = add_up(brought)
    found = {"P2": "changed", "P3": "moved", "P4": "gone", "P5": "moved", "P6": "new"}
    assert changes(brought) == found
    assert counts["persons"]["same"] == 1
    landed(desk.confirm(brought))
    assert len(people_on(NOVEMBER)) == counts["persons"]["after"] == 5


def test_before_and_after_stand_beside_each_other(desk: Desk, first: Import) -> None:
    brought = desk.bring(
        registered(person(2, health="患有大病", identified_on="2026-05")), day=NOVEMBER, is_complete=False
    )
    (record,) = persons_changed(brought).records
    assert record.differences == [("health", "健康", "患有大病")]
    (home,) = households_changed(brought).records
    assert ("identified_on", None, "2026-05") in home.differences


@pytest.mark.parametrize(
    ("rows", "is_complete", "gone"),
    [
        (BEFORE[:2], False, set()),  # a list of some says nothing of the others
        (BEFORE[:2], True, {"P3", "P4"}),  # nothing either of a township that it does not have
        (BEFORE[4:], True, set()),
        ((BEFORE[0], BEFORE[4]), True, {"P2", "P3", "P4"}),
    ],
)
def test_who_is_not_on_a_complete_list_is_gone_from_its_townships(
    desk: Desk, first: Import, rows: Any, is_complete: bool, gone: set[str]
) -> None:
    brought = desk.bring(registered(*rows), day=NOVEMBER, is_complete=is_complete)
    add_up(brought)
    assert {key for key, change in changes(brought).items() if change is Change.GONE} == gone


def conflict(brought: Import) -> tuple[str, Conflict | None]:
    counts = add_up(brought)
    (record,) = (
        *persons_changed(brought, change="conflict").records,
        *households_changed(brought, change="conflict").records,
    )
    assert counts["persons"]["conflict"] + counts["households"]["conflict"] == 1
    return record.key, record.conflict


def test_one_number_with_two_contents_is_a_conflict_and_both_are_shown(desk: Desk) -> None:
    brought = desk.bring(registered(person(1), person(2), person(2, health="残疾")))
    assert conflict(brought) == ("P2", Conflict.REPEATED)
    (record,) = persons_changed(brought, change="conflict").records
    assert [side["health"] for side in record.sides] == ["健康", "残疾"]
    landed(desk.confirm(brought))
    assert set(people_on(NOVEMBER)) == {"P1"}


def test_the_same_row_twice_is_one_record(desk: Desk) -> None:
    brought = desk.bring(
        registered(person(1), person(1), name="甲.csv"), registered(person(1), person(2), name="乙.csv")
    )
    counts = add_up(brought)
    assert (counts["persons"]["listed"], counts["rows_repeated"], counts["persons"]["conflict"]) == (2, 2, 0)


def test_another_id_number_under_a_known_person_number_is_a_conflict(desk: Desk, first: Import) -> None:
    brought = desk.bring(registered(person(1, id_no=IDS[2])), day=NOVEMBER, is_complete=False)
    assert conflict(brought) == ("P1", Conflict.OTHER_ID)


def test_an_id_number_where_there_was_none_is_a_change(desk: Desk, first: Import) -> None:
    brought = desk.bring(registered(person(2, id_no=IDS[2])), day=NOVEMBER, is_complete=False)
    assert changes(brought) == {"P2": Change.CHANGED}


def test_where_members_contradict_each_other_the_head_counts_and_all_is_kept(desk: Desk) -> None:
    other = {"income_per_capita": "12000", "identified_on": "2024-05"}
    rows = (person(1, identified_on="2024-03"), person(2, **other), person(4, **other), person(3, 3))
    brought = desk.bring(registered(*rows))
    assert add_up(brought)["households"]["contradicting"] == 1
    (home,) = households_changed(brought, change=CONTRADICTING).records
    assert (home.key, home.change, home.conflict) == ("99H1", Change.NEW, None)
    assert sorted(home.clashing_fields) == ["identified_on", "income_per_capita"]
    assert {side["income_per_capita"] for side in home.sides} == {9000.0, 12000.0}
    landed(desk.confirm(brought))
    kept = {each.number: each for each in households(AsOf(NOVEMBER, newest_landing()))}
    assert kept["99H1"].facts["income_per_capita"] == 9000.0
    assert kept["99H1"].disputed == {"income_per_capita": [12000.0], "identified_on": ["2024-05"]}
    assert kept["99H3"].disputed == {}


@pytest.mark.parametrize(
    ("other", "is_apart"),
    [
        ({"township": "西岭乡", "village": "云台村"}, True),
        ({"village": "石桥村"}, True),
        ({"village": "柳树"}, False),  # the same village in other words
        ({"village": "无名村"}, False),  # nobody knows where that is
        ({"village": ""}, False),
    ],
)
def test_two_families_under_one_number_are_a_conflict(desk: Desk, other: dict[str, str], is_apart: bool) -> None:
    brought = desk.bring(registered(person(1), person(3, 1, **other)))
    (home,) = households_changed(brought).records
    assert home.conflict == (Conflict.APART if is_apart else None)
    assert (home.change is Change.CONFLICT) == is_apart
    assert add_up(brought)["households"]["contradicting"] == 0


def test_a_contradiction_that_comes_or_goes_is_a_change(desk: Desk) -> None:
    plain, other = (person(1), person(2)), (person(1), person(2, income_per_capita="12000"))
    landed(desk.land(registered(*plain)))
    assert home_changes(desk.bring(registered(*other), day=NOVEMBER)) == {"99H1": Change.CHANGED}
    landed(desk.land(registered(*other), day=NOVEMBER))
    assert home_changes(desk.bring(registered(*other), day=NOVEMBER)) == {}
    assert home_changes(desk.bring(registered(*plain), day=NOVEMBER)) == {"99H1": Change.CHANGED}


def test_a_household_says_what_its_head_says_else_the_first_who_says_something(desk: Desk) -> None:
    rows = (person(2, income_per_capita="", monitor_kind="突发严重困难户"), person(1, monitor_kind=""))
    brought = desk.bring(registered(*rows))
    (home,) = households_changed(brought).records
    assert (home.name, home.after["income_per_capita"], home.after["monitor_kind"]) == (
        "王小二",
        9000.0,
        "突发严重困难户",
    )


def test_who_has_no_number_is_known_by_household_and_id_or_name(desk: Desk) -> None:
    rows = (person(1, person_no="", id_no=IDS[1]), person(2, person_no=""), person(3, household_no="", person_no=""))
    brought = desk.bring(registered(*rows))
    assert set(changes(brought)) == {f"99H1/{IDS[1]}", "99H1/王小三", "/王小四"}
    landed(desk.confirm(brought))
    assert add_up(desk.bring(registered(*rows), day=NOVEMBER))["persons"]["same"] == 3


def test_an_area_that_is_only_told_more_exactly_is_no_move(desk: Desk, county: County) -> None:
    landed(desk.land(registered(person(1, village="新村"))))
    assert people_on(NOVEMBER)["P1"][1] == EAST
    county.add_area("990101001009", "新村")
    assert changes(desk.bring(registered(person(1, village="新村")), day=NOVEMBER)) == {"P1": Change.CHANGED}


def test_places_that_nobody_knows_are_told_and_hinder_nothing(desk: Desk) -> None:
    brought = desk.bring(registered(person(1, village="无名村"), person(2, 2, township="无名镇")))
    assert brought.counts["strange"] == {"township": ["无名镇"], "village": ["无名村"]}
    landed(desk.confirm(brought))
    assert {key: area for key, (_, area, _) in people_on(NOVEMBER).items()} == {"P1": EAST, "P2": COUNTY}


def test_whoever_is_registered_outside_the_area_is_left_to_the_county(
    desk: Desk, first: Import, county: County
) -> None:
    township = Desk(county.add_person(Role.TOWNSHIP_OFFICER, at=WEST))
    taken = township.bring(
        registered(person(1, 7, township="西岭乡", village="云台村")), day=NOVEMBER, is_complete=False
    )
    (record,) = persons_changed(taken, change="conflict").records
    assert (record.key, record.conflict, record.before) == ("P1", Conflict.ELSEWHERE, {})


def test_records_are_found_by_name_number_and_the_end_of_the_id(desk: Desk) -> None:
    brought = desk.bring(registered(*BEFORE))
    found = [persons_changed(brought, text=text).total for text in ("王小二", "P3", "99H3", IDS[1][-4:], "nobody")]
    assert found == [1, 1, 2, 1, 0]
    assert persons_changed(brought, page=9).number == 1
