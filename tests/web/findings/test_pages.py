"""Runs and findings on pages: asked for, watched, read down to the row, and marked."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import EAST, PASSWORD, WEST
from tests.domain.screening.conftest import AUGUST, DEAD, PEOPLE, SEPTEMBER, Office, deaths

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.domain.screening import tasks
from huitoukan.domain.screening.models import Mark, Run, Sighting

UNTIL = (timezone.localdate() + dt.timedelta(days=30)).isoformat()


def browser_of(user: User) -> Client:
    browser = Client()
    browser.post("/sign-in/", {"username": user.username, "password": PASSWORD})
    return browser


def text(response: Any) -> str:
    return str(response.content.decode())


def finding_of(name: str) -> int:
    return Sighting.objects.filter(name=name, rule_id=DEAD).latest("run_id").finding_id


@pytest.fixture
def desk(office: Office) -> Client:
    return browser_of(office.officer)


def test_a_run_is_asked_for_watched_and_leads_to_its_findings(office: Office, desk: Client) -> None:
    assert "/runs/new/" in text(desk.get("/findings/"))
    office.bring(AUGUST, deaths=deaths("王和平"))
    form = text(desk.get(f"/runs/new/?day={AUGUST}"))
    assert "死亡人员" in form
    lists = [each.split('"')[0] for each in form.split('name="lists" value="')[1:]]
    assert len(lists) == 1
    started = desk.post("/runs/new/", {"day": AUGUST.isoformat(), "lists": lists})
    run = Run.objects.get()
    assert started.url == f"/runs/{run.pk}/"
    assert "every 1s" in text(desk.get(started.url))
    tasks.judge.func(run.pk)
    assert desk.get(f"{started.url}progress/")["HX-Refresh"] == "true"
    assert f"/findings/?run={run.pk}&amp;status=to_do" in text(desk.get(started.url))
    assert f"/findings/{finding_of('王和平')}/" in text(desk.get("/findings/"))


def test_a_run_may_be_cancelled_and_a_second_one_is_told_to_wait(office: Office, desk: Client) -> None:
    desk.post("/runs/new/", {"day": AUGUST.isoformat()})
    again = desk.post("/runs/new/", {"day": AUGUST.isoformat()})
    assert again.status_code == 200
    assert "已有一次核查正在进行" in text(again)
    run = Run.objects.get()
    desk.post(f"/runs/{run.pk}/cancel/")
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert "不能再这样操作" in text(desk.post(f"/runs/{run.pk}/cancel/"))


def test_a_finding_shows_its_row_as_it_was_and_masks_numbers(office: Office, desk: Client) -> None:
    office.month(AUGUST, "王和平")
    page = text(desk.get(f"/findings/{finding_of('王和平')}/"))
    number = PEOPLE["王和平"][4]
    assert "2026-07-01" in page
    assert "deaths.csv" in page
    assert number not in page
    assert number[-4:] in page
    assert "13812345678" not in page


def test_it_is_shown_in_full_for_a_reason_and_both_are_in_the_trail(office: Office, desk: Client) -> None:
    office.month(AUGUST, "王和平")
    page, number = f"/findings/{finding_of('王和平')}/", PEOPLE["王和平"][4]
    assert f"{page}disclose/" in text(desk.get(page))
    assert "至少" in text(desk.post(f"{page}disclose/", {"reason": "看"}))
    assert number not in text(desk.get(page))
    assert desk.post(f"{page}disclose/", {"reason": "电话核实死亡时间"}).url == page
    assert number in text(desk.get(page))
    told = Entry.objects.filter(subject_kind="finding").order_by("pk").values_list("action", flat=True)
    assert list(told) == [Event.FINDING_OPENED, Event.DISCLOSED]


def test_a_form_that_is_wrong_opens_the_finding_as_well(office: Office, desk: Client) -> None:
    office.month(AUGUST, "王和平")
    assert "王和平" in text(desk.post(f"/findings/{finding_of('王和平')}/mark/wrong/", {"reason": "", "checked": ""}))
    assert Entry.objects.filter(action=Event.FINDING_OPENED).count() == 1


def test_findings_are_filtered_counted_and_exported_alike(office: Office, desk: Client) -> None:
    office.month(AUGUST, "王和平", "张有田")
    whole = Sighting.objects.count()
    assert f"{whole}" in text(desk.get("/findings/"))
    for query, name, other in (
        ("area=990101001000", "王和平", "张有田"),
        ("text=9903", "张有田", "王和平"),
        (f"rule={DEAD}&text=王和平", "王和平", "张有田"),
        ("list=deaths&area=西岭乡", "张有田", "王和平"),
    ):
        page = text(desk.get(f"/findings/?{query}"))
        assert name in page, query
        assert other not in page, query
    exported = desk.get("/findings/?export=xlsx")
    assert b"".join(exported.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert desk.get("/findings/?run=99999&status=nonsense&area=nowhere").status_code == 200


def test_who_looks_at_an_earlier_run_stays_with_it(office: Office, desk: Client) -> None:
    first = office.month(AUGUST, "王和平")
    office.month(SEPTEMBER, "张有田")
    page = text(desk.get(f"/findings/?run={first.pk}"))
    assert f'<input type="hidden" name="run" value="{first.pk}">' in page
    assert f"/findings/?run={first.pk}&amp;standing=new" in page
    assert f'href="/findings/?run={first.pk}">' in page
    assert 'name="run"' not in text(desk.get("/findings/"))


def test_two_runs_are_held_side_by_side(office: Office, desk: Client) -> None:
    first, second = office.month(AUGUST, "王和平"), office.month(SEPTEMBER, "张有田")
    page = text(desk.get(f"/runs/{second.pk}/against/{first.pk}/"))
    assert "东河镇" in page
    assert "西岭乡" in page
    assert desk.get(f"/runs/{second.pk}/against/999/").status_code == 404


def test_an_exemption_goes_from_village_to_township_to_county(office: Office, desk: Client) -> None:
    office.month(AUGUST, "王和平")
    finding = finding_of("王和平")
    worker = browser_of(office.county.add_person(Role.VILLAGE_WORKER, "990101001001"))
    town = browser_of(office.county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    short = worker.post(f"/findings/{finding}/mark/exempt/", {"reason": "无", "until": UNTIL})
    assert short.status_code == 200
    assert "至少" in text(short)
    worker.post(f"/findings/{finding}/mark/exempt/", {"reason": "派出所证明尚未注销", "until": UNTIL})
    mark = Mark.objects.get()
    assert f"/findings/{finding}/" in text(town.get("/findings/waiting/"))
    assert f"/findings/{finding}/" not in text(desk.get("/findings/waiting/"))
    assert f"/findings/marks/{mark.pk}/agree/" in text(town.get(f"/findings/{finding}/"))
    assert f"/findings/marks/{mark.pk}/agree/" not in text(worker.get(f"/findings/{finding}/"))
    town.post(f"/findings/marks/{mark.pk}/agree/")
    desk.post(f"/findings/marks/{mark.pk}/agree/")
    mark.refresh_from_db()
    assert mark.state == "agreed"
    assert "已豁免" in text(worker.get(f"/findings/{finding}/"))


def test_the_next_township_finds_nothing_and_marks_nothing(office: Office) -> None:
    office.month(AUGUST, "王和平")
    finding = finding_of("王和平")
    neighbour = browser_of(office.county.add_person(Role.TOWNSHIP_OFFICER, WEST))
    assert "王和平" not in text(neighbour.get("/findings/"))
    assert neighbour.get(f"/findings/{finding}/").status_code == 404
    for kind in ("for_case", "exempt", "wrong", "nonsense"):
        assert neighbour.post(f"/findings/{finding}/mark/{kind}/", {"reason": "不该由我"}).status_code == 404
    assert not Mark.objects.exists()


def test_a_page_of_findings_makes_the_same_queries_however_many(
    office: Office, desk: Client, django_assert_num_queries: Any
) -> None:
    office.month(AUGUST, *PEOPLE)
    desk.get("/findings/")
    desk.get("/findings/?text=9901")
    with django_assert_num_queries(8):
        desk.get("/findings/?text=9901")
    with django_assert_num_queries(8):
        desk.get("/findings/")


def test_pages_of_findings_offer_no_way_that_is_closed_to_the_reader(office: Office, desk: Client) -> None:
    office.month(AUGUST, "王和平")
    finding = finding_of("王和平")
    inspector = browser_of(office.county.add_person(Role.INSPECTOR, "990101000000"))
    for browser, open_ in ((desk, True), (inspector, False)):
        assert ('href="/runs/"' in text(browser.get("/findings/")).split("<main")[1]) is open_
        assert (f"/policy/rules/{DEAD}/" in text(browser.get(f"/findings/{finding}/"))) is open_


def test_each_field_of_the_forms_of_a_finding_has_its_own_label(office: Office, desk: Client) -> None:
    office.month(AUGUST, "王和平")
    finding = finding_of("王和平")
    for page in (
        text(desk.get(f"/findings/{finding}/")),
        text(desk.post(f"/findings/{finding}/mark/exempt/", {"reason": "无", "until": UNTIL})),
    ):
        ids = re.findall(r' id="([^"]+)"', page)
        assert {"for_case-reason", "exempt-reason", "wrong-reason"} <= set(ids)
        assert len(ids) == len(set(ids))
