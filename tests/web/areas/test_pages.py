"""The pages of areas: looking, changing, importing."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.conftest import COUNTY, EAST, WEST, County
from tests.web.walking import ask, text_of

from huitoukan.core.access.roles import Role
from huitoukan.core.areas import actions
from huitoukan.core.areas.boundaries.actions import set_boundaries
from huitoukan.core.areas.lists.reading import read_list
from huitoukan.core.areas.models import Area
from huitoukan.core.audit.models import Entry
from huitoukan.engine.sheets.files.contents import InputFile

WILLOW, BRIDGE = "990101001001", "990101001002"


@pytest.fixture
def admin(county: County, sign_in) -> Client:
    return sign_in(county.administrator)


def listed(client: Client, **query: str) -> list[str]:
    """The names on the page."""
    table = client.get("/areas/", query).context["table"]
    return [row.record.name_then for row in table.paginated_rows]


def test_areas_are_found_by_level_place_mark_name_and_day(county: County, admin: Client) -> None:
    by = county.administrator
    actions.mark(by=by, area=county.areas[BRIDGE], is_poor_village=True, is_resettlement=False)
    actions.rename(by=by, area=county.areas[BRIDGE], name="大桥村", since=dt.date(2023, 1, 1))
    actions.merge(by=by, area=county.areas[WILLOW], into=county.areas[BRIDGE], since=dt.date(2024, 1, 1))
    assert listed(admin, level="township") == ["东河镇", "西岭乡"]
    assert listed(admin, township=EAST) == ["东河镇", "大桥村"]
    assert listed(admin, township=EAST, day="2022-01-01") == ["东河镇", "柳树村", "石桥村"]
    assert listed(admin, township=EAST, state="ended") == ["柳树村"]
    assert listed(admin, township=EAST, state="all") == ["东河镇", "柳树村", "大桥村"]
    assert listed(admin, mark="is_poor_village") == ["大桥村"]
    assert listed(admin, name="石桥") == ["大桥村"]
    assert listed(admin, name="9901010020") == ["西岭乡", "柳树村", "云台村"]
    assert listed(admin, day="2019-12-31") == []


def test_what_is_exported_can_be_imported(county: County, admin: Client) -> None:
    actions.mark(by=county.administrator, area=county.areas[BRIDGE], is_poor_village=True, is_resettlement=False)
    response = admin.get("/areas/", {"export": "xlsx"})
    lines = read_list(InputFile("areas.xlsx", b"".join(response.streaming_content)))
    assert [(line.code, line.name) for line in lines] == [(a.code, a.name) for a in Area.objects.order_by("code")]
    told = bring(
        admin, "\n".join(["代码,名称,脱贫村", *(f"{line.code},{line.name},{line.is_poor_village}" for line in lines)])
    )
    assert "没有要导入的内容" in told


def test_the_page_of_an_area_tells_its_history_and_who_is_there(county: County, admin: Client) -> None:
    by = county.administrator
    actions.rename(by=by, area=county.areas[BRIDGE], name="大桥村", since=dt.date(2023, 1, 1))
    actions.merge(by=by, area=county.areas[WILLOW], into=county.areas[BRIDGE], since=dt.date(2024, 1, 1))
    county.add_person(Role.VILLAGE_WORKER, BRIDGE, "村小干")
    page = admin.get(f"/areas/{BRIDGE}/").content.decode()
    assert re.search(r"柳树村”（990101001001）并入.*“石桥村”更名为“大桥村”.*设立“石桥村”", page, re.DOTALL)
    assert "村小干" in page
    gone = admin.get(f"/areas/{WILLOW}/").content.decode()
    assert "已于 2024-01-01 撤销" in gone
    assert f"/areas/{WILLOW}/rename/" not in gone


def test_who_may_not_see_accounts_sees_no_names(county: County, sign_in) -> None:
    county.add_person(Role.VILLAGE_WORKER, BRIDGE, "村小干")
    page = sign_in(county.add_person(Role.HELPER, EAST)).get(f"/areas/{BRIDGE}/").content.decode()
    assert "村小干" not in page
    assert "/rename/" not in page


def test_the_tree_shows_each_under_what_it_lies_in(county: County, sign_in) -> None:
    county.add_area(WILLOW + "01", "一组")
    page = sign_in(county.add_person(Role.TOWNSHIP_OFFICER, EAST)).get("/areas/tree/").content.decode()
    assert re.search(r"东河镇.*<ul.*柳树村.*石桥村", page, re.DOTALL)
    assert "一组" not in page
    assert "西岭乡" not in page


def test_the_forms_do_what_they_say(county: County, admin: Client) -> None:
    def send(address: str, **data: str) -> str:
        return admin.post(f"/areas/{address}", data, follow=True).content.decode()

    assert "已新增" in send("new/", code="990101001003", name="桃源村", opened_on="2024-01-01")
    assert "已经有了" in send("new/", code="990101001003", name="桃源村", opened_on="2024-01-01")
    assert "不是区划代码" in send("new/", code="12", name="桃源村", opened_on="2024-01-01")
    assert "已保存" in send("990101001003/rename/", name="桃花村", since="2025-01-01")
    assert "晚于" in send("990101001003/rename/", name="杏花村", since="2024-06-01")
    assert "已保存" in send("990101001003/correct/", name="桃华村", opened_on="2023-01-01")
    assert "已保存" in send("990101001003/mark/", is_resettlement="on")
    assert "没有改动" in send("990101001003/mark/", is_resettlement="on")
    assert "已保存" in send("990101001003/merge/", into=BRIDGE, since="2025-06-01")
    area = Area.objects.get(code="990101001003")
    assert (area.name, area.is_resettlement, area.successor.code) == ("桃华村", True, BRIDGE)
    assert area.former_names.get().name == "桃源村"


def test_an_area_is_merged_only_into_what_one_edits_oneself(county: County, sign_in) -> None:
    client = sign_in(county.add_person(Role.ADMINISTRATOR, EAST))
    offered = client.get(f"/areas/{WILLOW}/merge/").context["form"].fields["into"].queryset
    assert [area.code for area in offered] == [BRIDGE]
    client.post(f"/areas/{WILLOW}/merge/", {"into": "990101002001", "since": "2025-06-01"})
    assert Area.objects.get(code=WILLOW).successor is None


def bring(client: Client, text: str, **terms: str) -> str:
    file = SimpleUploadedFile("名单.csv", text.encode())
    return client.post("/areas/import/", {"file": file, "day": "2024-01-01", **terms}, follow=True).content.decode()


def test_a_list_is_looked_at_and_then_lands(county: County, admin: Client) -> None:
    page = bring(admin, f"代码,名称\n{WILLOW},新柳村\n990101001003,桃源村\n")
    assert "可以导入" in page
    assert not Area.objects.filter(name="桃源村").exists()
    changed = admin.get(re.search(r"/areas/import/\d+/", page)[0], {"state": "changed"}).content.decode()
    assert "更名：“柳树村”改为“新柳村”" in changed
    done = admin.post(re.search(r"/areas/import/\d+/", page)[0], follow=True).content.decode()
    assert "已导入" in done
    assert Area.objects.get(code=WILLOW).name == "新柳村"
    assert Area.objects.filter(name="桃源村").exists()


def test_a_list_with_a_wrong_line_cannot_land(county: County, admin: Client) -> None:
    page = bring(admin, "代码,名称\n990101001003,桃源村\n123,某村\n")
    assert "有 1 行有问题" in page
    assert "不是区划代码" in page
    done = admin.post(re.search(r"/areas/import/\d+/", page)[0], follow=True).content.decode()
    assert "有 1 行有问题" in done
    assert not Area.objects.filter(name="桃源村").exists()


@pytest.mark.parametrize("content", [b"", b"x" * 40, b"PK\x03\x04junk", bytes(range(256)), "姓名\n张三".encode()])
def test_a_file_that_is_no_list_is_told_on_the_form(county: County, admin: Client, content: bytes) -> None:
    file = SimpleUploadedFile("名单.xlsx", content)
    page = admin.post("/areas/import/", {"file": file, "day": "2024-01-01"})
    assert page.status_code == 200
    assert page.context["form"].errors


def test_the_template_is_a_workbook(county: County, admin: Client) -> None:
    assert "易地搬迁安置点" in ask(admin, "/areas/import/template.xlsx").text


def test_boundaries_are_drawn_and_can_be_taken_away(county: County, admin: Client) -> None:
    ring = [[110, 27], [110.1, 27], [110.1, 27.1], [110, 27]]
    feature = {"type": "Feature", "properties": {"code": EAST}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    done = admin.post("/areas/boundaries/", {"file": SimpleUploadedFile("x.geojson", content)}, follow=True)
    assert "已导入 1 个区域的边界" in done.content.decode()
    assert '<svg class="map' in admin.get(f"/areas/{COUNTY}/").content.decode()
    collection = json.loads(text_of(admin.get(f"/areas/{COUNTY}/map.json")).partition("attachment")[0])
    assert [each["properties"] for each in collection["features"]] == [{"code": EAST, "name": "东河镇"}]
    admin.post(f"/areas/{EAST}/boundary/remove/")
    assert json.loads(text_of(admin.get(f"/areas/{COUNTY}/map.json")).partition("attachment")[0])["features"] == []
    wrong = admin.post("/areas/boundaries/", {"file": SimpleUploadedFile("x.geojson", b"{")})
    assert "不是 GeoJSON" in wrong.content.decode()


def test_the_map_file_holds_only_what_the_reader_sees(county: County, sign_in) -> None:
    ring = [[110, 27], [110.1, 27], [110.1, 27.1], [110, 27]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    features = [{"type": "Feature", "properties": {"code": c}, "geometry": geometry} for c in (EAST, WEST)]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    set_boundaries(by=county.administrator, content=content)
    client = sign_in(county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    assert client.get(f"/areas/{COUNTY}/map.json").status_code == 404
    assert "西岭乡" not in text_of(client.get(f"/areas/{EAST}/map.json"))


PAGES = [
    "/areas/",
    "/areas/tree/",
    f"/areas/{COUNTY}/",
    f"/areas/{EAST}/",
    "/areas/?export=xlsx",
    f"/areas/{EAST}/map.json",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_makes_as_many_queries_however_many_areas_there_are(
    county: County, admin: Client, django_assert_num_queries, page: str
) -> None:
    ask(admin, page)  # the settings of the office are in the cache from here on
    with CaptureQueriesContext(connection) as few:
        ask(admin, page)
    for number in range(30):
        county.add_area(f"9901010010{number + 10}", f"第{number}村")
        county.add_area(f"9901010{number + 10}000", f"第{number}乡")
    county.add_person(Role.VILLAGE_WORKER, EAST, "甲一")
    county.add_person(Role.HELPER, EAST, "乙一")
    with django_assert_num_queries(len(few)):
        ask(admin, page)
    assert len(few) <= 16


def test_only_what_changed_something_is_in_the_trail(county: County, admin: Client) -> None:
    before = Entry.objects.count()
    for page in ("/areas/", "/areas/tree/", f"/areas/{EAST}/", f"/areas/{EAST}/rename/", "/areas/import/"):
        assert admin.get(page).status_code == 200
    assert Entry.objects.count() == before
