"""What programs are told: what their owner sees on pages, masked, page by page, as of any day."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import COUNTY, EAST, WEST, County
from tests.domain.screening.conftest import AUGUST, DEAD, PEOPLE, SEPTEMBER, WANG, Office, register
from tests.web.api.conftest import program

from huitoukan.core.access.roles import Role
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.domain.screening.models import Run


def test_areas_page_by_page(county: County) -> None:
    reader = program(county.add_person(Role.LEADER))
    codes = [area["code"] for area in reader.read_all("areas", limit=2)]
    assert codes == sorted(county.areas)
    assert [area["code"] for area in reader.read_all("areas", level="township")] == [EAST, WEST]
    assert {area["code"][:9] for area in reader.read_all("areas", area=EAST)} == {EAST[:9]}
    assert reader.read(f"areas/{EAST}")["name"] == "东河镇"


def test_areas_end_at_the_seat(county: County) -> None:
    reader = program(county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    assert {area["code"][:9] for area in reader.read_all("areas")} == {EAST[:9]}
    assert reader.read_all("areas", area=WEST) == []
    assert reader.ask(f"areas/{WEST}")[0] == 404


def test_households_and_their_members_masked(office: Office) -> None:
    reader = program(office.officer)
    assert [each["number"] for each in reader.read_all("households", limit=1)] == ["9901", "9902", "9903", "9904"]
    told = reader.read("households/9901")
    (member,) = told["members"]
    assert (member["name"], member["id_no"][:6], member["phone"]) == ("王和平", WANG[:6], "138****0001")
    assert "户类型" in {field["title"] for field in told["fields"]}
    text = json.dumps(told)
    assert WANG not in text
    assert WANG[6:14] not in text
    assert "13800000001" not in text


def test_opening_a_household_is_in_the_trail(office: Office) -> None:
    program(office.officer).read("households/9901")
    entry = Entry.objects.filter(action=Event.HOUSEHOLD_OPENED).get()
    assert (entry.subject, entry.actor) == ("9901", office.officer.pk)


def test_a_past_day_and_what_was_known_then(office: Office) -> None:
    reader = program(office.officer)
    before = reader.read("households")
    office.bring(SEPTEMBER, register=register(leave_out=["李山花"]))
    assert len(reader.read("households")["items"]) == 3
    assert len(reader.read("households", as_of=AUGUST.isoformat())["items"]) == 4
    again = reader.read("households", as_of=before["as_of"], landing=before["landing"])
    assert again["items"] == before["items"]
    assert reader.ask("households/9902")[0] == 404
    assert reader.read("households/9902", as_of=AUGUST.isoformat())["head_name"] == "李山花"


def test_what_lands_meanwhile_neither_doubles_nor_hides_a_row(office: Office) -> None:
    reader = program(office.officer)
    first = reader.read("persons", limit=1)
    office.bring(SEPTEMBER, register=register(leave_out=["李山花"]))
    names, after = [each["name"] for each in first["items"]], first["next"]
    while after:
        told = reader.read("persons", limit=1, after=after)
        names, after = names + [each["name"] for each in told["items"]], told["next"]
    assert sorted(names) == sorted(PEOPLE)


def test_the_next_township_reads_nothing_of_this_one(office: Office, run: Run) -> None:
    reader = program(office.county.add_person(Role.TOWNSHIP_OFFICER, WEST))
    assert {each["number"] for each in reader.read_all("households")} == {"9903", "9904"}
    assert {each["household_no"] for each in reader.read_all("persons")} == {"9903", "9904"}
    assert reader.read("persons", household_no="9901")["items"] == []
    assert reader.ask("households/9901")[0] == 404
    found = reader.read_all(f"runs/{run.pk}/findings", rule_id=DEAD)
    assert [each["name"] for each in found] == ["张有田"]
    of_all = program(office.officer).read_all("runs/0/findings", rule_id=DEAD)
    other = next(each for each in of_all if each["name"] == "王和平")
    assert reader.ask(f"runs/{run.pk}/findings/{other['id']}")[0] == 404
    tally = reader.read(f"runs/{run.pk}")
    assert tally["to_do"] == len([each for each in reader.read_all("runs/0/findings") if each["status"] == "open"])
    assert tally["to_do"] < program(office.officer).read(f"runs/{run.pk}")["to_do"]


def test_a_finding_tells_its_facts_and_the_rows_they_come_from(office: Office, run: Run) -> None:
    reader = program(office.officer)
    found = reader.read("runs/0/findings", rule_id=DEAD, area=EAST)["items"]
    told = reader.read(f"runs/{run.pk}/findings/{found[0]['id']}")
    assert told["rule"]
    assert told["policy"] == run.policy
    assert "列入死亡人员名单" in {fact["title"] for fact in told["facts"]}
    source = next(each for each in told["sources"] if each["kind"] == "deaths")
    assert source["row"] == 2
    assert ["姓名", "王和平"] in source["cells"]
    text = json.dumps(told, ensure_ascii=False)
    assert WANG not in text
    assert "13812345678" not in text
    assert Entry.objects.filter(action=Event.FINDING_OPENED).count() == 1


def test_runs_tell_the_version_they_were_made_under(office: Office, run: Run) -> None:
    reader = program(office.officer)
    (told,) = reader.read("runs")["items"]
    assert (told["id"], told["policy"], told["pack"]) == (run.pk, 0, "baseline")
    whole = reader.read(f"runs/{run.pk}")
    assert whole["parameters"]["income_line"] == "8500"
    assert whole["not_judged"]
    assert reader.ask("runs/999")[0] == 404


@pytest.mark.parametrize(
    ("address", "most"), [("areas", 6), ("households", 7), ("persons", 7), ("runs/0/findings", 7), ("runs", 6)]
)
def test_an_answer_makes_as_many_queries_however_many_rows_it_has(
    office: Office, run: Run, django_assert_num_queries, address: str, most: int
) -> None:
    reader = program(office.county.add_person(Role.LEADER, COUNTY))
    reader.read(address)
    with CaptureQueriesContext(connection) as few:
        reader.read(address, **({} if address == "runs" else {"limit": 1}))
    count = len(few)
    with django_assert_num_queries(count):
        reader.read(address)
    assert 0 < count <= most
