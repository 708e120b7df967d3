"""From the upload to the registry and back, on pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.conftest import EAST, WEST, County
from tests.domain.registry.desk import OCTOBER, SEPTEMBER, Desk, homes_on, person, registered, table

from huitoukan.core.access.roles import Role
from huitoukan.domain.registry import tasks
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.models import Import

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def office(desk: Desk, sign_in: Any) -> Client:
    browser: Client = sign_in(desk.by)
    return browser


def upload(office: Client, *files: SimpleUploadedFile, **said: str) -> Any:
    return office.post("/imports/new/", {"files": files, "day": OCTOBER.isoformat(), "is_complete": "on", **said})


def text(response: Any) -> str:
    return str(response.content.decode())


def test_lists_are_brought_looked_at_landed_and_undone(office: Client) -> None:
    response = upload(office, registered(person(1), person(2)))
    brought = Import.objects.get()
    assert response.url == f"/imports/{brought.pk}/"
    assert "every 1s" in text(office.get(response.url))
    assert "HX-Refresh" not in office.get(f"{response.url}progress/").headers
    tasks.read.call(brought.pk)
    assert office.get(f"{response.url}progress/")["HX-Refresh"] == "true"
    page = text(office.get(response.url))
    assert "监测对象信息" in page
    assert f"/imports/{brought.pk}/persons/?change=new" in page
    office.post(f"{response.url}do/land/")
    tasks.land.call(brought.pk)
    assert list(homes_on(OCTOBER)) == ["99H1"]
    assert "撤回" in text(office.get(response.url))
    office.post(f"{response.url}do/undo/", {"reason": "传错了文件"})
    tasks.undo.call(brought.pk)
    assert homes_on(OCTOBER) == {}
    assert "传错了文件" in text(office.get(response.url))


def test_what_would_change_is_told_field_by_field_and_masked(office: Client, desk: Desk) -> None:
    number = "990101198001010014"
    desk.land(registered(person(1, id_no=number)), day=SEPTEMBER)
    brought = desk.bring(registered(person(1, id_no=number, health="长期慢性病"), person(2, name=SCRIPT)))
    changed = text(office.get(f"/imports/{brought.pk}/persons/?change=changed"))
    assert "长期慢性病" in changed
    assert number not in changed
    assert number[-4:] in changed
    new = text(office.get(f"/imports/{brought.pk}/persons/?change=new"))
    assert SCRIPT not in new
    found = text(office.get(f"/imports/{brought.pk}/persons/?text=P1&change=no-such&page=99999999999"))
    assert "P1" in found or "99H1" in found


def test_households_whose_members_disagree_are_told_and_found(office: Client, desk: Desk) -> None:
    brought = desk.bring(registered(person(1), person(2, income_per_capita="12000"), person(4), person(3, 3)))
    page = text(office.get(f"/imports/{brought.pk}/"))
    assert "有 1 户，同户成员填写的户信息不一致" in page
    address = f"/imports/{brought.pk}/households/?change=contradicting"
    assert address in page
    found = text(office.get(address))
    assert "以户主所填为准" in found
    assert re.search("2 行写着：.*?9,000.*?1 行写着：.*?12,000", found, re.DOTALL)
    assert "99H3" not in found
    plain = desk.bring(registered(person(3, 3)), day=SEPTEMBER)
    assert "不一致" not in text(office.get(f"/imports/{plain.pk}/"))


def test_what_one_number_is_said_to_be_stands_side_by_side(office: Client, desk: Desk) -> None:
    brought = desk.bring(registered(person(1), person(2), person(2, health="残疾")))
    found = text(office.get(f"/imports/{brought.pk}/persons/?change=conflict"))
    assert re.search("1 行写着：.*?健康状况：健康.*?1 行写着：.*?健康状况：残疾", found, re.DOTALL)


def test_a_sheet_that_was_not_recognised_is_said_to_be_a_list(office: Client, desk: Desk) -> None:
    strange = table(["甲", "乙", "丙"], [["990101198001010014", "王小一", "2026-10-01"]], "某局名单.csv")
    brought = desk.bring(registered(person(1)), strange)
    sheet = brought.sheets.get(file="某局名单.csv")
    assert sheet.kind == ""
    address = f"/imports/{brought.pk}/sheets/{sheet.pk}/"
    said = {"kind": "deaths", "header_row": "1", "look": ""}
    assert "死亡" in text(office.get(address))
    shown = office.post(address, said)
    assert "还没有对应栏目的列" in text(shown)
    known = brought.sheets.get(kind="registered")
    assert "还没有对应栏目的列" not in text(office.get(f"/imports/{brought.pk}/sheets/{known.pk}/"))
    fields = [field.html_name for _, group in shown.context["columns"] for field, _ in group]
    known = dict(zip(fields, ("id_no", "name", "died_on"), strict=False))
    assert office.post(address, {**known, "kind": "deaths", "header_row": "1", "save": ""}).status_code == 302
    again = desk.read(desk.again(brought))
    assert again.lists.filter(kind="deaths").exists()


def test_a_sheet_may_be_left_out(office: Client, desk: Desk) -> None:
    brought = desk.bring(registered(person(1)), registered(person(2, 2), name="重复.csv"))
    sheet = brought.sheets.get(file="重复.csv")
    office.post(f"/imports/{brought.pk}/sheets/{sheet.pk}/", {"kind": "ignore", "save": ""})
    again = desk.read(desk.again(brought))
    assert again.counts["persons"]["listed"] == 1


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("说明.docx", b"x"),
        SimpleUploadedFile("空.xlsx", b""),
        SimpleUploadedFile("lists.zip", b"PK\x03\x04"),
    ],
)
def test_what_cannot_be_taken_in_is_said_on_the_form(office: Client, file: SimpleUploadedFile) -> None:
    response = upload(office, file)
    assert response.status_code == 200
    assert file.name in text(response)
    assert not Import.objects.exists()


def test_nothing_chosen_and_a_day_to_come_are_said_on_the_form(office: Client) -> None:
    assert upload(office).status_code == 200
    assert "2031-01-01" in text(upload(office, registered(person(1)), day="2031-01-01"))
    assert not Import.objects.exists()


def test_rows_set_aside_are_shown_and_come_as_a_workbook(office: Client, desk: Desk) -> None:
    brought = desk.bring(registered(person(1), person(2, name="", id_no="", household_no="", person_no="")))
    assert brought.counts["aside"] == 1
    page = text(office.get(f"/imports/{brought.pk}/rows/aside/"))
    assert brought.files[0]["name"] in page
    book = office.get(f"/imports/{brought.pk}/rows/aside/workbook/")
    assert b"".join(book.streaming_content).startswith(b"PK")


def test_a_move_that_came_too_late_is_said_on_the_page(office: Client, desk: Desk) -> None:
    brought = desk.bring(registered(person(1)))
    office.post(f"/imports/{brought.pk}/do/discard/")
    response = office.post(f"/imports/{brought.pk}/do/land/")
    assert response.status_code == 200
    assert "不能变为" in text(response)
    assert desk.again(brought).state == ImportState.DISCARDED


def test_the_next_township_sees_and_moves_nothing(county: County, client: Client, sign_in: Any) -> None:
    east = Desk(county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    brought = east.bring(registered(person(1)))
    neighbour = sign_in(county.add_person(Role.TOWNSHIP_OFFICER, WEST))
    for path in ("", "progress/", "persons/", "households/", "rows/aside/", "rows/aside/workbook/"):
        assert neighbour.get(f"/imports/{brought.pk}/{path}").status_code == 404
    for path in ("add", "land", "stop", "discard", "undo"):
        assert neighbour.post(f"/imports/{brought.pk}/do/{path}/", {"reason": "不该由我"}).status_code == 404
    assert east.again(brought).state == ImportState.READ


def test_a_list_of_imports_makes_the_same_queries_for_one_and_many(
    office: Client, desk: Desk, django_assert_num_queries: Any
) -> None:
    desk.bring(registered(person(1)))
    office.get("/imports/")
    with django_assert_num_queries(5):
        office.get("/imports/")
    for number in (2, 3, 4):
        desk.bring(registered(person(number)))
    with django_assert_num_queries(5):
        office.get("/imports/")
