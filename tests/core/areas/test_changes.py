"""Changing areas: nothing is overwritten, and nobody reaches beyond their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import COUNTY, EAST, FIRST_DAY, WEST, County

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.areas import actions, queries
from huitoukan.core.areas.actions import WrongArea
from huitoukan.core.areas.models import Area
from huitoukan.core.areas.names import WrongName
from huitoukan.core.audit.models import Entry

WILLOW, BRIDGE = "990101001001", "990101001002"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def names_on(county: County, text: str) -> dict[str, str]:
    seen = queries.on(queries.seen_by(county.administrator), day(text))
    return dict(queries.named_on(seen, day(text)).filter(code__startswith=EAST[:9]).values_list("code", "name_then"))


def test_a_rename_keeps_the_name_of_every_earlier_day(county: County) -> None:
    village = county.areas[WILLOW]
    actions.rename(by=county.administrator, area=village, name="新柳村", since=day("2021-05-01"))
    actions.rename(by=county.administrator, area=village, name="柳溪村", since=day("2023-07-01"))
    assert names_on(county, "2021-04-30")[WILLOW] == "柳树村"
    assert names_on(county, "2021-05-01")[WILLOW] == "新柳村"
    assert names_on(county, "2023-06-30")[WILLOW] == "新柳村"
    assert names_on(county, "2026-01-01")[WILLOW] == "柳溪村"
    assert names_on(county, "2019-12-31") == {}


@pytest.mark.parametrize(
    ("since", "complaint"),
    [("2021-05-01", "晚于"), ("2021-01-01", "晚于"), ("2020-01-01", "晚于"), ("2999-01-01", "还没有到")],
)
def test_names_follow_one_another(county: County, since: str, complaint: str) -> None:
    village = county.areas[WILLOW]
    actions.rename(by=county.administrator, area=village, name="新柳村", since=day("2021-05-01"))
    with pytest.raises(WrongArea, match=complaint):
        actions.rename(by=county.administrator, area=village, name="柳溪村", since=day(since))
    assert names_on(county, "2026-01-01")[WILLOW] == "新柳村"


@pytest.mark.parametrize("name", ["", "   ", "长" * 61, "柳\u202e村", "柳\x07村"])
def test_what_is_no_name(county: County, name: str) -> None:
    with pytest.raises(WrongName):
        actions.rename(by=county.administrator, area=county.areas[WILLOW], name=name, since=day("2021-05-01"))


def test_a_correction_leaves_no_former_name_but_a_trace_in_the_trail(county: County) -> None:
    village = county.areas[WILLOW]
    actions.correct(by=county.administrator, area=village, name="柳澍村", opened_on=day("2019-01-01"))
    assert names_on(county, "2019-06-01")[WILLOW] == "柳澍村"
    assert "柳树村" in Entry.objects.latest("number").details
    with pytest.raises(WrongArea, match="没有改动"):
        actions.correct(by=county.administrator, area=village, name="柳澍村", opened_on=day("2019-01-01"))


def test_an_area_was_there_before_its_first_new_name(county: County) -> None:
    village = county.areas[WILLOW]
    actions.rename(by=county.administrator, area=village, name="新柳村", since=day("2021-05-01"))
    with pytest.raises(WrongArea, match="设立日期不能更晚"):
        actions.correct(by=county.administrator, area=village, name="新柳村", opened_on=day("2021-05-01"))


def test_a_merger_ends_one_and_keeps_its_days(county: County) -> None:
    village, into = county.areas[WILLOW], county.areas[BRIDGE]
    actions.merge(by=county.administrator, area=village, into=into, since=day("2022-03-01"))
    assert WILLOW in names_on(county, "2022-02-28")
    assert WILLOW not in names_on(county, "2022-03-01")
    assert into.predecessors.get() == village


def test_what_cannot_be_merged(county: County) -> None:
    by, since = county.administrator, day("2022-03-01")
    village, bridge, township, west = (county.areas[code] for code in (WILLOW, BRIDGE, EAST, WEST))
    for area, into, when, complaint in (
        (village, village, since, "级别要相同"),
        (village, township, since, "级别要相同"),
        (township, west, since, "下面还有区域"),
        (village, bridge, FIRST_DAY, "晚于这一天"),
    ):
        with pytest.raises(WrongArea, match=complaint):
            actions.merge(by=by, area=area, into=into, since=when)
    actions.merge(by=by, area=village, into=bridge, since=since)
    for area, into in ((village, bridge), (bridge, village)):
        with pytest.raises(WrongArea, match="已经撤销"):
            actions.merge(by=by, area=area, into=into, since=since)


def test_nothing_is_added_below_what_is_no_more(county: County) -> None:
    by = county.administrator
    actions.merge(by=by, area=county.areas[WILLOW], into=county.areas[BRIDGE], since=day("2022-03-01"))
    with pytest.raises(WrongArea, match="已于 2022-03-01 撤销"):
        actions.add(by=by, code=WILLOW + "01", name="一组", opened_on=day("2023-01-01"))
    with pytest.raises(WrongArea, match="不能再更名"):
        actions.rename(by=by, area=county.areas[WILLOW], name="新柳村", since=day("2023-01-01"))


CHANGES: dict[str, Callable[[Any, Area, Area], object]] = {
    "add": lambda by, area, _: actions.add(by=by, code=area.code + "01", name="一组", opened_on=FIRST_DAY),
    "rename": lambda by, area, _: actions.rename(by=by, area=area, name="新名", since=day("2021-01-01")),
    "correct": lambda by, area, _: actions.correct(by=by, area=area, name="新名", opened_on=FIRST_DAY),
    "mark": lambda by, area, _: actions.mark(by=by, area=area, is_poor_village=True, is_resettlement=False),
    "merge": lambda by, area, into: actions.merge(by=by, area=area, into=into, since=day("2022-01-01")),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    ("role", "at", "may"),
    [
        (Role.ADMINISTRATOR, COUNTY, True),
        (Role.ADMINISTRATOR, EAST, True),
        (Role.ADMINISTRATOR, WEST, False),
        (Role.COUNTY_OFFICER, COUNTY, False),
        (Role.TOWNSHIP_OFFICER, EAST, False),
        (Role.AUDITOR, COUNTY, False),
    ],
)
def test_only_an_administrator_of_the_area_changes_it(
    county: County, change: str, role: Role, at: str, may: bool
) -> None:
    person = county.add_person(role, at)
    before = Entry.objects.count()
    if may:
        CHANGES[change](person, county.areas[WILLOW], county.areas[BRIDGE])
        assert Entry.objects.count() == before + 1
        assert Entry.objects.latest("number").actor == person.pk
    else:
        with pytest.raises(Refused):
            CHANGES[change](person, county.areas[WILLOW], county.areas[BRIDGE])
        assert Entry.objects.count() == before


def test_a_village_is_not_merged_away_to_somebody_else(county: County) -> None:
    person = county.add_person(Role.ADMINISTRATOR, EAST)
    with pytest.raises(Refused):
        actions.merge(by=person, area=county.areas[WILLOW], into=county.areas["990101002001"], since=day("2022-01-01"))


def test_a_mark_that_changes_nothing_is_told(county: County) -> None:
    with pytest.raises(WrongArea, match="没有改动"):
        actions.mark(by=county.administrator, area=county.areas[WILLOW], is_poor_village=False, is_resettlement=False)
