"""What a bad day brings to the upload page: each file is a sentence in both languages, and the rest goes on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.conftest import County
from tests.domain.registry.desk import IDS, OCTOBER, person, registered, table
from tests.engine.sheets.conftest import with_check_digit
from tests.engine.sheets.files.test_bad_files import encrypted_book, encrypted_package

from huitoukan.core.access.roles import Role
from huitoukan.domain.registry import tasks
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.folders import uploads_of
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.queries import persons
from huitoukan.domain.registry.queries.versions import as_of

DEATHS = ["姓名", "身份证号", "死亡日期"]
DEAD = ["王小二", IDS[1], "2026-01-05"]
SCRIPT = "<img src=x onerror=alert(1)>"
Rows = Sequence[Sequence[Any]]


def workbook(**sheets: Rows) -> bytes:
    """Sheets by name; a cell that is a pair is a formula and what it last gave."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, tuple):
                        sheet.write_formula(r, c, cell[0], None, cell[1])
                    else:
                        sheet.write_string(r, c, cell)
    return file.getvalue()


def bomb() -> bytes:
    """A workbook that would unpack to hundreds of megabytes."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(一=[DEATHS, DEAD]))) as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in whole.namelist():
            made.writestr(name, whole.read(name))
        made.writestr("xl/more.xml", b"<sst>" + b" " * (200 << 20))
    return file.getvalue()


@dataclass(frozen=True)
class Bad:
    """A file, and what the page says of it in both languages."""

    name: str
    content: bytes
    zh: str
    en: str


def csv(*rows: Sequence[str], encoding: str = "utf-8") -> bytes:
    return "\n".join(",".join(row) for row in rows).encode(encoding)


BAD = [
    Bad("截断.xlsx", workbook(一=[DEATHS, DEAD])[:-300], "已损坏或不完整", "damaged or incomplete"),
    Bad("炸弹.xlsx", bomb(), "不像正常的名单", "which no list does"),
    Bad("网页.xls", b"<html><body>login</body></html>", "其实是网页", "really a web page"),
    Bad("乱码.csv", ("姓名,身份证号,死亡日期\n" * 9).encode().decode("gb18030", "replace").encode(), "文字是乱码", "garbled"),
    Bad("别的编码.csv", b"\xff\xff\x81\x20\x80\x80\xff\x00\x01", "不是可读的文本", "no readable text"),
    Bad("加密.xlsx", encrypted_package(), "设有打开密码", "protected by a password"),
    Bad("加密.xls", encrypted_book(), "设有打开密码", "protected by a password"),
    Bad("照片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(20), "不是表格", "not a spreadsheet"),
    Bad("只有表头.csv", csv(DEATHS), "没有数据行", "no data row"),
    Bad("两列.xlsx", workbook(一=[["姓名", "身份证号", "证件号码", "死亡日期"], [DEAD[0], "", *DEAD[1:]]]), "有两列表头", "Two headers stand for"),
    Bad("公式.xlsx", workbook(一=[DEATHS, [("=A9", DEAD[0]), DEAD[1], ("=1/0", "#DIV/0!")], DEAD]), "公式错误", "formula error"),
    Bad("零年.csv", csv(DEATHS, [*DEAD[:2], "0000-01-01"], DEAD), "读不懂", "could not be read"),
    Bad("未知.csv", csv(["甲", "乙"], ["一", "二"]), "认不出是哪一类名单", "Not recognised"),
]  # fmt: skip


@pytest.fixture
def clerk(county: County, sign_in: Any) -> Client:
    browser: Client = sign_in(county.add_person(Role.COUNTY_OFFICER))
    return browser


def upload(clerk: Client, *files: SimpleUploadedFile) -> Import:
    """Sent through the page, and read in the background."""
    response = clerk.post("/imports/new/", {"files": files, "day": OCTOBER.isoformat(), "is_complete": "on"})
    assert response.status_code == 302, response.content.decode()
    brought = Import.objects.latest("pk")
    tasks.read.call(brought.pk)
    brought.refresh_from_db()
    return brought


def said(clerk: Client, address: str, language: str = "zh-hans") -> str:
    clerk.cookies["huitoukan_language"] = language
    response = clerk.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def land(clerk: Client, brought: Import) -> Import:
    clerk.post(f"/imports/{brought.pk}/do/land/")
    tasks.land.call(brought.pk)
    brought.refresh_from_db()
    assert brought.state == ImportState.LANDED, brought.problem
    return brought


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_file_is_told_and_the_others_land(clerk: Client, bad: Bad) -> None:
    brought = upload(clerk, SimpleUploadedFile(bad.name, bad.content), registered(person(1), person(2)))
    assert (brought.state, brought.problem) == (ImportState.READ, None)
    for language, sentence in (("zh-hans", bad.zh), ("en", bad.en)):
        page = said(clerk, f"/imports/{brought.pk}/", language)
        assert sentence in page
        assert bad.name in page
        assert brought.counts["rows"] == brought.counts["used"] + brought.counts["aside"]
    land(clerk, brought)
    assert persons(as_of(OCTOBER)).count() == 2


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_file_alone_lands_nobody_and_says_so(clerk: Client, bad: Bad) -> None:
    brought = upload(clerk, SimpleUploadedFile(bad.name, bad.content))
    for language, sentence in (("zh-hans", bad.zh), ("en", bad.en)):
        assert sentence in said(clerk, f"/imports/{brought.pk}/", language)
    clerk.cookies["huitoukan_language"] = "zh-hans"
    answer = clerk.post(f"/imports/{brought.pk}/do/land/")
    if not brought.lists.exists():
        assert "没有认出可以入库的名单" in answer.content.decode()
    assert not persons(as_of(OCTOBER)).exists()


def test_a_workbook_of_200_sheets_is_read_sheet_by_sheet(clerk: Client) -> None:
    sheets = {f"村{n}": [DEATHS, [f"王{n}", DEAD[1], DEAD[2]]] for n in range(200)}
    brought = upload(clerk, SimpleUploadedFile("两百张.xlsx", workbook(**sheets)))
    assert brought.lists.get().rows == 200
    page = said(clerk, f"/imports/{brought.pk}/")
    assert page.count("死亡人员名单") == 200
    assert all(f"村{n}<" in page for n in (0, 199))


def test_a_workbook_of_more_sheets_than_anybody_has_is_told(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huitoukan.engine.sheets.files.limits.MOST_SHEETS", 3)
    sheets = {f"村{n}": [DEATHS, DEAD] for n in range(4)}
    brought = upload(clerk, SimpleUploadedFile("太多.xlsx", workbook(**sheets)))
    assert "拆到几个工作簿" in said(clerk, f"/imports/{brought.pk}/")
    assert "Spread the lists over several workbooks" in said(clerk, f"/imports/{brought.pk}/", "en")


def test_a_list_of_another_county_says_that_its_places_are_strange(clerk: Client) -> None:
    brought = upload(clerk, registered(person(1, township="别处镇", village="别处村")))
    assert "1 个乡镇名称不在区划名单中：别处镇" in said(clerk, f"/imports/{brought.pk}/")
    assert "1 names of townships are not among the areas" in said(clerk, f"/imports/{brought.pk}/", "en")


def test_a_birth_date_in_year_0_makes_nobody_old(clerk: Client) -> None:
    brought = upload(clerk, registered(person(1, id_no=with_check_digit("99010100000101001")), person(2)))
    assert brought.state == ImportState.READ
    land(clerk, brought)
    assert persons(as_of(OCTOBER)).count() == 2


def test_without_the_register_the_lists_land_and_a_run_says_what_is_missing(clerk: Client) -> None:
    brought = upload(clerk, table(DEATHS, [DEAD], "死亡.csv"))
    assert "新增" not in said(clerk, f"/imports/{brought.pk}/")
    land(clerk, brought)
    asked = {"day": OCTOBER.isoformat(), "lists": [each.pk for each in brought.lists.all()]}
    for language, sentence in (("zh-hans", "还没有在册户"), ("en", "No household was on the register")):
        clerk.cookies["huitoukan_language"] = language
        answer = clerk.post("/runs/new/", asked)
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        assert 'role="alert"' in answer.content.decode()


def test_scripts_in_names_stay_text_wherever_they_are_shown(clerk: Client) -> None:
    strange = SimpleUploadedFile("x.xlsx", workbook(**{"<b>一": [[SCRIPT, "姓名", "乙"], [SCRIPT, SCRIPT, SCRIPT]]}))
    strange._name = "<b>名单</b>.xlsx"  # what a browser sends is not tidied
    people = registered(person(1, name=SCRIPT, township=SCRIPT, village=SCRIPT, household_no="<i>9</i>", health=SCRIPT))
    brought = upload(clerk, strange, people)
    sheet = brought.sheets.get(kind="")
    one = f"/imports/{brought.pk}"
    shown = [f"{one}/", f"{one}/persons/?change=new", f"{one}/households/?text={SCRIPT}", f"{one}/sheets/{sheet.pk}/"]
    land(clerk, brought)
    for address in (
        *shown,
        "/imports/",
        "/households/",
        f"/households/?text={SCRIPT}",
        "/households/%3Ci%3E9%3C/i%3E/",
    ):
        response = clerk.get(address)
        assert response.status_code in {200, 302, 404}, address
        assert SCRIPT not in response.content.decode(), address
        assert "<b>一" not in response.content.decode()
        assert "<i>9</i>" not in response.content.decode()
    assert escape(SCRIPT) in clerk.get(f"{one}/").content.decode()


def test_what_is_sent_twice_at_once_is_two_imports_and_lands_once(clerk: Client) -> None:
    """As two people with the same lists do: the second is told that nothing is new in them."""
    one, other = (upload(clerk, registered(person(1), person(2))) for _ in range(2))
    land(clerk, one)
    clerk.post(f"/imports/{other.pk}/do/land/")
    tasks.land.call(other.pk)
    other.refresh_from_db()
    assert (other.state, other.counts["persons"]["new"], other.counts["persons"]["same"]) == (ImportState.READ, 0, 2)
    assert "您确认之后又有别的名单入库" in said(clerk, f"/imports/{other.pk}/")
    land(clerk, other)
    assert persons(as_of(OCTOBER)).count() == 2


def test_more_files_than_an_import_takes_are_told(clerk: Client) -> None:
    files = [SimpleUploadedFile(f"{n}.csv", b"x") for n in range(301)]
    response = clerk.post("/imports/new/", {"files": files, "day": OCTOBER.isoformat()})
    assert "一批最多 300 个文件" in response.content.decode()
    assert not Import.objects.exists()
    assert not list(Path(uploads_of(Import()).parent.parent).glob("*/uploads/*"))
