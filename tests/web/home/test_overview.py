"""The first page of whoever works with findings: their own numbers, each as its list counts them."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, WEST, County
from tests.web.households.conftest import OCTOBER, WANG, ZHANG, Office, checked, office  # noqa: F401
from tests.web.walking import browser

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.domain.screening.actions.marks import call_wrong
from huitoukan.domain.screening.queries.findings import findings_seen_by, to_do
from huitoukan.domain.screening.queries.runs import latest_run
from huitoukan.web.home.overview import page_for
from huitoukan.web.home.waiting import next_step, waiting

COUNTED = re.compile(r"共 ([\d,]+) 条")


def numbers(user: User) -> dict[str, int]:
    page = page_for(user)
    assert page
    return {figure.label.name.removeprefix("home."): figure.value for figure in page.figures}


def test_each_number_is_that_of_the_list_it_leads_to(checked: Office) -> None:  # noqa: F811
    client = browser(checked.officer)
    page = page_for(checked.officer)
    assert page
    for figure in page.figures:
        listed = COUNTED.search(client.get(figure.address).content.decode())
        assert (listed and int(listed[1].replace(",", ""))) == figure.value, figure.label
    for bar in (*page.bars, *page.data_bars):
        listed = COUNTED.search(client.get(bar.address).content.decode())
        assert listed and listed[1] == bar.shown, bar
    assert numbers(checked.officer)["to_do"] > 0


def test_townships_and_villages_count_their_own(checked: Office) -> None:  # noqa: F811
    county = checked.county
    east, west = county.add_person(Role.TOWNSHIP_OFFICER, EAST), county.add_person(Role.TOWNSHIP_OFFICER, WEST)
    whole = numbers(checked.officer)
    assert numbers(east)["households"] == 3
    assert numbers(west)["households"] == 1
    assert {name: numbers(east)[name] + numbers(west)[name] for name in whole} == whole
    seen = page_for(east)
    assert seen and {bar.label for bar in seen.bars} <= {"柳树村", "石桥村"}
    village = page_for(county.add_person(Role.VILLAGE_WORKER, EAST_VILLAGES[1]))
    assert village and {bar.label for bar in village.bars} <= {"石桥村"}
    wide = page_for(checked.officer)
    assert wide and {bar.label for bar in wide.bars} <= {"东河镇", "西岭乡"}
    for who in (west, county.add_person(Role.HELPER, WEST)):
        assert "东河" not in browser(who).get("/").content.decode()


def test_a_second_run_shows_where_things_go(checked: Office) -> None:  # noqa: F811
    first = page_for(checked.officer)
    assert first and first.trend is None
    checked.register(OCTOBER, {**WANG, "人均纯收入（元）": "6100"}, ZHANG)
    checked.run(OCTOBER)
    second = page_for(checked.officer)
    assert second and second.trend
    assert len(second.trend.rows) == 2
    assert numbers(checked.officer)["gone"] > 0


def test_what_somebody_says_of_a_finding_counts_at_once(checked: Office) -> None:  # noqa: F811
    run = latest_run()
    assert run
    finding = to_do(findings_seen_by(checked.officer, run)).first()
    before = numbers(checked.officer)["to_do"]
    call_wrong(by=checked.officer, sighting=finding, reason="入户核实并非如此", checked="查看了户口本")
    other = checked.county.add_person(Role.COUNTY_OFFICER, COUNTY, "另一位")
    assert numbers(checked.officer)["to_do"] == before
    assert [(task.label.name, task.count) for task in waiting(other)] == [("home.marks_waiting", 1)]
    assert waiting(checked.officer) == []


def test_a_beginner_is_told_what_comes_next(county: County, office: Office) -> None:  # noqa: F811
    step = next_step(office.officer)
    assert step and step.address == "/runs/new/"
    assert next_step(county.add_person(Role.HELPER)) is None
    assert page_for(office.officer) is None


def test_the_first_thing_is_to_bring_lists(county: County) -> None:
    step = next_step(county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    assert step and step.address == "/imports/new/"
    assert "导入名单" in browser(county.add_person(Role.COUNTY_OFFICER)).get("/").content.decode()
    assert next_step(county.add_person(Role.LEADER)) is None


def test_lists_that_wait_are_named_to_who_may_confirm_them(office: Office) -> None:  # noqa: F811
    from tests.domain.registry.desk import Desk, person, registered

    Desk(office.officer).bring(registered(person(1)))
    assert [(task.label.name, task.count, urlsplit(task.address).path) for task in waiting(office.officer)] == [
        ("home.imports_waiting", 1, "/imports/")
    ]
    assert waiting(office.county.add_person(Role.TOWNSHIP_OFFICER, EAST)) == []


@pytest.mark.parametrize(("role", "queries"), [(Role.COUNTY_OFFICER, 11), (Role.HELPER, 6)])
def test_it_is_worked_out_once_until_something_happens(
    checked: Office,  # noqa: F811
    django_assert_num_queries: Callable[[int], object],
    role: Role,
    queries: int,
) -> None:
    client = browser(checked.county.add_person(role, COUNTY, "读者"))
    client.get("/")
    with django_assert_num_queries(queries):
        assert client.get("/").status_code == 200
