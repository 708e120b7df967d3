"""The pages of other people's accounts: what they show to whom, and what they let nobody do."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.test import Client
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, FIRST_DAY, PASSWORD, WEST, County

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions
from huitoukan.core.accounts.actions import NewSeat
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry

PHONE = "13800001234"


@pytest.fixture
def person(county: County) -> User:
    """Works in the one township, and in the other too."""
    person = county.add_person(Role.HELPER, EAST, name="person")
    actions.change(by=county.administrator, user=person, name="王强", unit="东河镇人民政府", phone=PHONE)
    other = NewSeat(role=Role.VILLAGE_WORKER, area=county.areas[WEST], starts_on=FIRST_DAY)
    actions.grant(by=county.administrator, user=person, seat=other)
    return person


@pytest.fixture
def stranger(county: County) -> User:
    return county.add_person(Role.HELPER, WEST, name="stranger")


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def rows(answer) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def test_a_township_sees_its_own_people_and_only_their_seats_there(
    county: County, person: User, stranger: User, sign_in
) -> None:
    page = text(sign_in(county.add_person(Role.TOWNSHIP_OFFICER, EAST)).get("/accounts/"))
    assert "王强" in page
    assert "stranger" not in page
    assert "西岭乡" not in page


@pytest.mark.parametrize("query", ["role=village_worker", "seats=coming", "seats=past"])
def test_filters_do_not_tell_what_the_list_does_not(county: County, person: User, sign_in, query: str) -> None:
    client = sign_in(county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    assert "王强" in text(client.get("/accounts/"))
    assert "王强" not in text(client.get(f"/accounts/?{query}"))


def test_an_area_that_one_does_not_see_is_no_area(county: County, person: User, sign_in) -> None:
    page = text(sign_in(county.add_person(Role.TOWNSHIP_OFFICER, EAST)).get("/accounts/?area=西岭乡"))
    assert "您能选的区域里没有“西岭乡”" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name=王", {"person"}),
        ("unit=东河", {"person"}),
        ("role=helper", {"person", "stranger"}),
        (f"area={EAST}", {"person"}),
        ("area=西岭乡", {"person", "stranger"}),
        ("seats=present", {"person", "stranger", "admin"}),
        ("seats=ending", set()),
        ("is_active=false", set()),
        ("is_active=true&role=administrator", {"admin"}),
    ],
)
def test_filters(county: County, person: User, stranger: User, sign_in, query: str, found: set[str]) -> None:
    sheet = rows(sign_in(county.administrator).get(f"/accounts/?{query}&export=xlsx"))
    assert {row[1] for row in sheet[1:]} == found


def test_an_export_is_masked_and_says_what_the_list_says(county: County, person: User, sign_in) -> None:
    sheet = rows(sign_in(county.administrator).get("/accounts/?name=王&export=xlsx"))
    assert sheet[0] == ("姓名", "用户名", "单位", "电话", "岗位", "账号状态")
    assert sheet[1] == (
        "王强", "person", "东河镇人民政府", "138****1234", "东河镇 · 帮扶责任人、西岭乡 · 村级工作人员", "正常",
    )  # fmt: skip


def test_a_list_has_a_fixed_number_of_queries(county: County, sign_in, django_assert_num_queries) -> None:
    client = sign_in(county.administrator)
    client.get("/accounts/")
    for number in range(2):
        for count in range(8):
            county.add_person(Role.HELPER, EAST_VILLAGES[number], name=f"helper-{number}-{count}")
        with django_assert_num_queries(LIST_QUERIES):
            client.get("/accounts/")


LIST_QUERIES = 6
"""Session, account, own seats, count, rows, their seats."""


def test_a_page_has_a_fixed_number_of_queries(county: County, person: User, sign_in, django_assert_num_queries) -> None:
    client = sign_in(county.administrator)
    client.get(f"/accounts/{person.pk}/")
    with django_assert_num_queries(PAGE_QUERIES) as first:
        client.get(f"/accounts/{person.pk}/")
    for code in EAST_VILLAGES:
        more = NewSeat(role=Role.HELPER, area=county.areas[code], starts_on=FIRST_DAY)
        actions.grant(by=county.administrator, user=person, seat=more)
    with django_assert_num_queries(len(first)):
        client.get(f"/accounts/{person.pk}/")


PAGE_QUERIES = 11
"""Session, account, own seats, the account shown and where it lies, the opening, its seats, what may be done."""


@pytest.mark.parametrize(
    "path",
    ["", "full/", "change/", "password/", "close/", "reopen/", "unlock/", "second-factor/", "seats/add/"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_guessing_a_number_finds_nobody_of_the_next_township(
    county: County, stranger: User, sign_in, path: str, method: str
) -> None:
    client = sign_in(county.add_person(Role.ADMINISTRATOR, EAST))
    allowed = {405} if method == "post" and not path else {404}
    assert getattr(client, method)(f"/accounts/{stranger.pk}/{path}").status_code in allowed
    assert User.objects.get(pk=stranger.pk).check_password(PASSWORD)
    assert User.objects.get(pk=stranger.pk).is_active


def test_guessing_the_number_of_a_seat_ends_none(county: County, person: User, sign_in) -> None:
    client = sign_in(county.add_person(Role.ADMINISTRATOR, EAST))
    there, here = person.seats.get(area__code=WEST), person.seats.get(area__code=EAST)
    other = county.administrator.seats.get()
    for seat in (there, other):
        assert client.post(f"/accounts/{person.pk}/seats/{seat.pk}/end/", {"on": "2026-01-31"}).status_code == 404
    assert client.post(f"/accounts/{person.pk}/seats/{here.pk}/end/", {"on": "2026-01-31"}).status_code == 302
    there.refresh_from_db()
    assert there.ends_on is None


@pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.LEADER, Role.AUDITOR, Role.TOWNSHIP_OFFICER])
def test_those_who_only_read_get_no_button_and_no_way(county: County, person: User, sign_in, role: Role) -> None:
    client = sign_in(county.add_person(role, COUNTY))
    page = text(client.get(f"/accounts/{person.pk}/"))
    for path in ("change", "password", "close", "seats/add"):
        assert f"/accounts/{person.pk}/{path}/" not in page
        assert client.post(f"/accounts/{person.pk}/{path}/", {"name": "x"}).status_code == 403
    assert client.post("/accounts/add/").status_code == 403


@pytest.mark.parametrize("role", [Role.HELPER, Role.VILLAGE_WORKER, Role.INSPECTOR, Role.DEPARTMENT_OFFICER])
def test_those_who_do_not_see_accounts_get_nothing(county: County, person: User, sign_in, role: Role) -> None:
    client = sign_in(county.add_person(role, COUNTY, name="reader"))
    for path in ("/accounts/", f"/accounts/{person.pk}/", "/accounts/?export=xlsx"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "王强" not in answer.content.decode()


def test_opening_a_page_is_one_event_however_often_it_is_reloaded(county: County, person: User, sign_in) -> None:
    client = sign_in(county.administrator)
    for _ in range(3):
        client.get(f"/accounts/{person.pk}/")
    entry = Entry.objects.get(action=Event.ACCOUNT_OPENED)
    assert (entry.actor, entry.subject) == (county.administrator.pk, str(person.pk))


def test_a_phone_number_is_shown_for_a_reason(county: County, person: User, sign_in) -> None:
    client = sign_in(county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    address = f"/accounts/{person.pk}/"
    assert PHONE not in text(client.get(address))
    assert "至少 4 个字" in text(client.post(f"{address}full/", {"reason": "看"}))
    assert PHONE not in text(client.get(address))
    assert client.post(f"{address}full/", {"reason": "通知参加核查"}).headers["location"] == address
    assert PHONE in text(client.get(address))
    assert PHONE not in text(client.get("/accounts/"))
    assert "138****1234" in str(rows(client.get("/accounts/?export=xlsx")))


def test_an_auditor_and_a_leader_see_masks_only(county: County, person: User, sign_in) -> None:
    for role in (Role.AUDITOR, Role.LEADER):
        client = sign_in(county.add_person(role, COUNTY))
        page = text(client.get(f"/accounts/{person.pk}/"))
        assert PHONE not in page
        assert "full/" not in page
        assert client.post(f"/accounts/{person.pk}/full/", {"reason": "通知参加核查"}).status_code == 403
        client.post("/sign-out/")


def test_a_form_to_change_somebody_shows_the_number_masked(county: County, person: User, sign_in) -> None:
    client = sign_in(county.administrator)
    assert PHONE not in text(client.get(f"/accounts/{person.pk}/change/"))
    client.post(f"/accounts/{person.pk}/change/", {"name": "王强强", "unit": "", "phone": ""})
    person.refresh_from_db()
    assert (person.name, person.phone) == ("王强强", PHONE)


def test_the_past_of_an_account_is_for_those_who_read_the_trail(county: County, person: User, sign_in) -> None:
    for role, sees in ((Role.AUDITOR, True), (Role.COUNTY_OFFICER, False)):
        client = sign_in(county.add_person(role, COUNTY))
        assert ("新增人员" in text(client.get(f"/accounts/{person.pk}/"))) is sees
        client.post("/sign-out/")


def new_person(**more: str) -> dict[str, str]:
    return {
        "username": "zhao.li", "name": "赵丽", "role": "helper", "area": EAST_VILLAGES[0], "starts_on": "2026-01-01", **more,
    }  # fmt: skip


def test_adding_somebody_shows_their_first_password_once(county: County, sign_in, client: Client) -> None:
    page = text(sign_in(county.administrator).post("/accounts/add/", new_person()))
    (password,) = re.findall(r"<output[^>]*>([\w-]+)</output>", page)
    added = User.objects.get(username="zhao.li")
    assert added.check_password(password)
    assert added.must_change_password
    assert password not in text(client.get(f"/accounts/{added.pk}/"))
    assert password not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("area", [WEST, COUNTY, "西岭乡"])
def test_a_township_adds_nobody_elsewhere(county: County, sign_in, area: str) -> None:
    client = sign_in(county.add_person(Role.ADMINISTRATOR, EAST))
    page = text(client.post("/accounts/add/", new_person(area=area)))
    assert "您能选的区域里没有" in page
    assert not User.objects.filter(username="zhao.li").exists()


def test_roles_that_must_not_meet_are_said_on_the_form(county: County, person: User, sign_in) -> None:
    client = sign_in(county.administrator)
    page = text(
        client.post(
            f"/accounts/{person.pk}/seats/add/", {"role": "inspector", "area": COUNTY, "starts_on": "2026-01-01"}
        )
    )
    assert "必须是不同的人" in page


def test_nobody_gives_themselves_a_seat_by_address(county: County, sign_in) -> None:
    client = sign_in(county.administrator)
    answer = client.post(
        f"/accounts/{county.administrator.pk}/seats/add/", {"role": "leader", "area": COUNTY, "starts_on": "2026-01-01"}
    )
    assert answer.status_code == 403
    assert county.administrator.seats.count() == 1


@pytest.mark.parametrize("path", ["close", "password", "unlock", "second-factor", "reopen"])
def test_opening_a_page_that_asks_changes_nothing(county: County, person: User, sign_in, path: str) -> None:
    client = sign_in(county.administrator)
    before = Entry.objects.count()
    assert client.get(f"/accounts/{person.pk}/{path}/").status_code == 200
    person.refresh_from_db()
    assert (person.is_active, person.check_password(PASSWORD)) == (True, True)
    assert Entry.objects.count() == before


def test_the_pages_that_ask_act_when_they_are_posted(county: County, person: User, sign_in) -> None:
    client = sign_in(county.administrator)
    client.post(f"/accounts/{person.pk}/close/")
    assert not User.objects.get(pk=person.pk).is_active
    assert "已经停用了" in text(client.post(f"/accounts/{person.pk}/close/"))
    client.post(f"/accounts/{person.pk}/reopen/")
    assert User.objects.get(pk=person.pk).is_active
    page = text(client.post(f"/accounts/{person.pk}/password/"))
    (password,) = re.findall(r"<output[^>]*>([\w-]+)</output>", page)
    assert User.objects.get(pk=person.pk).check_password(password)


def test_a_name_that_is_markup_is_text(county: County, person: User, sign_in) -> None:
    actions.change(by=county.administrator, user=person, name="<b>x</b>", unit='"><i>', phone=None)
    client = sign_in(county.administrator)
    for path in (
        "/accounts/",
        f"/accounts/{person.pk}/",
        f"/accounts/{person.pk}/change/",
        f"/accounts/{person.pk}/close/",
    ):
        page = text(client.get(path))
        assert "<b>x" not in page
        assert '"><i>' not in page
