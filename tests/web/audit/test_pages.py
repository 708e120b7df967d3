"""The pages of auditors."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.conftest import COUNTY, EAST, WEST, County
from tests.web.walking import ask

from huitoukan.core.access.roles import Role
from huitoukan.core.areas import actions as areas
from huitoukan.core.audit import queries
from huitoukan.core.audit.models import Entry, Verification
from huitoukan.core.audit.verifications import verify_trail


@pytest.fixture
def auditor(county: County, sign_in) -> Client:
    return sign_in(county.add_person(Role.AUDITOR, COUNTY, "审小计"))


def listed(client: Client, **query: str) -> list[str]:
    """The numbers on the page."""
    table = client.get("/audit/", query).context["table"]
    return [str(row.record.number) for row in table.paginated_rows]


def test_an_event_is_found_by_who_what_where_and_when(county: County, auditor: Client) -> None:
    areas.mark(by=county.administrator, area=county.areas[EAST], is_poor_village=True, is_resettlement=False)
    wanted = [str(queries.head()[0])]
    assert listed(auditor, action="area.marked") == wanted
    assert listed(auditor, action="area.marked", area="东河") == wanted
    assert listed(auditor, action="area.marked", area=EAST) == wanted
    assert listed(auditor, action="area.marked", area="西岭") == []
    assert listed(auditor, action="area.marked", area="不存在") == []
    assert listed(auditor, action="area.marked", actor_name="管理") == wanted
    assert listed(auditor, action="area.marked", actor_name="别人") == []
    assert listed(auditor, action="area.marked", subject_kind="account") == []
    assert listed(auditor, action="area.marked", at_min="2000-01-01", at_max="2000-12-31") == []


def test_an_entry_tells_its_details_and_whether_it_is_as_sealed(county: County, auditor: Client) -> None:
    page = auditor.get("/audit/2/")
    assert "与封签一致" in page.content.decode()
    assert Entry.objects.get(number=2).seal in page.content.decode()


def test_the_trail_is_verified_by_a_button(county: County, auditor: Client) -> None:
    assert "还没有核验过" in auditor.get("/audit/").content.decode()
    page = auditor.post("/audit/verify/", follow=True).content.decode()
    assert "全部与封签一致" in page
    assert Verification.objects.get().head in page


def test_a_broken_trail_stands_on_the_page_in_red(county: County, auditor: Client) -> None:
    verify_trail()
    Verification.objects.update(count=10_000)
    page = auditor.post("/audit/verify/", follow=True).content.decode()
    missing = Verification.objects.first().broken_at
    assert f"从第 {missing} 条起与封签不一致" in page


def test_an_auditor_of_a_township_knows_nothing_of_the_whole(county: County, sign_in) -> None:
    client = sign_in(county.add_person(Role.AUDITOR, WEST))
    verify_trail()
    assert "记录完整性" not in client.get("/audit/").content.decode()
    assert client.post("/audit/verify/").status_code == 403
    assert Verification.objects.count() == 1


def test_the_table_is_exported_in_words_and_that_is_an_event(county: County, auditor: Client) -> None:
    exported = ask(auditor, "/audit/", data={"export": "xlsx", "action": "seat.granted"})
    assert "岗位：系统管理员" in exported.text
    assert Entry.objects.latest("number").action == "table.exported"


def test_more_rows_than_somebody_reads_are_not_exported(county: County, auditor: Client, monkeypatch) -> None:
    monkeypatch.setattr("huitoukan.web.listing.MOST_EXPORTED", 3)
    page = auditor.get("/audit/", {"export": "xlsx"})
    assert "请缩小查询范围" in page.content.decode()
    assert Entry.objects.latest("number").action != "table.exported"


@pytest.mark.parametrize("page", ["/audit/", "/audit/2/"])
def test_a_page_makes_as_many_queries_however_long_the_trail_is(
    county: County, auditor: Client, django_assert_num_queries, page: str
) -> None:
    auditor.get(page)  # the settings of the office are in the cache from here on
    with CaptureQueriesContext(connection) as few:
        auditor.get(page)
    for number in range(60):
        county.add_area(f"9901010010{number + 10}", f"第{number}村")
    with django_assert_num_queries(len(few)):
        auditor.get(page)
    assert len(few) <= 9
